import type { PersonOnPage } from '../../shared/recognition.ts'
import { attempt } from './attempt.ts'
import { readMailto } from './mailto.ts'
import { generic } from './on-demand.ts'
import { isPlace, workItem } from './page.ts'
import { personOf } from './people.ts'
import { readBroken, readProfile, readTool } from './read-tool.ts'
import { READERS } from './readers.ts'
import type { LinkedPerson, Page, ProfileLink, Reading, Tool } from './tool.ts'

/** The tool whose page this is; none for a page of the rest of the web. */
export function toolOf(page: Page): Tool | undefined {
  return READERS.find((tool) => isPageOf(tool, page))
}

/** By what the page holds, else by its address. */
export function isPageOf({ place, home }: Tool, page: Page): boolean {
  return isPlace(place, page) || home?.test(page.url.href) === true
}

/**
 * What a page is and who made it, by its tool's reader. One that fails gives way to the generic one, and that to the page's bare
 * address. What the address tells on its own is added by whoever asked: `knownByAddress`.
 * @throws NeedsGeneric where that has to be loaded first.
 */
export function readPage(page: Page): Reading {
  const tool = toolOf(page)
  const readers = [
    () => tool && readTool(tool, page),
    () => tool && readBroken(tool, page),
    () => generic().readGeneric(page),
    () => bareReading(page),
  ]
  for (const read of readers) {
    const reading = attempt(read)
    if (reading) return reading
  }
  return { workItem: null, people: [] }
}

/** The person behind a link: an e-mail address, or a profile of the page's own tool or of one that the address alone tells. */
export function readLinked(page: Page, link: ProfileLink): LinkedPerson | null {
  const email = readMailto(link.url.href)
  if (email !== null) return known('generic', page.url, personOf({ role: 'participant', email }))
  const tools = READERS.filter(
    (tool) =>
      tool.home?.test(link.url.href) || (link.url.origin === page.url.origin && tool === toolOf(page)),
  )
  for (const tool of tools) {
    const person = attempt(() => (tool.readLink ? tool.readLink(link) : readProfile(tool, link)))
    if (person !== null) return known(tool.id, link.url, person)
  }
  return null
}

function known(tool: string, { origin }: URL, person: PersonOnPage | null): LinkedPerson | null {
  return person && { tool, origin, people: [person] }
}

function bareReading(page: Page): Reading {
  const title = page.root.querySelector('title')?.textContent ?? ''
  return {
    workItem: workItem({ tool: 'generic', kind: 'page', key: null, title, url: page.url.href }),
    people: [],
  }
}

import type { PersonOnPage } from '../../shared/recognition.ts'
import { attempt } from './attempt.ts'
import { missingOf } from './missing.ts'
import { generic } from './on-demand.ts'
import { addressMatch, decoded, kindOf, workItem } from './page.ts'
import { offer, personOf } from './people.ts'
import { peopleIn } from './read-people.ts'
import { textIn, viewersIn } from './read-text.ts'
import type { Found, Page, PageKind, ProfileLink, Reading, Tool } from './tool.ts'

/** Reads a page of a tool: as the tool declares it in `kinds`, or by the tool's own `read`. */
export function readTool(tool: Tool, page: Page): Reading | null {
  if (tool.read) return tool.read(page)
  const kind = kindOf(tool.kinds, page)
  return kind ? readKind(tool, kind, page) : readOther(tool, page)
}

/** For a reader that failed altogether: its item by the address, the rest as any page is read. */
export function readBroken(tool: Tool, page: Page): Reading | null {
  const kind = kindOf(tool.kinds, page)
  const bare: PageKind | null = kind ? { ...kind, title: [], people: [], must: ['title', 'people'] } : null
  return bare && readKind(tool, bare, page)
}

/**
 * Whom any page would be read to name, as far as the tool's own links say that they are people: what tells teams and strangers
 * apart may have broken too, and nobody is better than the wrong one.
 */
function linkedOn(page: Page, { profile }: Tool): PersonOnPage[] {
  return generic()
    .readGeneric(page)
    .people.filter(({ profileUrl }) => {
      const url = URL.parse(profileUrl ?? '')
      return url?.origin === page.url.origin && profile?.test(url.pathname + url.search) === true
    })
}

/** The person behind a link that fits the tool's `profile`; without a name or a handle there is none. */
export function readProfile({ profile }: Tool, { url, text }: ProfileLink): PersonOnPage | null {
  const match = profile?.exec(url.pathname + url.search)
  if (!match) return null
  const handle = decoded(match.groups?.['handle'] ?? '')
  const name = text === handle ? null : text
  return personOf({ role: 'participant', handle, name, profileUrl: url.href })
}

function readKind(tool: Tool, kind: PageKind, page: Page): Reading {
  const found = { page, parts: partsOf(kind, page) }
  const { key: whole = '{key}', url: address, title: titles = [], people = [] } = kind
  const key = found.parts['key'] ? filled(whole, found) : null
  const url = address ? new URL(filled(address, found, inAddress), page.url) : page.url
  const own = attempt(() => textIn(titles, found))
  const title = own || generic().titleOf(page) || (key ?? '')
  // One source that fails takes none of the others with it.
  const seen = people.flatMap((source) => attempt(() => peopleIn(source, found, tool)) ?? [])
  const missing = missingOf(kind, { key, title: own, people: seen })
  const makers = missing.includes('people') ? linkedOn(page, tool) : seen
  return {
    workItem: workItem({ tool: tool.id, kind: kind.kind, key, title, url: url.href }),
    people: offer(kind.kind, makers, viewersIn(tool.viewer ?? [], found)),
    missing,
  }
}

/** A list, a settings page, a project's home: it is the tool's, and speaks of nobody. */
function readOther({ id: tool }: Tool, page: Page): Reading {
  const item = { tool, kind: 'page' as const, key: null, title: generic().titleOf(page), url: page.url.href }
  return { workItem: workItem(item), people: [] }
}

function partsOf(kind: PageKind, page: Page): Found['parts'] {
  const groups = Object.entries(addressMatch(kind, page)?.groups ?? {})
  const parts = Object.fromEntries(groups.map(([name, part]) => [name, decoded(part ?? '')]))
  const said = () => textIn(kind.keyAt ?? [], { page, parts })
  return parts['key'] ? parts : { ...parts, key: attempt(said) ?? '' }
}

/** A template with an item's parts in the places of their names. */
function filled(template: string, { parts }: Found, written = (part: string) => part): string {
  return template.replace(/\{(\w+)\}/g, (_whole, name: string) => written(parts[name] ?? ''))
}

function inAddress(part: string): string {
  return encodeURI(part).replace(/[?#&]/g, encodeURIComponent)
}

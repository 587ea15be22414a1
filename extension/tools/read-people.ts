import { absolute, decoded, textOf } from './page.ts'
import { readMailto } from './mailto.ts'
import { isEmail } from './people.ts'
import { said, textIn } from './read-text.ts'
import type { Found, PeopleAt, PeopleSource, Seen, Tool } from './tool.ts'
import { messageIn, reviewersIn } from './trailers.ts'

/** More elements than this are not looked at for one role. */
const LOOKED_AT_MAX = 200
const LINKS_MAX = 5

/** Those whom one source of a tool's kind of page names, as they are written there. */
export function peopleIn(source: PeopleSource, found: Found, tool: Tool): Seen[] {
  const { root } = found.page
  if (typeof source === 'function') return source(found)
  if ('trailersIn' in source) return reviewersIn(messageIn(root.querySelector(source.trailersIn)))
  const elements = Array.from(root.querySelectorAll(source.at)).slice(0, LOOKED_AT_MAX)
  return atMost(
    source.most,
    elements.flatMap((element) => personAt(source, element, found, tool) ?? []),
  )
}

function personAt(source: PeopleAt, element: Element, found: Found, tool: Tool): Seen | null {
  if (source.label && !source.label.test(textOf(element.previousElementSibling))) return null
  const written = source.part ? writtenIn(source.part, said(element)) : takenApart(said(element), source.text)
  if (!written) return null
  const at = (places: PeopleAt['name']) => (places ? textIn([places].flat(), found, element) : '')
  const link = linkOf(element, found, tool)
  const handle = at(source.handle) || written['handle'] || link.handle
  const name = source.name ? at(source.name) : written['name']
  const email = at(source.email) || written['email'] || link.email
  if (!handle && !name && !email) return null
  return {
    role: source.role,
    name: name === handle ? null : name,
    handle,
    email,
    profileUrl: link.profileUrl,
  }
}

type Written = Partial<Record<string, string>>

function writtenIn(part: RegExp, text: string): Written | undefined {
  const groups = part.exec(text)?.groups
  return groups && { ...groups, ...(groups['name'] ? takenApart(groups['name'].trim()) : {}) }
}

/** 'Jo Doe <jo@corp.example>', or an address alone; 'jo@…' is a name: whose address it is, nobody may tell. */
function takenApart(text: string, is: 'name' | 'handle' = 'name'): Written {
  const [, before = '', bracketed] = /^([^<>]*)<([^<>]*)>$/.exec(text) ?? []
  const address = bracketed ?? text
  return isEmail(address) ? { [is]: before.trim(), email: address } : { [is]: before.trim() || text }
}

/** What the links in and around an element tell. */
function linkOf(element: Element, { page }: Found, { profile }: Tool): Partial<Seen> {
  const links = [element.closest('a[href]'), ...Array.from(element.querySelectorAll('a[href]'))]
  const urls = links.slice(0, LINKS_MAX).map((link) => absolute(page, link?.getAttribute('href')))
  const person: Partial<Seen> = {}
  for (const url of urls) {
    const match = url && profile?.exec(url.pathname + url.search)
    if (url?.protocol === 'mailto:') person.email ??= readMailto(url.href)
    if (!match || url.origin !== page.url.origin) continue
    person.profileUrl ??= url.href
    person.handle ??= decoded(match.groups?.['handle'] ?? '')
  }
  return person
}

/** A person may be named twice: by a picture, and by a name beside it. */
function atMost(most = LOOKED_AT_MAX, seen: readonly Seen[]): Seen[] {
  const different = new Set<string>()
  return seen.filter(({ profileUrl, handle, email, name }) => {
    const trait = profileUrl || handle || email || name || ''
    return different.has(trait) || (different.size < most && different.add(trait))
  })
}

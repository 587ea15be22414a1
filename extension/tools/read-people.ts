import { absolute, decoded } from './page.ts'
import { readMailto } from './mailto.ts'
import { isEmail } from './people.ts'
import { said, textIn } from './read-text.ts'
import type { Found, PeopleAt, PeopleSource, Seen, TextSource, Tool } from './tool.ts'
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
  const written = source.part ? source.part.exec(said(element))?.groups : takenApart(source, said(element))
  if (!written) return null
  const at = (place: TextSource | undefined) => (place ? textIn([place], found, element) : '')
  const link = linkOf(element, found, tool)
  const handle = at(source.handle) || written['handle'] || link.handle
  const name = at(source.name) || written['name']
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

/** 'Jo Doe <jo@corp.example>', an e-mail address, or 'jo@…' as it is shown to those who may not see it whole. */
function takenApart({ text: is = 'name' }: PeopleAt, text: string): Partial<Record<string, string>> {
  const [, before = '', bracketed] = /^([^<>]*)<([^<>]*)>$/.exec(text) ?? []
  const address = bracketed ?? text
  const handle = /^([^@\s]+)@(?:…|\.\.\.)$/.exec(address)?.[1]
  if (handle !== undefined) return { name: before.trim(), handle }
  if (isEmail(address)) return { [is]: before.trim(), email: address }
  return { [is]: before.trim() || text }
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

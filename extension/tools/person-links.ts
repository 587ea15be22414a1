import { absolute, decoded, textOf } from './page.ts'
import { readMailto } from './mailto.ts'
import { isUserSpace } from './mediawiki-names.ts'
import { isName } from './names.ts'
import type { Page, Seen } from './tool.ts'

/** People's own pages, as many tools shape their addresses. */
const PROFILES: readonly RegExp[] = [
  /\/[~@](?<handle>[^/?]+)\/?$/,
  /\/(?:users?|u|p|people|person|members?|profiles?|authors?|accounts?)\/(?:\d+\/)?[~@]?(?<handle>[^/?]+)\/?$/i,
  /(?:profile|user|member|account)[^/]*\?(?:[^?]*[&;])?(?:name|user|username|login|u|id|user_id)=(?<handle>[^&]+)/i,
]

const NO_PROFILES = /\/(?:log|sign|password|register|settings|preferences|new|edit|me$|all$|list|search)/i

/** Elements that say of themselves that they name a person. */
export const PERSON =
  '[data-username], [data-user-card], [data-hovercard-type="user"], .vcard, .h-card, .fn, .p-author, [rel~="author"], [itemprop~="author"]'

/** What the address of a person's page calls them; null for every other address. */
export function handleIn(url: URL | null): string | null {
  if (url === null || !/^https?:$/.test(url.protocol) || NO_PROFILES.test(url.pathname)) return null
  const path = decoded(url.pathname + url.search)
  const handle = PROFILES.map((profile) => profile.exec(path)?.groups?.['handle']).find(Boolean)
  const [, space = '', user] = /[/=]([^/=:?&]+):([^/:?&]+)(?:&|$)/.exec(path) ?? []
  return handle ?? (isUserSpace(space) ? (user ?? null) : null)
}

/** Whether an element is known for a person without any text around it. */
export function isPersonal(element: Element, page: Page): boolean {
  const link = element.closest('a[href]') ?? element.querySelector('a[href]')
  const url = absolute(page, link?.getAttribute('href'))
  return element.closest(PERSON) !== null || url?.protocol === 'mailto:' || handleIn(url) !== null
}

/** The person whom an element names; null when what it says is no name. */
export function personIn(element: Element, page: Page): Omit<Seen, 'role'> | null {
  const link = element.closest('a[href]') ?? element.querySelector('a[href]')
  const url = absolute(page, link?.getAttribute('href'))
  const named = element.querySelector('[itemprop~="name"], .p-name, .fn')
  const said = element.getAttribute('content') ?? named?.getAttribute('content') ?? textOf(named ?? element)
  const name = said.replace(/\s*<[^<>]*>$/, '').replace(/^[^\p{L}\p{N}@]+|[\s,:–-]+$/gu, '')
  const email = url ? readMailto(url.href) : null
  if (!isName(name) && email === null) return null
  const handle = element.closest('[data-username]')?.getAttribute('data-username') ?? handleIn(url)
  const profileUrl = handle === null || email ? null : url?.href
  const isLogin = handle !== null && !/^\d+$/.test(handle)
  return { name: name === handle ? null : name, handle: isLogin ? handle : null, email, profileUrl }
}

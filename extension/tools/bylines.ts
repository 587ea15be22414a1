import { absolute, meta, textOf } from './page.ts'
import { readMailto } from './mailto.ts'
import type { Page, Seen } from './tool.ts'

/** More people than this under one kind of mark are a list of items, not the makers of one. */
const AUTHORS_MAX = 3
const LOOKED_AT_MAX = 200

/** Marks that machines are meant to read, best first. */
const MARKS = [
  '[itemprop~="author"], [itemprop~="creator"]',
  'a[rel~="author"]',
  '.h-entry .p-author, .hentry .author .fn, .hentry .author.vcard',
]

/** Where a page shows its viewer and its navigation, never its author. */
const CHROME = 'nav, [role="navigation"], [role="banner"], [role="menu"], body > header, body > footer, aside'

/** Who a page says wrote it, in marks that machines are meant to read; a list of items names nobody. */
export function bylines(page: Page): Seen[] {
  for (const mark of MARKS) {
    const seen = distinct(Array.from(page.root.querySelectorAll(mark)).slice(0, LOOKED_AT_MAX), page)
    if (seen.length > AUTHORS_MAX) return []
    if (seen.length > 0) return seen
  }
  return metaAuthors(page)
}

function distinct(elements: readonly Element[], page: Page): Seen[] {
  const seen = new Map<string, Seen>()
  for (const element of elements) {
    const one = element.closest(CHROME) ? null : personAt(element, page)
    if (one) seen.set((one.name ?? '').toLowerCase(), one)
  }
  return Array.from(seen.values())
}

function personAt(element: Element, page: Page): Seen | null {
  const named =
    element.querySelector('[itemprop~="name"], .p-name, .fn') ??
    Array.from(element.querySelectorAll('a[href]')).find(textOf) ??
    element
  const name = element.getAttribute('content') ?? named.getAttribute('content') ?? textOf(named)
  const link = element.closest('a[href]') ?? element.querySelector('a[href]')
  const url = absolute(page, link?.getAttribute('href'))
  if (!isName(name)) return null
  return { role: 'author', name, email: url ? readMailto(url.href) : null, profileUrl: url?.href }
}

function metaAuthors(page: Page): Seen[] {
  const names = [meta(page, 'author'), meta(page, 'article:author'), meta(page, 'dc.creator')]
  const name = names.find((one) => one && isName(one))
  return name ? [{ role: 'author', name: name.replace(/\s*<[^>]*>$/, '') }] : []
}

/** A name, not a sentence, an address or a company. */
function isName(text: string): boolean {
  const words = text.trim().split(/\s+/)
  return (
    text.length <= 80 &&
    words.length <= 6 &&
    /\p{L}/u.test(text) &&
    !/^https?:|\/\/|[|·»]/.test(text) &&
    !/\b(inc|ltd|gmbh|llc|corp|foundation|team|contributors|community|editors?|staff|admins?)\b\.?$/i.test(
      text,
    )
  )
}

/** The signed-in viewer, as several tools name them to their own scripts. */
export function viewerOf(page: Page): Partial<Seen> | null {
  const handle = ['user-login', 'ajs-remote-user', 'octolytics-actor-login']
    .map((name) => meta(page, name))
    .find(Boolean)
  return handle ? { handle, name: meta(page, 'ajs-current-user-fullname') || handle } : null
}

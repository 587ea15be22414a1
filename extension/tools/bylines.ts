import { isName } from './names.ts'
import { absolute, meta, openGraph, tabTitle, textOf } from './page.ts'
import { personIn } from './person-links.ts'
import { roleLabelled } from './roles.ts'
import type { Page, Seen } from './tool.ts'
import { CHROME } from './viewers.ts'

/** More people than this under one kind of mark are a list of items, not the makers of one. */
const AUTHORS_MAX = 3
const LOOKED_AT_MAX = 200
const CRUMBS_MAX_LENGTH = 120

/** Marks that machines are meant to read, best first. */
const MARKS = [
  '[itemprop~="author"], [itemprop~="creator"]',
  'a[rel~="author"]',
  '.h-entry .p-author, .hentry .author .fn, .hentry .author.vcard',
]

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

/** A name that stands before the page's own in its address, and before another such, is the folder it lies in: 'corp / ledger / issues / 7'. */
function isCrumb(element: Element, page: Page): boolean {
  const link = element.closest('a[href]') ?? element.querySelector('a[href]')
  const path = absolute(page, link?.getAttribute('href'))?.pathname
  let line = element
  while (line.parentElement && textOf(line.parentElement).length < CRUMBS_MAX_LENGTH)
    line = line.parentElement
  const crumbs = line.querySelectorAll('a[href]')
  const paths = Array.from(crumbs, (crumb) => absolute(page, crumb.getAttribute('href'))?.pathname)
  return (
    path !== undefined &&
    paths.some((other) => other?.startsWith(`${path}/`) && page.url.pathname.startsWith(other))
  )
}

function personAt(element: Element, page: Page): Seen | null {
  if (isCrumb(element, page)) return null
  const linked = Array.from(element.querySelectorAll('a[href]')).find(textOf)
  const person = personIn(
    element.querySelector('[itemprop~="name"], .p-name, .fn') ?? linked ?? element,
    page,
  )
  return person && { role: 'author', ...person }
}

const METAS = ['og:author:username', 'author', 'article:author', 'dc.creator', 'citation_author']

/** After a soft navigation, what a page says of itself to other sites is of another page. */
function isStale(page: Page): boolean {
  return meta(page, 'og:url') !== '' && openGraph(page, 'url') === ''
}

function metaAuthors(page: Page): Seen[] {
  if (isStale(page)) return []
  const names = METAS.map((name) => meta(page, name).replace(/\s*<[^<>]*>$/, ''))
  const name = names.find(isName)
  return name ? [{ role: 'author', name }] : []
}

/** The cards for other sites: 'Assignee' in one line, and who it is in the next. */
export function cards(page: Page): Seen[] {
  if (isStale(page)) return []
  return ['1', '2'].flatMap((nth) => {
    const role = roleLabelled(meta(page, `twitter:label${nth}`))
    const name = meta(page, `twitter:data${nth}`)
    return role && isName(name) ? [{ role, name }] : []
  })
}

/** 'Queue grows by jo · Pull Request #7': who stands between the title and the rest of what the tab says. */
export function titleAuthor(page: Page, title: string): Seen[] {
  const rest = tabTitle(page).split(title)[1] ?? ''
  const [, name = ''] = /^ (?:by|von|par|por) (.{2,60}?) [·|–—-] /.exec(rest) ?? []
  return isName(name) ? [{ role: 'author', name }] : []
}

import type { WorkItemKind } from '../../shared/recognition.ts'
import { bylines, viewerOf } from './bylines.ts'
import { authorsIn, jsonLd, typesIn } from './json-ld.ts'
import { canonicalUrl, decoded, firstText, openGraph, tabTitle, textOf, workItem } from './page.ts'
import { offer } from './people.ts'
import type { Page, Reading } from './tool.ts'

const DISCUSSIONS = new Set(['DiscussionForumPosting', 'QAPage', 'Question'])

/** Reads any page of the web: its title by agreement of its parts, its people by bylines that machines are meant to read. */
export function readGeneric(page: Page): Reading {
  const islands = jsonLd(page)
  const kind: WorkItemKind = typesIn(islands).some((type) => DISCUSSIONS.has(type)) ? 'discussion' : 'page'
  const item = { tool: 'generic', kind, key: null, title: titleOf(page), url: canonicalUrl(page) }
  const people = offer(kind, [...authorsIn(islands, page), ...bylines(page)], viewerOf(page))
  return { workItem: workItem(item), people }
}

const SEPARATOR = /\s+[-–—|·•»]\s+/

/** The heading or og:title that the tab's title repeats, else the tab's title without the site's name. */
export function titleOf(page: Page): string {
  const tab = tabTitle(page)
  const social = openGraph(page, 'title')
  const headings = Array.from(page.root.querySelectorAll('h1, h2, h3')).slice(0, 20).map(textOf)
  const sites = [openGraph(page, 'site_name'), lastPart(tab)].map((site) => site.toLowerCase())
  const agreed = [...headings, social].filter(
    (text) => text.length > 2 && isWithin(text, tab) && !sites.includes(text.toLowerCase()),
  )
  const longest = agreed.toSorted((a, b) => b.length - a.length)[0]
  return withoutKey(longest ?? withoutSite(tab, sites), page.url) || social || firstText(page, 'h1', 'h2')
}

/** What stands last in the tab's title, when it is short enough to be the site's name and not the item's. */
function lastPart(tab: string): string {
  const last = tab.split(SEPARATOR).slice(1).at(-1) ?? ''
  return last.length * 2 < tab.length ? last : ''
}

function isWithin(part: string, whole: string): boolean {
  return whole.toLowerCase().includes(part.toLowerCase())
}

/** 'Runbook - Corp Wiki' without ' - Corp Wiki'; 'Bug 7 - Queue grows' names no site. */
function withoutSite(title: string, sites: readonly string[]): string {
  const [first = '', ...rest] = title.split(SEPARATOR)
  const last = rest.at(-1)
  if (last === undefined) return title
  if (sites[0] === first.toLowerCase()) return title.slice(title.indexOf(rest[0] ?? '', first.length))
  if (rest.length === 1 && /^\P{L}*(\p{L}+ )?\P{L}+$/u.test(first)) return title
  return title.slice(0, title.lastIndexOf(last)).replace(/\s+[-–—|·•»]\s+$/, '')
}

/** Without the symbol, and the number that the address has too, before it: '⚙ D1 Raise the count', 'Issue 7: Queue grows'. */
function withoutKey(title: string, url: URL): string {
  const bare = title.replace(/^[\p{So}\p{Sk}\s]+/u, '')
  const address = decoded(`${url.pathname} ${url.searchParams.get('id') ?? ''}`)
  const [prefix = '', key = ''] =
    /^(?:\p{L}+ )?[#!]?((?:[A-Z][A-Z\d]*-?)?\d+)(?:\s*[:–—-]\s+|\s+)/u.exec(bare) ?? []
  return key && new RegExp(`(^|\\D)${/\d+$/.exec(key)?.[0]}(\\D|$)`).test(address)
    ? bare.slice(prefix.length)
    : bare
}

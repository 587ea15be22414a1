import { decoded, firstText, oneLine, openGraph, tabTitle, textOf } from './page.ts'
import type { Page } from './tool.ts'

const SEPARATOR = /\s+[-–—|·•»]\s+/
const HEADINGS_MAX = 20

/** A page's title by agreement: of its address, its headings and og:title, with what the tab says. */
export function titleOf(page: Page): string {
  const tab = tabTitle(page)
  const social = openGraph(page, 'title')
  const headings = Array.from(page.root.querySelectorAll('h1, h2, h3')).slice(0, HEADINGS_MAX)
  const texts = headings
    .map((heading) => withoutKey(textOf(heading), page.url))
    .filter((text) => text.length > 2)
  return (
    (isKey(tab, page.url) ? firstPiece(headings[0]) : '') ||
    nameIn([tab, ...texts], page.url) ||
    agreed(texts, tab, page) ||
    withoutKey(withoutSite(social && isWithin(social, tab) ? social : tab, page), page.url) ||
    social ||
    firstText(page, 'h1') ||
    names(page.url).at(-1) ||
    firstText(page, 'h2')
  )
}

/** The heading, or the part of one, that the tab repeats. Not the site's name, nor the folder's: 'corp/ledger'. */
function agreed(headings: readonly string[], tab: string, page: Page): string {
  const site = openGraph(page, 'site_name').toLowerCase()
  const runs = runsOf(withoutKey(tab, page.url))
  const last = lastPart(tab).toLowerCase()
  const found = headings
    .flatMap((heading) => [
      isWithin(heading, tab) ? heading : '',
      ...runs.filter((run) => isBeginning(run, heading)),
    ])
    .filter(
      (text) => text.length > 2 && ![site, last].includes(text.toLowerCase()) && !isFolder(text, page.url),
    )
  return found.toSorted((a, b) => b.length - a.length)[0] ?? ''
}

/** The tab's parts, and those that stand together: a title may hold what parts others. */
function runsOf(tab: string): string[] {
  const parts = tab.split(SEPARATOR).slice(0, 6)
  return parts.flatMap((first, from) =>
    parts.slice(from).map((last, nth) => {
      const start = tab.indexOf(first)
      return nth === 0 ? first : tab.slice(start, tab.indexOf(last, start + first.length) + last.length)
    }),
  )
}

function isBeginning(part: string, whole: string): boolean {
  return whole.toLowerCase().startsWith(part.toLowerCase())
}

/** What a wiki's address calls its page, as the page writes it: '/wiki/On-call_runbook' of 'Information for "On-call runbook"'. */
function nameIn(texts: readonly string[], url: URL): string {
  for (const name of names(url))
    for (const text of texts) {
      const start = text.toLowerCase().indexOf(name.toLowerCase())
      const [before, after] = [text.slice(0, Math.max(start, 0)), text.slice(start + name.length)]
      const isSetOff =
        /(?:^|[\p{Pi}\p{Pf}"'„]|\s[-–—|·•»⚡]\s)$/u.test(before) &&
        /^(?:$|[:\p{Pi}\p{Pf}"'“]|\s+[-–—|·•»([])/u.test(after)
      if (start >= 0 && isSetOff) return text.slice(start, start + name.length)
    }
  return ''
}

/** The last part of an address, and those of its query that may name a page, with spaces; none without letters. */
function names(url: URL): string[] {
  const path = decoded(url.pathname).replace(/\/$/, '')
  const last = path.slice(path.lastIndexOf('/') + 1)
  const query = ['title', 'page', 'id', 'pagename'].map((name) => url.searchParams.get(name) ?? '')
  // 'issues' is a word of the tool's, 'On-call_runbook' and 'Runbook' are names.
  return [...query, /[\p{Lu} _:]|[^\p{ASCII}]/u.test(last) ? last : '']
    .flatMap((name) => [name.replaceAll(/[_+]/g, ' '), name])
    .map(oneLine)
    .filter(
      (name) =>
        name.length > 2 &&
        /\p{L}/u.test(name) &&
        !/^\S*\d$/.test(name) &&
        !/\.(?:php|html?|jsp|aspx?|cgi|pl)$/i.test(name),
    )
}

/** What stands last in the tab's title, when it is short enough to be the site's name and not the item's. */
function lastPart(tab: string): string {
  const last = tab.split(SEPARATOR).slice(1).at(-1) ?? ''
  return last.length * 2 < tab.length ? last : ''
}

/** Within a text, and no part of a word of it. */
function isWithin(part: string, whole: string): boolean {
  const at = whole.toLowerCase().indexOf(part.toLowerCase())
  const beside = whole.slice(Math.max(at - 1, 0), at) + whole.slice(at + part.length, at + part.length + 1)
  return at >= 0 && !/[\p{L}\p{N}]/u.test(beside)
}

function isFolder(text: string, url: URL): boolean {
  const path = `/${text.replaceAll(/\s*\/\s*/g, '/')}/`.toLowerCase()
  return `${decoded(url.pathname)}/`.toLowerCase().startsWith(path)
}

/** A tab that repeats the address alone says nothing. */
function isKey(tab: string, url: URL): boolean {
  return tab.length > 3 && !/\s/.test(tab) && /\d/.test(tab) && decoded(url.pathname).includes(tab)
}

/** The first of a heading's own texts: badges and buttons come behind it. */
function firstPiece(heading: Element | undefined): string {
  let node: Node | undefined = heading
  for (let depth = 0; node && node.nodeName !== '#text' && depth < 10; depth++)
    node = Array.from(node.childNodes).find((child) => /\p{L}/u.test(child.textContent ?? ''))
  return oneLine(node?.textContent ?? '')
}

/** 'Runbook - Corp Wiki' without ' - Corp Wiki', and 'Fix it · corp/ledger@b0775a9' without what the address says; 'Bug 7 - Queue grows' names no site. */
function withoutSite(title: string, page: Page): string {
  const site = openGraph(page, 'site_name') || lastPart(title)
  const [first = '', ...rest] = title.split(SEPARATOR)
  const [, written = ''] = /^(.+) by \S+ [·|–—-] /.exec(title) ?? []
  if (rest.length === 0 || written) return written || title.replace(/ \[[^[\]]+\]$/, '')
  if (site.toLowerCase() === first.toLowerCase())
    return title.slice(title.indexOf(rest[0] ?? '', first.length))
  if (rest.length === 1 && /^\P{L}*(\p{L}+ )?\P{L}+$/u.test(first)) return title
  const address = decoded(page.url.href).toLowerCase()
  const isAddress = (part: string) =>
    /\d/.test(part) &&
    part
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .every((word) => address.includes(word))
  let kept = rest.slice(0, -1)
  while (kept.length > 0 && isAddress(kept.at(-1) ?? '')) kept = kept.slice(0, -1)
  const last = kept.at(-1) ?? first
  return title.slice(0, title.indexOf(last) + last.length)
}

/** Without the symbol, and the number that the address has too, before it: '⚙ D1 Raise the count', 'Issue 7: Queue grows', 'Queue grows #7'. */
function withoutKey(title: string, url: URL): string {
  const bare = title.replace(/^[\p{So}\p{Sk}\s]+/u, '')
  const address = decoded(`${url.pathname} ${url.searchParams.get('id') ?? ''}`)
  const [prefix = '', key = ''] =
    /^(?:\p{L}+ )?[[(]?[#!]?((?:[A-Z][A-Z\d]*-?)?\d+)[\])]?(?:\s*[:–—-]\s+|\s+)/u.exec(bare) ?? []
  const [suffix = '', number = ''] = /\s+[[(]?[#!](\d+)[\])]?$/.exec(bare) ?? []
  const start = key && isIn(key, address) ? prefix.length : 0
  return number && isIn(number, address) ? bare.slice(start, -suffix.length) : bare.slice(start)
}

function isIn(key: string, address: string): boolean {
  return new RegExp(`(^|\\D)${/\d+$/.exec(key)?.[0]}(\\D|$)`).test(address)
}

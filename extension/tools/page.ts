import { KEY_MAX_LENGTH, TITLE_MAX_LENGTH, URL_MAX_LENGTH } from '../../shared/limits.ts'
import type { WorkItem } from '../../shared/recognition.ts'
import { cleanWorkItemUrl } from '../../shared/work-item-url.ts'
import type { Page, Place, PageKind } from './tool.ts'

/** One line of an element's text; empty for none. A form can hide its own textContent behind a field of that name. */
export function textOf(element: Element | null | undefined): string {
  const text: unknown = element?.textContent
  return typeof text === 'string' ? oneLine(text) : ''
}

/** Text as one line, without the control and direction marks that would let a title pose as something else. */
export function oneLine(text: string): string {
  return text
    .slice(0, 5000)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .replace(/[\p{Cf}\p{Co}]/gu, (mark) => (mark === '\u200d' || mark === '\u200c' ? mark : ''))
    .toWellFormed()
    .trim()
}

/** The text of the first element that has some, selectors in order of trust. */
export function firstText(page: Page, ...selectors: string[]): string {
  for (const selector of selectors) {
    const text = textOf(page.root.querySelector(selector))
    if (text) return text
  }
  return ''
}

/** The content of a `<meta>` by its name or property; empty for none. */
export function meta(page: Page, name: string): string {
  const element = page.root.querySelector(`meta[name="${name}"], meta[property="${name}"]`)
  return oneLine(element?.getAttribute('content') ?? '')
}

/** What the tab says. Not `document.title`: a page can clobber that, and an SVG's `<title>` is another thing. */
export function tabTitle(page: Page): string {
  return firstText(page, 'head > title', 'body > title')
}

/** An attribute's address made absolute; null when it is none. */
export function absolute(page: Page, address: string | null | undefined): URL | null {
  return address ? URL.parse(address, page.url) : null
}

/** An Open Graph value, unless a soft navigation left it behind from another page. */
export function openGraph(page: Page, name: string): string {
  const described = absolute(page, meta(page, 'og:url'))
  const stale = described !== null && samePath(described) !== samePath(page.url)
  return stale ? '' : meta(page, `og:${name}`)
}

function samePath(url: URL): string {
  return decoded(url.pathname).replace(/\/$/, '').toLowerCase()
}

/** Percent-decoded, or as it was where it is not valid. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The page's own canonical address where it speaks of this page on this host, else the address in the bar. */
export function canonicalUrl(page: Page): string {
  const link = absolute(page, page.root.querySelector('link[rel="canonical"]')?.getAttribute('href'))
  return link !== null && link.host === page.url.host && samePath(link) === samePath(page.url)
    ? link.href
    : page.url.href
}

/** Puts a work item together, within the limits of the treaty; null for an address that no colleague could open. */
export function workItem(item: Omit<WorkItem, 'url'> & { url: string }): WorkItem | null {
  const url = cleanWorkItemUrl(item.url) ?? cleanWorkItemUrl(withoutQuery(item.url))
  if (url === null) return null
  const title = shortened(oneLine(item.title), TITLE_MAX_LENGTH) || URL.parse(url)?.host || url
  const key = item.key === null ? null : shortened(oneLine(item.key), KEY_MAX_LENGTH) || null
  return { tool: item.tool, kind: item.kind, key, title, url }
}

function withoutQuery(address: string): string {
  const url = URL.parse(address)
  return url && /^https?:$/.test(url.protocol) ? url.origin + url.pathname.slice(0, 1000) : ''
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).toWellFormed().trim()
}

/** Whether a page is this tool's by what it holds. */
export function isPlace({ marks }: Place, { root }: Pick<Page, 'root'>): boolean {
  return root.querySelector(marks) !== null
}

/** Path and query of a page, and its fragment where that is a route; of an address that no colleague could open, the beginning. */
export function addressIn({ url }: Pick<Page, 'url'>): string {
  const route = /^#!?\//.test(url.hash) ? url.hash : ''
  return (url.pathname + url.search + route).slice(0, URL_MAX_LENGTH)
}

/** Which of a tool's kinds of page this is. */
export function kindOf(kinds: readonly PageKind[], page: Page): PageKind | undefined {
  return kinds.find(
    (kind) =>
      (kind.address === undefined || addressMatch(kind, page) !== null) &&
      (kind.mark === undefined || page.root.querySelector(kind.mark) !== null),
  )
}

/** What a kind's pattern finds in a page's address. */
export function addressMatch({ address = [] }: PageKind, page: Page): RegExpExecArray | null {
  for (const pattern of [address].flat()) {
    const match = pattern.exec(addressIn(page))
    if (match) return match
  }
  return null
}

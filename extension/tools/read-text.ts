import { cleanWorkItemUrl } from '../../shared/work-item-url.ts'
import { absolute, decoded, oneLine, textOf } from './page.ts'
import type { Found, Seen, TextPart, TextSource } from './tool.ts'

/** A page may hold any number of what is looked for; the first ones tell. */
const LOOKED_AT_MAX = 50

/** A page that was written without a head has its title elsewhere, though never within a picture. */
const WIDER: Partial<Record<string, string>> = { 'head > title': 'head > title, body > title' }

/** The first text that there is, of sources in order of trust; empty for none. */
export function textIn(
  sources: readonly TextSource[],
  found: Found,
  within: Element = found.page.root,
): string {
  for (const source of sources) {
    const [text] = textsIn(source, found, within)
    if (text) return text
  }
  return ''
}

/** Everybody whom the page may mean by its viewer. */
export function viewersIn(sources: readonly TextSource[], found: Found): Partial<Seen>[] {
  return sources.flatMap((source) =>
    textsIn(source, found, found.page.root).map((text): Partial<Seen> =>
      isLink(source)
        ? { profileUrl: cleanWorkItemUrl(absolute(found.page, text)?.href ?? '') }
        : { name: text },
    ),
  )
}

/** What an element says: its text, the content of a `<meta>`, the value of a field. */
export function said(element: Element): string {
  const attribute = { meta: 'content', input: 'value' }[element.localName]
  return attribute ? oneLine(element.getAttribute(attribute) ?? '') : textOf(element)
}

function textsIn(source: TextSource, found: Found, within: Element): string[] {
  if (typeof source === 'function') return [oneLine(source(found))].filter(Boolean)
  if (typeof source === 'string') return textsAt(source, within)
  return textsAt(source.at, within)
    .map((text) => agreedPart(source, text, found))
    .filter(Boolean)
}

/** 'h1', 'a@title', '@rel'. */
function textsAt(place: string, within: Element): string[] {
  const [, selector = '', attribute] = /^(.*?)(?:@([\w-]+))?$/s.exec(place) ?? []
  const elements = selector ? Array.from(within.querySelectorAll(WIDER[selector] ?? selector)) : [within]
  const text = (element: Element) =>
    attribute ? attributeText(attribute, element.getAttribute(attribute) ?? '') : said(element)
  return elements.slice(0, LOOKED_AT_MAX).map(text).filter(Boolean)
}

function attributeText(attribute: string, value: string): string {
  return oneLine(attribute === 'href' ? decoded(value) : value)
}

function agreedPart({ part }: TextPart, text: string, { parts }: Found): string {
  const { text: wanted = '', ...others } = part.exec(text)?.groups ?? {}
  const agrees = Object.entries(others).every(([name, other]) => isSame(other ?? '', parts[name] ?? ''))
  return agrees ? wanted.trim() : ''
}

/** The same, but for case, and for the length of a commit's hash. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()]
  const areHashes = [a, b].every((text) => /^[\da-f]{7,64}$/.test(text))
  return a === b || a === '' || b === '' || (areHashes && (a.startsWith(b) || b.startsWith(a)))
}

function isLink(source: TextSource): boolean {
  return typeof source === 'string' && source.endsWith('@href')
}

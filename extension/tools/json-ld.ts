import { absolute } from './page.ts'
import type { Page, Seen } from './tool.ts'

type Island = Record<string, unknown>

const ISLANDS_MAX = 20
const ISLAND_MAX_LENGTH = 500_000

/** The page's own account of what it is (schema.org), flattened; what does not parse, or speaks of another page, is left out with all in it. */
export function jsonLd(page: Page): Island[] {
  const scripts = Array.from(page.root.querySelectorAll('script[type="application/ld+json"]'))
  return scripts.slice(0, ISLANDS_MAX).flatMap((script) => flattened(parsed(script.textContent ?? ''), page))
}

/** JSON of a page, or null where there is none to be had. */
export function parsed(text: string): unknown {
  if (text.length > ISLAND_MAX_LENGTH) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function flattened(value: unknown, page: Page, depth = 0): Island[] {
  const inside = (part: unknown) => flattened(part, page, depth + 1)
  if (Array.isArray(value)) return value.slice(0, 50).flatMap(inside)
  if (!isRecord(value) || depth > 3) return []
  const own = isOfThisPage(value, page) ? [value, ...inside(value['mainEntity'])] : []
  return [...own, ...inside(value['@graph'])]
}

function isOfThisPage(island: Island, page: Page): boolean {
  const described = [island['url'], island['mainEntityOfPage']]
    .map((one) => (isRecord(one) ? one['@id'] : one))
    .find((one) => typeof one === 'string')
  const url = absolute(page, described)
  return url === null || url.pathname.replace(/\/$/, '') === page.url.pathname.replace(/\/$/, '')
}

export function typesIn(islands: readonly Island[]): string[] {
  return islands.flatMap((island) => [island['@type']].flat()).filter((type) => typeof type === 'string')
}

const SITE_TYPES = new Set([
  'WebSite',
  'Organization',
  'BreadcrumbList',
  'ItemList',
  'CollectionPage',
  'SoftwareSourceCode',
])

/** Who the page says made it. */
export function authorsIn(islands: readonly Island[], page: Page): Seen[] {
  return islands
    .filter((island) => !typesIn([island]).some((type) => SITE_TYPES.has(type)))
    .flatMap((island) => [island['author'], island['creator']].flat())
    .flatMap((author) => personIn(author, page))
}

function personIn(author: unknown, page: Page): Seen[] {
  if (typeof author === 'string') return /^https?:/.test(author) ? [] : [{ role: 'author', name: author }]
  if (!isRecord(author) || [author['@type']].flat().includes('Organization')) return []
  const text = (key: string) => (typeof author[key] === 'string' ? author[key] : null)
  const profileUrl = absolute(page, text('url'))?.href
  return [
    { role: 'author', name: text('name'), handle: text('alternateName'), email: text('email'), profileUrl },
  ]
}

import type { Context } from 'hono'
import * as v from 'valibot'

export const PAGE_DEFAULT = 50
const PAGE_MAX = 200
const LIMIT_RULE = `must be a whole number from 1 to ${PAGE_MAX}`

/** How many a page has at most. */
export const PageLimit = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{1,3}$/, LIMIT_RULE),
    v.transform(Number),
    v.minValue(1, LIMIT_RULE),
    v.maxValue(PAGE_MAX, LIMIT_RULE),
  ),
)

/** Where a page begins: the `next` of the one before. */
export const PageCursor = v.optional(
  v.pipe(v.string(), v.regex(/^[\w-]{1,200}$/, 'must be the next of a page')),
)

/** The keys that paged lists take. */
export const PageKeys = { after: PageCursor, limit: PageLimit }

/** Points to the next page in the Link header (RFC 8288), with the same query otherwise. */
export function linkNext(c: Context, next: string | null, key: 'after' | 'before' = 'after'): void {
  if (next === null) return
  const { pathname, searchParams } = new URL(c.req.url)
  searchParams.set(key, next)
  c.header('Link', `<${pathname}?${searchParams.toString()}>; rel="next"`)
}

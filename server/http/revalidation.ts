import type { MiddlewareHandler } from 'hono'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'
import { every } from 'hono/combine'

/** Without these a browser would not let the extension read what it already has. */
const RETAINED = [
  ...RETAINED_304_HEADERS,
  'Access-Control-Allow-Origin',
  'Access-Control-Expose-Headers',
  'X-Request-Id',
]

const askAgain: MiddlewareHandler = async (c, next) => {
  await next()
  c.header('Cache-Control', 'no-cache')
}

/** For answers that are the same for everybody, and seldom change: whoever has one asks whether it still is so, and is told so in few bytes. */
export const revalidated: MiddlewareHandler = every(askAgain, etag({ retainedHeaders: RETAINED }))

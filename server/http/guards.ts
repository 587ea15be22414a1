import type { Context, MiddlewareHandler, Next } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { cors } from 'hono/cors'
import { secureHeaders } from 'hono/secure-headers'
import { CLIENT_HEADER } from '../../shared/client-version.ts'
import { Problem } from '../../shared/problem.ts'
import { WELCOME_STYLE_SOURCE } from './welcome-page.ts'

const BODY_MAX_BYTES = 64 * 1024
const IMPORT_MAX_BYTES = 5 * 1024 * 1024
/** The one route that takes something other than JSON. */
const IMPORT_PATH = '/api/v1/admin/people/import'

const MOZ_ORIGIN = /^moz-extension:\/\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

function tooLarge(): never {
  throw new Problem('too_large')
}

const limitBody = bodyLimit({ maxSize: BODY_MAX_BYTES, onError: tooLarge })
const limitImport = bodyLimit({ maxSize: IMPORT_MAX_BYTES, onError: tooLarge })

/** The size that the headers promise, which Node holds the caller to; undefined for a body that comes in chunks. */
function promisedBytes(c: Context): number | undefined {
  if (!announcesBody(c)) return 0
  const length = c.req.header('content-length')
  return length === undefined || c.req.header('transfer-encoding') ? undefined : Number(length)
}

/** The limit reads the body itself; what fails behind it is answered before it comes back here. */
async function readWithin(limit: MiddlewareHandler, c: Context, next: Next) {
  try {
    return await limit(c, next)
  } catch (error) {
    throw error instanceof Problem ? error : notWhole()
  }
}

/** A connection that breaks off is the caller's matter, not a mistake of the server. */
function notWhole(): Problem {
  return new Problem('invalid_request', 'The body must arrive whole')
}

/**
 * Refuses bodies that are too large, chunked ones too, before anybody reads them. hono's own limit opens the body as a
 * stream, which is dear: only a body of a size that is not known goes through it.
 */
export const boundBody: MiddlewareHandler = (c, next) => {
  const isImport = c.req.path === IMPORT_PATH
  const promised = promisedBytes(c)
  if (promised === undefined) return readWithin(isImport ? limitImport : limitBody, c, next)
  return promised <= (isImport ? IMPORT_MAX_BYTES : BODY_MAX_BYTES) ? next() : tooLarge()
}

/** By the headers: the stream of a request without a body exists too, and is empty. */
function announcesBody(c: Context): boolean {
  const length = c.req.header('content-length') ?? '0'
  return length !== '0' || [c.req.header('transfer-encoding'), c.req.header('content-type')].some(Boolean)
}

/** The types of body that a path takes, the one that is meant for it first. */
function takenMedia(path: string): readonly string[] {
  if (path === IMPORT_PATH) return ['text/csv']
  return path.startsWith('/scim/') ? ['application/scim+json', 'application/json'] : ['application/json']
}

/** Refuses every body but JSON (but CSV where that is taken): forms of other sites send no JSON without a preflight. */
export const checkMediaType: MiddlewareHandler = async (c, next) => {
  const [media = ''] = (c.req.header('content-type') ?? '').split(';')
  const taken = takenMedia(c.req.path)
  if (announcesBody(c) && !taken.includes(media.trim().toLowerCase()))
    throw new Problem('unsupported_media_type', `Send ${taken[0]}`)
  await next()
}

/** Refuses bytes that are not UTF-8: they would be stored damaged. Whoever reads the body afterwards gets the text from hono's cache. */
export const checkEncoding: MiddlewareHandler = async (c, next) => {
  if (announcesBody(c)) Object.assign(c.req.bodyCache, { text: Promise.resolve(textOf(await readBytes(c))) })
  await next()
}

async function readBytes(c: Context): Promise<ArrayBuffer> {
  try {
    return await c.req.raw.arrayBuffer()
  } catch {
    throw notWhole()
  }
}

function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem('invalid_request', 'The text must be UTF-8: a spreadsheet saves it as "CSV UTF-8"')
  }
}

const EXPOSED = ['Date', 'X-Request-Id', 'Retry-After', 'Link', 'RateLimit', 'RateLimit-Policy']

/**
 * Lets the extension's own pages call the API: Chromium builds by id, Firefox ones by form, since their id differs per install.
 * hono answers what a browser asks beforehand; on the call itself its middleware would make the answer anew, as a stream,
 * which costs more than all the rest of it.
 */
export function allowExtensions(chromeIds: ReadonlySet<string>): MiddlewareHandler {
  const origins = new Set(Array.from(chromeIds, (id) => `chrome-extension://${id}`))
  const isAllowed = (origin: string) => origins.has(origin) || MOZ_ORIGIN.test(origin)
  const answerPreflight = cors({
    origin: (origin) => (isAllowed(origin) ? origin : null),
    allowMethods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowHeaders: ['authorization', 'content-type', CLIENT_HEADER],
    exposeHeaders: EXPOSED,
    maxAge: 600,
  })
  return (c, next) => {
    if (c.req.method === 'OPTIONS') return answerPreflight(c, next)
    const origin = c.req.header('origin')
    if (origin !== undefined && isAllowed(origin)) {
      c.header('Access-Control-Allow-Origin', origin)
      c.header('Access-Control-Expose-Headers', EXPOSED.join())
    }
    c.header('Vary', 'Origin', { append: true })
    return next()
  }
}

/** For two years, as browsers ask of those who want it for good; plain http, where it says nothing, is for one machine alone. */
const HTTPS_ONLY = 'max-age=63072000; includeSubDomains'

/** In every policy: what `default-src` does not cover, and what is older than it. */
const NOTHING_OLD = { baseUri: ["'none'"], objectSrc: ["'none'"], frameAncestors: ["'none'"] }

/** An API's answers are shown by nobody: they may load, frame and run nothing. What speaks of documents alone is left out. */
const apiHeaders = secureHeaders({
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  strictTransportSecurity: HTTPS_ONLY,
  contentSecurityPolicy: { defaultSrc: ["'none'"], ...NOTHING_OLD },
  referrerPolicy: 'no-referrer',
  // The extension probes with no-cors whether anything answers, and must be able to see that we do.
  crossOriginResourcePolicy: 'cross-origin',
})

/** The documentation page loads its own scripts, styles and document, and nothing from elsewhere. */
const docsHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    ...NOTHING_OLD,
  },
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: HTTPS_ONLY,
})

/** The page for people has its own style and nothing else. */
const welcomeHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: [WELCOME_STYLE_SOURCE],
    formAction: ["'none'"],
    ...NOTHING_OLD,
  },
  referrerPolicy: 'no-referrer',
  strictTransportSecurity: HTTPS_ONLY,
  crossOriginResourcePolicy: 'cross-origin',
})

const headersByPath = new Map([
  ['/', welcomeHeaders],
  ['/docs', docsHeaders],
])

/** What browsers may do with an answer, by where it comes from. */
export const restrictBrowsers: MiddlewareHandler = (c, next) =>
  (headersByPath.get(c.req.path) ?? apiHeaders)(c, next)

/** While the server stops, nobody is to ask again over the connection that has just been answered. */
export function closeWhenStopping(stopping: AbortSignal): MiddlewareHandler {
  return async (c, next) => {
    await next()
    if (stopping.aborted) c.header('Connection', 'close')
  }
}

/** What the API says is about people: no cache keeps it. */
export const neverCached: MiddlewareHandler = (c, next) => {
  c.header('Cache-Control', 'no-store')
  return next()
}

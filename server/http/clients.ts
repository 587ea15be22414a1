import type { MiddlewareHandler } from 'hono'
import { CLIENT_HEADER, isOlder, readExtensionVersion } from '../../shared/client-version.ts'
import { Problem } from '../../shared/problem.ts'

/** The oldest extension that is served. Raise it only when what an older one sends cannot be taken any more. */
export const OLDEST_EXTENSION = '0.1.0'

/** Where an extension of any age learns what the server is, and which extensions it serves. */
const ALWAYS_ANSWERED = '/api/v1/server'

/** Refuses extensions that are too old, in words: theirs are kept, and sent once they are updated. */
export const refuseOldExtensions: MiddlewareHandler = async (c, next) => {
  const version = readExtensionVersion(c.req.header(CLIENT_HEADER))
  if (version !== null && isOlder(version, OLDEST_EXTENSION) && c.req.path !== ALWAYS_ANSWERED)
    throw new Problem('client_too_old', `Update the extension: ${OLDEST_EXTENSION} is the oldest one served`)
  await next()
}

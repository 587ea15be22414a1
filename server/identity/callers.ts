import type { Context, Env, MiddlewareHandler } from 'hono'
import { Problem } from '../../shared/problem.ts'
import type { Services } from '../services.ts'
import type { SecretHash, Session } from '../stores/access-store.ts'
import { hashSecret, isSameHash } from './tokens.ts'

/** What a route for people has in its context. */
export interface PersonEnv {
  Variables: { session: Session }
}

const SEND_ADMIN_TOKEN = 'Send the admin token: Authorization: Bearer ...'

/** SHA-256 of the bearer token, which is all that is looked at. */
function tokenHashOf(c: Context, advice?: string): SecretHash {
  const [, token] = /^Bearer ([\w.~+/=-]{1,512})$/i.exec(c.req.header('authorization') ?? '') ?? []
  if (token === undefined) throw new Problem('signed_out', advice)
  return hashSecret(token)
}

/** Lets people through, with their session; the admin token is none. */
export function forPeople({ store, adminTokenHash }: Services): MiddlewareHandler<PersonEnv> {
  return async (c, next) => {
    const tokenHash = tokenHashOf(c)
    if (isSameHash(tokenHash, adminTokenHash))
      throw new Problem('forbidden', 'The admin token speaks for nobody: use the token of a session')
    const session = await store.access.findSession(tokenHash)
    if (!session) throw new Problem('signed_out')
    c.set('session', session)
    await next()
  }
}

/** Lets the admin token through, and no person's. */
export function forAdmins({ store, adminTokenHash }: Services): MiddlewareHandler<Env> {
  return async (c, next) => {
    const tokenHash = tokenHashOf(c, SEND_ADMIN_TOKEN)
    if (isSameHash(tokenHash, adminTokenHash)) return next()
    const session = await store.access.findSession(tokenHash)
    if (session) throw new Problem('forbidden', 'This needs the admin token')
    throw new Problem('signed_out', SEND_ADMIN_TOKEN)
  }
}

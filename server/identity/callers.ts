import type { Context, MiddlewareHandler } from 'hono'
import { Problem } from '../../shared/problem.ts'
import type { PersonId } from '../../shared/recognition.ts'
import { describeFault } from '../observing/fault.ts'
import type { Services } from '../services.ts'
import type { SecretHash, Session } from '../stores/access-store.ts'
import type { AdminTokenRecord, Scope } from '../stores/admin-token-store.ts'
import type { Actor } from '../stores/audit-store.ts'
import { isMadeToken } from './admin-token.ts'
import { hashSecret, isSameHash } from './tokens.ts'

/** What a route for people has in its context. */
export interface PersonEnv {
  Variables: { session: Session; actor: Actor }
}

/** What a route for admins has in its context: who it is, for the audit log. */
export interface AdminEnv {
  Variables: { actor: Actor }
}

/** Who acts, if it is a person: a token speaks for nobody. */
export function personIn({ kind, id }: Actor): PersonId | null {
  return kind === 'person' ? id : null
}

interface Sent {
  token: string
  hash: SecretHash
}

const DAY_MS = 86_400_000
const SEND_ADMIN_TOKEN = 'Send an admin token: Authorization: Bearer ...'
const SPEAKS_FOR_NOBODY = 'An admin token speaks for nobody: use the token of a session'

/** The bearer token, and its SHA-256, which is all that stores see. */
function sentBy(c: Context, advice?: string): Sent {
  const [, token] = /^Bearer ([\w.~+/=-]{1,512})$/i.exec(c.req.header('authorization') ?? '') ?? []
  if (token === undefined) throw new Problem('signed_out', advice)
  return { token, hash: hashSecret(token) }
}

/** Notes that something was used today. The answer does not wait for it, and does not fail with it. */
function noteUse({ log }: Services, noted: Promise<void>): void {
  noted.catch((error: unknown) => {
    log.warn({ fault: describeFault(error) }, 'It could not be noted that a token was used')
  })
}

function refuseTooOld({ createdAt, lastUsedAt }: Session, { config, now }: Services): void {
  const { sessionIdleDays, sessionMaxDays } = config
  const time = now().getTime()
  if (time - Date.parse(lastUsedAt) > sessionIdleDays * DAY_MS)
    throw new Problem('signed_out', `This browser was not used for ${sessionIdleDays} days: sign in again`)
  if (time - Date.parse(createdAt) > sessionMaxDays * DAY_MS)
    throw new Problem('signed_out', `After ${sessionMaxDays} days everybody signs in again`)
}

function isStale(lastUsedAt: string | null, now: Date): boolean {
  return lastUsedAt === null || now.getTime() - Date.parse(lastUsedAt) > DAY_MS
}

/** The session of that token, unless it was never one, was ended, or is too old. One look into the store. */
async function findSession(services: Services, hash: SecretHash): Promise<Session | undefined> {
  const { store, now } = services
  const session = await store.access.findSession(hash)
  if (!session) return undefined
  refuseTooOld(session, services)
  const time = now()
  if (isStale(session.lastUsedAt, time))
    noteUse(services, store.access.touchSession(hash, time.toISOString()))
  return session
}

/** The record of a token that was made over the API, unless there is none of it any more. */
async function findMadeToken(services: Services, { hash }: Sent): Promise<AdminTokenRecord> {
  const { store, now } = services
  const record = await store.adminTokens.find(hash)
  if (!record) throw new Problem('signed_out', SEND_ADMIN_TOKEN)
  const time = now()
  if (Date.parse(record.expiresAt) <= time.getTime())
    throw new Problem('signed_out', 'This admin token has expired: make a new one')
  if (isStale(record.lastUsedAt, time))
    noteUse(services, store.adminTokens.touch(record.id, time.toISOString()))
  return record
}

/** Lets people through, with their session; admin tokens are none. */
export function forPeople(services: Services): MiddlewareHandler<PersonEnv> {
  return async (c, next) => {
    const sent = sentBy(c)
    if (isSameHash(sent.hash, services.adminTokenHash)) throw new Problem('forbidden', SPEAKS_FOR_NOBODY)
    if (isMadeToken(sent.token)) {
      await findMadeToken(services, sent)
      throw new Problem('forbidden', SPEAKS_FOR_NOBODY)
    }
    const session = await findSession(services, sent.hash)
    if (!session) throw new Problem('signed_out')
    await c.get('countCall')?.(session.person.id)
    c.set('session', session)
    c.set('actor', { kind: 'person', id: session.person.id })
    await next()
  }
}

async function actorWithToken(services: Services, sent: Sent, scope: Scope | null): Promise<Actor> {
  const { id, scopes } = await findMadeToken(services, sent)
  if (scope === null)
    throw new Problem('forbidden', 'A token makes no tokens: use ADMIN_TOKEN, or the session of an admin')
  if (!scopes.includes(scope)) throw new Problem('forbidden', `This needs a token with the scope ${scope}`)
  return { kind: 'token', id }
}

async function actorWithSession(services: Services, sent: Sent): Promise<Actor> {
  const session = await findSession(services, sent.hash)
  if (!session) throw new Problem('signed_out', SEND_ADMIN_TOKEN)
  if (session.person.role !== 'admin') throw new Problem('forbidden', 'This is for admins')
  return { kind: 'person', id: session.person.id }
}

/**
 * Lets the server's own admin token through, people who are admins, and tokens that were made over the API, if they have that scope.
 * @param scope null for what no such token may do.
 */
export function forAdmins(services: Services, scope: Scope | null): MiddlewareHandler<AdminEnv> {
  const actorOf = (sent: Sent): Actor | Promise<Actor> => {
    if (isSameHash(sent.hash, services.adminTokenHash)) return { kind: 'admin_token', id: null }
    return isMadeToken(sent.token) ? actorWithToken(services, sent, scope) : actorWithSession(services, sent)
  }
  return async (c, next) => {
    const actor = await actorOf(sentBy(c, SEND_ADMIN_TOKEN))
    await c.get('countCall')?.(actor.id ?? actor.kind)
    c.set('actor', actor)
    await next()
  }
}

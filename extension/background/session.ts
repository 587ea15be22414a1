import { Me, type ServerInfo } from '../../shared/api.ts'
import { NewSession, type SessionGrant } from '../../shared/sign-in.ts'
import { NAME_MAX_LENGTH } from '../../shared/limits.ts'
import type { Fault } from '../faults.ts'
import type { ConnectResult, SignInResult } from '../messages.ts'
import { mayUseServer } from '../policy.ts'
import { accountKey, announce, openStorage, readConnection } from '../storage.ts'
import type { Session } from '../stored.ts'
import { canChoose, waysOf } from '../ways.ts'
import { askServer, call, NoContent } from './api.ts'
import { findCode, readInvitation, type Invitation } from './invitation.ts'
import { readPolicy } from './policy.ts'

/** How long what the server offers (values, undo time) is taken as known, in ms. */
const INFO_FRESH_MS = 10 * 60_000

/** The session that may be used. One on another server than the organisation's only one rests, until either changes. */
export async function findSession(): Promise<Session | undefined> {
  const connection = await readConnection()
  if (connection.kind !== 'connected') return undefined
  return mayUseServer(await readPolicy(), connection.session.server) ? connection.session : undefined
}

/**
 * Connects with a pasted invitation. Nothing that is connected already ends unless the new one works.
 * @param known the server that a code alone is for.
 */
export async function connect(pasted: string, codeApart: string, known?: string): Promise<ConnectResult> {
  const policy = await readPolicy()
  const invitation = completed(readInvitation(pasted, codeApart), pasted, policy.server ?? known)
  if (invitation.kind === 'bad_address') return { kind: 'fault', fault: 'bad_address', server: null }
  const { server } = invitation
  if (!mayUseServer(policy, server)) return { kind: 'fault', fault: 'other_server', server }
  if (invitation.kind === 'needs_https') return { kind: 'fault', fault: 'needs_https', server }
  const offered = await askServer(server)
  if (!offered.ok) return { kind: 'fault', fault: offered.fault, server }
  if (invitation.code)
    return signIn(server, offered.data, { grant: 'invite', code: invitation.code, device: deviceName() })
  const ways = waysOf(offered.data)
  return canChoose(ways) ? { kind: 'choose', server, ways } : { kind: 'fault', fault: 'needs_code', server }
}

/** Trades what proves who somebody is for a session. Whoever was signed in before is signed out there, once this one works. */
export async function signIn(server: string, info: ServerInfo, grant: SessionGrant): Promise<SignInResult> {
  const path = '/api/v1/sessions'
  const signedIn = await call({ server, method: 'POST', path, body: grant, answer: NewSession })
  if (!signedIn.ok) return { kind: 'fault', fault: signedIn.fault, server }
  const { token, person } = signedIn.data
  const before = await startSession({ server, token, person, way: grant.grant, ...offeredBy(info) })
  if (before) void revoke(before)
  return { kind: 'connected', account: { server, person } }
}

/** What a session keeps of what its server offers. */
function offeredBy(info: ServerInfo) {
  const { values, undoSeconds, features } = info
  return { values, undoSeconds, features, ways: waysOf(info), checkedAt: Date.now() }
}

/** Where the server is known, the code alone is an invitation. */
function completed(invitation: Invitation, pasted: string, server: string | undefined): Invitation {
  const isCodeAlone = invitation.kind === 'bad_address' && server !== undefined
  return isCodeAlone ? { kind: 'read', server, code: findCode(pasted) } : invitation
}

/** What belongs to one session, and leaves the browser with it. */
const OF_ONE_SESSION = [
  'inbox',
  'gone',
  'begun',
  'cursor',
  'people',
  'intent',
  'handles',
  'shortfalls',
] as const

/**
 * Stores the new session first of all: its invite is used up. Whoever was signed in before leaves in the same transaction.
 * @returns the session that it took the place of.
 */
async function startSession(session: Session): Promise<Session | null> {
  const stores = ['session', 'signIn', ...OF_ONE_SESSION] as const
  const transaction = (await openStorage()).transaction(stores, 'readwrite')
  const before = await transaction.objectStore('session').get('current')
  await transaction.objectStore('session').put(session, 'current')
  for (const store of ['signIn', ...OF_ONE_SESSION] as const) await transaction.objectStore(store).clear()
  await transaction.done
  announce('session')
  announce('inbox')
  return before && 'token' in before ? before : null
}

/** 'Chrome on Linux', for the list of one's devices. */
export function deviceName(): string {
  const { userAgent } = navigator
  const program = /Firefox|Edg|Chrome/.exec(userAgent)?.[0].replace(/^Edg$/, 'Edge') ?? 'Browser'
  const system = /Windows|Mac OS X|CrOS|Android|Linux/.exec(userAgent)?.[0] ?? 'a computer'
  return `${program} on ${system}`.slice(0, NAME_MAX_LENGTH)
}

/** Signs out by the person's wish, also of a session that rests. Drafts and what waits are kept; the inbox leaves this browser. */
export async function signOut(): Promise<void> {
  const connection = await readConnection()
  if (connection.kind !== 'connected') return
  await endSession(connection.session, 'person')
  await revoke(connection.session)
}

/** Tells the server that a token is no longer used. Without an answer it is forgotten here all the same. */
async function revoke({ server, token }: Session): Promise<void> {
  await call({ server, method: 'DELETE', path: '/api/v1/sessions/current', token, answer: NoContent })
}

/** Forgets the token and everything that was received, unless another session has begun meanwhile. */
export async function endSession(session: Session, endedBy: 'person' | 'server'): Promise<void> {
  const transaction = (await openStorage()).transaction(['session', ...OF_ONE_SESSION], 'readwrite')
  const kept = await transaction.objectStore('session').get('current')
  if (kept && 'token' in kept && kept.token === session.token) {
    const { server, person, way = 'invite', ways = [] } = kept
    await transaction.objectStore('session').put({ server, person, way, ways, endedBy }, 'current')
    for (const store of OF_ONE_SESSION) await transaction.objectStore(store).clear()
  }
  await transaction.done
  announce('session')
  announce('inbox')
}

/** Asks again, when it is time, what the server offers and whether the person has a new name. A fault when that does not work. */
export async function refreshSession(session: Session): Promise<Fault | null> {
  const isFresh = Math.abs(Date.now() - session.checkedAt) < INFO_FRESH_MS
  if (isFresh && knowsAll(session)) return null
  const offered = await askServer(session.server)
  return offered.ok ? askWhoIAm(session, offeredBy(offered.data)) : offered.fault
}

/** Asks what the person wishes by now: they may have said so in another browser. Without an answer it stays as it was known. */
export async function refreshWishes(): Promise<void> {
  const session = await findSession()
  if (session?.preferences) await askWhoIAm(session, {})
}

/** @param offered what the server was found to offer, to be kept with the answer. */
async function askWhoIAm(session: Session, offered: Partial<Session>): Promise<Fault | null> {
  const { server, token } = session
  const me = await call({ server, method: 'GET', path: '/api/v1/me', token, answer: Me })
  if (!me.ok) return me.fault
  const transaction = (await openStorage()).transaction('session', 'readwrite')
  const kept = await transaction.store.get('current')
  if (kept && 'token' in kept && kept.token === token)
    await transaction.store.put({ ...refreshed(kept, session, me.data), ...offered }, 'current')
  await transaction.done
  announce('session')
  return null
}

/** A session of the first version does not know what else its server offers; a new one not yet what the person prefers. */
function knowsAll({ features, preferences }: Session): boolean {
  return features !== undefined && (preferences !== undefined || !features.includes('preferences'))
}

/** @param asked the session when the server was asked: what was preferred here since then is newer than its answer. */
function refreshed(kept: Session, asked: Session, me: Me): Session {
  const { preferences: _before, suspended: _suspended, ...rest } = kept
  const isNewer = JSON.stringify(kept.preferences) !== JSON.stringify(asked.preferences)
  const preferences = isNewer ? kept.preferences : me.preferences
  return {
    ...rest,
    person: me.person,
    ...(preferences ? { preferences } : {}),
    ...(me.suspended ? { suspended: true } : {}),
  }
}

/** Leaves nothing of an account that is no more, what was written and not sent included: nobody is there to send it. */
export async function forgetAccount(session: Session): Promise<void> {
  const account = accountKey(session)
  const stores = ['session', 'drafts', 'outbox', ...OF_ONE_SESSION] as const
  const transaction = (await openStorage()).transaction(stores, 'readwrite')
  for (const store of ['session', ...OF_ONE_SESSION] as const) await transaction.objectStore(store).clear()
  await transaction.objectStore('drafts').delete(IDBKeyRange.bound([account], [account, []]))
  const outbox = transaction.objectStore('outbox')
  for (const entry of await outbox.getAll()) if (entry.account === account) await outbox.delete(entry.id)
  await transaction.done
  for (const changed of ['session', 'inbox', 'drafts', 'outbox'] as const) announce(changed)
}

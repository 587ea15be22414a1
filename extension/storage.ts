import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Preferences } from '../shared/preferences.ts'
import type {
  Account,
  Begun,
  Connection,
  Draft,
  FormerSession,
  Gone,
  InboxItem,
  Intent,
  OutboxEntry,
  RecentPerson,
  Session,
  Shortfall,
  SignIn,
  ToldHandle,
} from './stored.ts'

interface Schema extends DBSchema {
  session: { key: 'current'; value: Session | FormerSession }
  drafts: { key: [account: string, key: string]; value: Draft }
  outbox: { key: string; value: OutboxEntry; indexes: { queuedAt: number } }
  inbox: { key: string; value: InboxItem; indexes: { sentAt: string } }
  gone: { key: string; value: Gone }
  begun: { key: string; value: Begun }
  cursor: { key: 'current'; value: { account: string; next: string } }
  people: { key: [account: string, id: string]; value: RecentPerson }
  intent: { key: 'current'; value: Intent }
  signIn: { key: 'current'; value: SignIn }
  handles: { key: string; value: ToldHandle }
  shortfalls: { key: [tool: string, site: string]; value: Shortfall }
}

export type Storage = IDBPDatabase<Schema>

let opened: Promise<Storage> | undefined

/**
 * The database of the extension's own origin: content scripts and pages cannot reach it, where `storage.local` they can.
 * Opened once in each context; a newer version of the extension in another window makes this one close and open again.
 */
export function openStorage(): Promise<Storage> {
  opened ??= open().catch((error: unknown) => {
    // A full disk may have room again by the next call.
    opened = undefined
    throw error
  })
  return opened
}

function open(): Promise<Storage> {
  return openDB<Schema>('bright-spots', 4, {
    upgrade(database, before) {
      database.createObjectStore('begun', { keyPath: 'id' })
      if (before > 2) return
      database.createObjectStore('shortfalls', { keyPath: ['tool', 'site'] })
      database.createObjectStore('gone', { keyPath: 'id' })
      if (before > 1) return
      database.createObjectStore('signIn')
      database.createObjectStore('handles', { keyPath: 'id' })
      if (before > 0) return
      database.createObjectStore('session')
      database.createObjectStore('drafts', { keyPath: ['account', 'key'] })
      database.createObjectStore('outbox', { keyPath: 'id' }).createIndex('queuedAt', 'queuedAt')
      database.createObjectStore('inbox', { keyPath: 'id' }).createIndex('sentAt', 'sentAt')
      database.createObjectStore('cursor')
      database.createObjectStore('people', { keyPath: ['account', 'id'] })
      database.createObjectStore('intent')
    },
    blocking(_current, _blocked, event) {
      if (event.target instanceof IDBDatabase) event.target.close()
      opened = undefined
    },
    terminated() {
      opened = undefined
    },
  })
}

export function accountKey({ server, person }: Account): string {
  return `${server} ${person.id}`
}

export async function readConnection(): Promise<Connection> {
  const kept = await (await openStorage()).get('session', 'current')
  if (!kept) return { kind: 'new' }
  return 'token' in kept ? { kind: 'connected', session: kept } : { kind: 'signed-out', former: kept }
}

/** The preferences of whoever is signed in; null while they are not known, or not spoken of there. Changes with 'session' and 'preferences'. */
export async function readPreferences(): Promise<Preferences | null> {
  const connection = await readConnection()
  return connection.kind === 'connected' ? (connection.session.preferences ?? null) : null
}

export type Changed =
  | 'session'
  | 'preferences'
  | 'drafts'
  | 'outbox'
  | 'inbox'
  | 'sites'
  | 'policy'
  | 'signIn'
  | 'shortfalls'

const CHANNEL = 'bright-spots'
let announcer: BroadcastChannel | undefined

/** Tells the other contexts (popup, options, background) what has changed in storage. */
export function announce(changed: Changed): void {
  announcer ??= new BroadcastChannel(CHANNEL)
  announcer.postMessage(changed)
}

/** Calls `listener` on each change made in another context, or by `announce` in this one, until `signal` aborts. */
export function onChanged(listener: (changed: Changed) => void, signal?: AbortSignal): void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener('message', (event: MessageEvent<Changed>) => listener(event.data))
  signal?.addEventListener('abort', () => channel.close())
}

/** A mail that comes later than this brings a code that works no more. */
const SIGN_IN_MAX_MS = 10 * 60_000

/** How far a sign-in has come that was begun lately; null when there is none. */
export async function readSignIn(): Promise<SignIn | null> {
  const begun = await (await openStorage()).get('signIn', 'current')
  return begun && Math.abs(Date.now() - begun.beganAt) < SIGN_IN_MAX_MS ? begun : null
}

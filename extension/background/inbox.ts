import * as v from 'valibot'
import { Changes, type Change } from '../../shared/api.ts'
import { LONG_POLL_MAX_SECONDS } from '../../shared/limits.ts'
import type { Person } from '../../shared/recognition.ts'
import { isPassing, type Fault } from '../faults.ts'
import type { SyncResult, WithdrawResult } from '../messages.ts'
import { accountKey, announce, openStorage } from '../storage.ts'
import type { InboxItem, Session } from '../stored.ts'
import { tellAnswers } from './answering.ts'
import { call, NoContent, type Reply } from './api.ts'
import { askAsPerson } from './as-person.ts'
import { keepChange } from './keep-change.ts'
import { takeBack } from './outbox.ts'
import { endSession, findSession, refreshSession } from './session.ts'

/** One reader of the feed at a time in each session; a long-poll holds it for its 25 s. */
const LOCK = 'bright-spots inbox'
const PAGE = 100

/** Told of bright spots that arrived and are unread, but not of those that a first reading of the feed brings. */
type OnArrived = (items: InboxItem[]) => Promise<void>

/**
 * Tells the server what was read and answered here, then reads the feed to its end. With `wait` it then waits at the server for the next
 * change, up to 25 s; without, it leaves at once when another window is waiting already.
 */
export async function syncInbox(wait: boolean, onArrived: OnArrived): Promise<SyncResult> {
  const session = await findSession()
  if (!session) return { kind: 'fault', fault: 'not_connected' }
  const lockName = `${LOCK} ${session.token}`
  return navigator.locks.request(lockName, { ifAvailable: !wait }, async (lock): Promise<SyncResult> => {
    if (!lock) return { kind: 'synced' }
    const told = (await tellRead(session)) ?? (await tellAnswers(session))
    const known = await refreshSession(session)
    // Whatever else goes wrong, what can be read is read.
    const mayWait = wait && !told && !known
    const fault = (await readFeed(session, mayWait, told === null, onArrived)) ?? known ?? told
    if (fault === 'signed_out') await endSession(session, 'server')
    return fault ? { kind: 'fault', fault } : { kind: 'synced' }
  })
}

/** @param allTold whether the server knows what was read and answered here: starting over would forget it. */
async function readFeed(
  session: Session,
  wait: boolean,
  allTold: boolean,
  onArrived: OnArrived,
): Promise<Fault | null> {
  let mayWait = wait
  /** A first reading brings what is long known elsewhere: nothing of it is news. */
  let isNews = (await findCursor(session)) !== null
  for (;;) {
    const since = await findCursor(session)
    const reply = await getChanges(session, since, mayWait)
    if (!reply.ok && reply.fault === 'cursor_expired' && since !== null) {
      if (!allTold) return null
      await startOver(session)
      isNews = false
    } else if (!reply.ok) return reply.fault
    else {
      const arrived = await keepPage(session, since, reply.data, isNews)
      if (isNews && arrived.length > 0) await onArrived(arrived)
      if (!reply.data.hasMore && (!mayWait || since !== null)) return null
      if (!reply.data.hasMore) isNews = true
      mayWait = mayWait && since === null
    }
  }
}

async function getChanges(session: Session, since: string | null, wait: boolean): Promise<Reply<Changes>> {
  const query = new URLSearchParams({ limit: String(PAGE) })
  if (since !== null) query.set('since', since)
  if (since !== null && wait) query.set('wait', String(LONG_POLL_MAX_SECONDS))
  const { server, token } = session
  return call({ server, method: 'GET', path: `/api/v1/changes?${query}`, token, answer: Changes })
}

async function findCursor(session: Session): Promise<string | null> {
  const kept = await (await openStorage()).get('cursor', 'current')
  return kept?.account === accountKey(session) ? kept.next : null
}

/** The server cannot continue from our cursor (a restored backup, a long absence): read everything anew. What was read here has been told by now. */
async function startOver(session: Session): Promise<void> {
  const transaction = (await openStorage()).transaction(['inbox', 'cursor', 'session'], 'readwrite')
  if (await isCurrent(transaction.objectStore('session'), session)) {
    await transaction.objectStore('cursor').clear()
    await transaction.objectStore('inbox').clear()
  }
  await transaction.done
}

function partiesIn(change: Change): Person[] {
  if (change.type === 'recognition') return [change.recognition.sender, ...change.recognition.recipients]
  return [change.withdrawn, change.reported].flatMap((gone) => gone?.sender ?? [])
}

interface SessionStore {
  get(key: 'current'): Promise<object | undefined>
}

/** Whether the session is still the one that asked: an answer that comes after signing out must not fill the next inbox. */
async function isCurrent(store: SessionStore, session: Session): Promise<boolean> {
  const kept = await store.get('current')
  return kept !== undefined && 'token' in kept && kept.token === session.token
}

/**
 * Stores a page of changes and its cursor in one transaction.
 * @returns the received and unread ones that were not here before.
 */
async function keepPage(
  session: Session,
  since: string | null,
  page: Changes,
  isNews: boolean,
): Promise<InboxItem[]> {
  const stores = ['inbox', 'gone', 'begun', 'cursor', 'session', 'people'] as const
  const transaction = (await openStorage()).transaction(stores, 'readwrite')
  const cursor = transaction.objectStore('cursor')
  const kept = await cursor.get('current')
  const stillThere =
    (await isCurrent(transaction.objectStore('session'), session)) && (kept?.next ?? null) === since
  const arrived: InboxItem[] = []
  if (stillThere) {
    const shelves = { inbox: transaction.objectStore('inbox'), gone: transaction.objectStore('gone') }
    for (const change of page.changes) {
      const item = await keepChange(shelves, change, isNews)
      if (item && isUnread(item, session.person.id)) arrived.push(item)
    }
    if (!page.hasMore) await forgetBegun(transaction.objectStore('begun'), shelves.inbox)
    for (const { id } of leaversIn(page))
      await transaction.objectStore('people').delete([accountKey(session), id])
    await cursor.put({ account: accountKey(session), next: page.next }, 'current')
  }
  await transaction.done
  if (page.changes.length > 0) announce('inbox')
  return arrived
}

interface Ids {
  getAllKeys(): Promise<string[]>
}

/** What was typed about one that is gone goes with it. */
async function forgetBegun(begun: Ids & { delete(id: string): Promise<unknown> }, inbox: Ids): Promise<void> {
  const there = new Set(await inbox.getAllKeys())
  for (const id of await begun.getAllKeys()) if (!there.has(id)) await begun.delete(id)
}

/** Of whom nothing is to be kept: they are not offered again either. */
function leaversIn({ changes }: Changes): Person[] {
  return changes.flatMap(partiesIn).filter(({ former }) => former)
}

export function isUnread(item: InboxItem, me: string): boolean {
  return item.sender.id !== me && item.readAt === null
}

/** Marks one as read, here at once, and on the server as soon as it can be told. */
export async function markRead(id: string): Promise<void> {
  const transaction = (await openStorage()).transaction('inbox', 'readwrite')
  const item = await transaction.store.get(id)
  if (item && item.readAt === null)
    await transaction.store.put({ ...item, readAt: new Date().toISOString(), waitsToTell: true })
  await transaction.done
  announce('inbox')
}

/**
 * Tells the server of all that was read here. What it refuses for good (it is gone there) needs no telling; of the rest the
 * feed says that it is known: until then a server that is put back to a backup may forget it again.
 */
export async function tellRead(session: Session): Promise<Fault | null> {
  for (const item of await (await openStorage()).getAll('inbox')) {
    if (!item.waitsToTell) continue
    const fault = await tellOne(session, item.id)
    if (fault && (isPassing(fault) || fault === 'signed_out')) return fault
    if (fault) await forgetToTell(item.id)
  }
  return null
}

async function tellOne({ server, token }: Session, id: string): Promise<Fault | null> {
  const path = `/api/v1/recognitions/${id}/read`
  const reply = await call({
    server,
    method: 'POST',
    path,
    token,
    answer: v.union([NoContent, v.looseObject({})]),
  })
  return reply.ok ? null : reply.fault
}

async function forgetToTell(id: string): Promise<void> {
  const transaction = (await openStorage()).transaction('inbox', 'readwrite')
  const item = await transaction.store.get(id)
  if (item) {
    const { waitsToTell: _told, ...rest } = item
    await transaction.store.put(rest)
  }
  await transaction.done
}

/**
 * Withdraws something sent. It leaves this inbox with the server's word that it is gone. What could be undone yet is undone: its
 * text is back, and the outbox tells the server once more if that does not hear of it now.
 */
export async function withdraw(id: string): Promise<WithdrawResult> {
  const taken = await takeBack(id)
  const told = await changeOnServer('DELETE', `/api/v1/recognitions/${id}`, undefined, () => forgetSent(id))
  return taken ? { kind: 'taken_back', ...taken } : told
}

async function forgetSent(id: string): Promise<void> {
  const transaction = (await openStorage()).transaction(['inbox', 'outbox'], 'readwrite')
  await transaction.objectStore('inbox').delete(id)
  await transaction.objectStore('outbox').delete(id)
  await transaction.done
  announce('outbox')
}

/** Tells the server whether colleagues may see something received; only its word counts, so it is never kept for later. */
export async function answerPublication(id: string, publish: boolean): Promise<SyncResult> {
  return changeOnServer('POST', `/api/v1/recognitions/${id}/publication`, { publish }, async () => {
    const transaction = (await openStorage()).transaction('inbox', 'readwrite')
    const item = await transaction.store.get(id)
    if (item) await transaction.store.put({ ...item, publication: publish ? 'agreed' : 'declined' })
    await transaction.done
  })
}

/** Changes something on the server, and then here. */
async function changeOnServer(
  method: 'DELETE' | 'POST',
  path: string,
  body: object | undefined,
  changeHere: () => Promise<void>,
): Promise<SyncResult> {
  const reply = await askAsPerson({ method, path, ...(body ? { body } : {}), answer: NoContent })
  if (!reply.ok) return { kind: 'fault', fault: reply.fault }
  await changeHere()
  announce('inbox')
  return { kind: 'synced' }
}

import { Changes, type Change } from '../../shared/api.ts'
import { LONG_POLL_MAX_SECONDS } from '../../shared/limits.ts'
import type { Person } from '../../shared/recognition.ts'
import type { Fault } from '../faults.ts'
import { accountKey, announce, openStorage } from '../storage.ts'
import type { InboxItem, Session } from '../stored.ts'
import { call, type Reply } from './api.ts'
import { keepChange } from './keep-change.ts'

const PAGE = 100

/** Told of bright spots that arrived and are unread, but not of those that a first reading of the feed brings. */
export type OnArrived = (items: InboxItem[]) => Promise<void>

/**
 * Reads the feed to its end; with `wait` it then waits at the server for the next change. What it brings is told of in one go,
 * but not what a first reading brings: that is long known elsewhere.
 * @param allTold whether the server knows what was read and answered here: starting over would forget it.
 */
export async function readFeed(
  session: Session,
  wait: boolean,
  allTold: boolean,
  onArrived: OnArrived,
): Promise<Fault | null> {
  const isFirst = (await findCursor(session)) === null
  const fault = await (isFirst ? readQuietly(session) : readNews(session, wait, onArrived))
  if (fault === 'cursor_expired') {
    if (!allTold) return null
    await startOver(session)
    return readQuietly(session)
  }
  return isFirst && wait && !fault ? readNews(session, wait, onArrived) : fault
}

async function readNews(session: Session, wait: boolean, onArrived: OnArrived): Promise<Fault | null> {
  const { fault, arrived } = await readToEnd(session, wait, true)
  if (arrived.length > 0) await onArrived(arrived)
  return fault
}

async function readQuietly(session: Session): Promise<Fault | null> {
  return (await readToEnd(session, false, false)).fault
}

/** @returns what arrived is told of also when a later page does not come; nothing waits while there is something to tell. */
async function readToEnd(session: Session, wait: boolean, isNews: boolean) {
  const arrived: InboxItem[] = []
  for (;;) {
    const since = await findCursor(session)
    const reply = await getChanges(session, since, wait && arrived.length === 0)
    if (!reply.ok) return { fault: reply.fault, arrived }
    arrived.push(...(await keepPage(session, since, reply.data, isNews)))
    if (!reply.data.hasMore) return { fault: null, arrived }
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
    const shelves = {
      me: session.person,
      inbox: transaction.objectStore('inbox'),
      gone: transaction.objectStore('gone'),
    }
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

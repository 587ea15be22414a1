import * as v from 'valibot'
import { RecognitionContent, Recognition } from '../../shared/recognition.ts'
import { draftFromEntry } from '../drafts.ts'
import { isPassing, type Fault } from '../faults.ts'
import type { SendResult } from '../messages.ts'
import { accountKey, announce, openStorage, type OutboxEntry, type Session } from '../storage.ts'
import { call, NoContent, type Reply } from './api.ts'
import { endSession, findSession } from './session.ts'

/** One sender at a time across the worker, the popups and their windows; freed by the browser when its holder dies. */
const LOCK = 'bright-spots outbox'

const FIRST_RETRY_MS = 5000
const LAST_RETRY_MS = 5 * 60_000

/** The Date header counts whole seconds: the undo time that is promised is shorter by one, so that it is never a lie. */
const DATE_HEADER_STEP_MS = 1000

/** Told of entries that were refused for good, so that the sender hears of it when no window is open. */
type OnRefused = (entry: OutboxEntry) => Promise<void>

/** Sends what is due for the signed-in person, the oldest first. Safe to call from anywhere, at any time, any number of times. */
export async function flushOutbox(onRefused: OnRefused): Promise<void> {
  await navigator.locks.request(LOCK, async () => {
    const session = await findSession()
    if (!session) return
    await dropOverdue()
    for (const id of await dueIds(accountKey(session))) {
      const fault = await sendEntry(id, session, onRefused)
      if (fault === 'signed_out') return endSession(session, 'server')
      if (fault && isPassing(fault)) return undefined
    }
    return undefined
  })
}

async function dueIds(account: string): Promise<string[]> {
  const entries = await (await openStorage()).getAllFromIndex('outbox', 'queuedAt')
  const now = Date.now()
  return entries
    .filter((entry) => entry.account === account && entry.retryAt <= now)
    .filter((entry) => entry.state === 'waiting' || entry.state === 'withdrawing')
    .map((entry) => entry.id)
}

/** Acknowledged entries stay only while they can be undone; from then on the inbox shows them. */
async function dropOverdue(): Promise<void> {
  const transaction = (await openStorage()).transaction('outbox', 'readwrite')
  let dropped = false
  for await (const cursor of transaction.store) {
    if (cursor.value.state !== 'sent' || (cursor.value.undoUntil ?? 0) > Date.now()) continue
    await cursor.delete()
    dropped = true
  }
  await transaction.done
  if (dropped) announce('outbox')
}

/**
 * Sends one entry as it is now: it may have been taken back since it was listed, or while its request was under way.
 * @returns the fault when it did not go through.
 */
async function sendEntry(id: string, session: Session, onRefused: OnRefused): Promise<Fault | null> {
  const entry = await findEntry(id)
  if (!entry) return null
  if (entry.state === 'withdrawing') return withdrawEntry(entry, session)
  if (entry.state !== 'waiting') return null
  const reply = await put(entry, session)
  const now = await settle(id, (current) => afterPut(current, reply))
  if (now?.state === 'withdrawing') return withdrawEntry(now, session)
  if (now?.state === 'refused') await onRefused(now)
  return reply.ok ? null : reply.fault
}

async function put(entry: OutboxEntry, { server, token }: Session): Promise<Reply<Recognition>> {
  const { id, ...content } = entry.recognition
  if (!v.is(RecognitionContent, content)) return { ok: false, fault: 'invalid_request', retryAfterMs: null }
  const path = `/api/v1/recognitions/${id}`
  return call({ server, method: 'PUT', path, token, body: content, answer: Recognition })
}

function afterPut(entry: OutboxEntry, reply: Reply<Recognition>): OutboxEntry {
  const attempts = entry.attempts + 1
  if (entry.state !== 'waiting') return { ...entry, attempts }
  if (reply.ok) return { ...entry, attempts, state: 'sent', fault: null, undoUntil: undoUntil(reply) }
  if (isPassing(reply.fault) || reply.fault === 'signed_out') {
    const retryAt = Date.now() + (reply.retryAfterMs ?? backoff(attempts))
    return { ...entry, attempts, retryAt: reply.fault === 'signed_out' ? 0 : retryAt, fault: reply.fault }
  }
  return { ...entry, attempts, state: 'refused', fault: reply.fault }
}

/** When the undo time ends by this machine's clock: what was left of it by the server's clock as the answer came. */
function undoUntil(reply: Extract<Reply<Recognition>, { ok: true }>): number {
  const { deliverAt, sentAt, deliveredAt } = reply.data
  if (deliveredAt) return Date.now()
  const serverNow = reply.serverTime ?? Date.parse(sentAt)
  return Date.now() + Math.max(0, Date.parse(deliverAt) - serverNow - DATE_HEADER_STEP_MS)
}

/** Doubles from 5 s to 5 min, with some chance in it, so that a server that comes back is not met by everybody at once. */
function backoff(attempts: number): number {
  const longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10))
  return longest * (0.5 + Math.random() / 2)
}

/** Withdraws on the server. An id that it never saw is refused from then on, so that a request still under way cannot arrive later. */
async function withdrawEntry(entry: OutboxEntry, { server, token }: Session): Promise<Fault | null> {
  const path = `/api/v1/recognitions/${entry.id}`
  const reply = await call({ server, method: 'DELETE', path, token, answer: NoContent })
  if (reply.ok || !(isPassing(reply.fault) || reply.fault === 'signed_out')) {
    await (await openStorage()).delete('outbox', entry.id)
    announce('outbox')
    return null
  }
  const retryAt = Date.now() + (reply.retryAfterMs ?? backoff(entry.attempts + 1))
  await settle(entry.id, (current) => ({
    ...current,
    attempts: current.attempts + 1,
    retryAt,
    fault: reply.fault,
  }))
  return reply.fault
}

async function findEntry(id: string): Promise<OutboxEntry | undefined> {
  return (await openStorage()).get('outbox', id)
}

/** Changes an entry as it is at this moment, in one transaction. */
async function settle(
  id: string,
  change: (entry: OutboxEntry) => OutboxEntry,
): Promise<OutboxEntry | undefined> {
  const transaction = (await openStorage()).transaction('outbox', 'readwrite')
  const current = await transaction.store.get(id)
  const changed = current && change(current)
  if (changed) await transaction.store.put(changed)
  await transaction.done
  if (changed) announce('outbox')
  return changed
}

/** How a send stands, for the window that waits for it. */
export async function sendResult(id: string): Promise<SendResult> {
  const entry = await findEntry(id)
  if (!entry || entry.state === 'sent') return { kind: 'sent' }
  if (entry.state === 'refused') return { kind: 'rejected', fault: entry.fault ?? 'internal' }
  return { kind: 'queued', fault: entry.fault }
}

/** Makes what waits, or was refused, due now. */
export async function retryEntry(id: string): Promise<void> {
  await settle(id, (entry) => (entry.state === 'sent' ? entry : { ...entry, ...retried(entry), retryAt: 0 }))
}

const retried = (entry: OutboxEntry) =>
  entry.state === 'refused' ? ({ state: 'waiting', fault: null } as const) : {}

/** Makes everything that waits due now: the network is back, or somebody looks. */
export async function retryAll(): Promise<void> {
  const transaction = (await openStorage()).transaction('outbox', 'readwrite')
  for await (const cursor of transaction.store)
    if (cursor.value.retryAt > 0) await cursor.update({ ...cursor.value, retryAt: 0 })
  await transaction.done
}

/**
 * Takes back what was sent or waits, and gives its text back as a draft under a fresh id. What the server may have seen is
 * withdrawn there; that goes through the outbox too, so that it happens even if the browser closes now.
 */
export async function takeBack(id: string): Promise<{ draftKey: string } | null> {
  const entry = await findEntry(id)
  if (!entry || entry.state === 'withdrawing') return null
  const draft = await draftFromEntry(entry)
  const transaction = (await openStorage()).transaction(['outbox', 'drafts'], 'readwrite')
  await transaction.objectStore('drafts').put(draft)
  await withdrawOrForget(transaction.objectStore('outbox'), id)
  await transaction.done
  announce('outbox')
  announce('drafts')
  return { draftKey: draft.key }
}

/** Discards what waits or was refused. What the server may have seen is withdrawn there. */
export async function discardEntry(id: string): Promise<void> {
  const transaction = (await openStorage()).transaction('outbox', 'readwrite')
  await withdrawOrForget(transaction.store, id)
  await transaction.done
  announce('outbox')
}

interface EntryStore {
  get(id: string): Promise<OutboxEntry | undefined>
  put(entry: OutboxEntry): Promise<unknown>
  delete(id: string): Promise<unknown>
}

/** A refused entry is nowhere but here. Any other may be under way at this very moment, even when no answer ever came. */
async function withdrawOrForget(store: EntryStore, id: string): Promise<void> {
  const entry = await store.get(id)
  if (!entry) return
  if (entry.state === 'refused') await store.delete(id)
  else await store.put({ ...entry, state: 'withdrawing', retryAt: 0, fault: null })
}

import * as v from 'valibot'
import { RecognitionContent, Recognition } from '../../shared/recognition.ts'
import { draftFromEntry } from '../drafts.ts'
import { isPassing, type Fault } from '../faults.ts'
import type { SendResult } from '../messages.ts'
import { accountKey, announce, openStorage } from '../storage.ts'
import type { OutboxEntry, Session } from '../stored.ts'
import { canTakeBack, isDelivered } from '../undo-time.ts'
import { call, NoContent, type Reply } from './api.ts'
import { afterPut, backoff, isDue, withdrawing } from './entry-states.ts'
import { readAnew } from './people.ts'
import { endSession, findSession } from './session.ts'

/** One sender at a time across the worker, the popups and their windows; freed by the browser when its holder dies. */
const LOCK = 'bright-spots outbox'

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
  return entries
    .filter((entry) => entry.account === account && isDue(entry, Date.now()))
    .filter((entry) => entry.state === 'waiting' || entry.state === 'withdrawing')
    .map((entry) => entry.id)
}

/** Acknowledged entries stay only while they can be undone; from then on the inbox shows them. */
async function dropOverdue(): Promise<void> {
  const transaction = (await openStorage()).transaction('outbox', 'readwrite')
  let dropped = false
  for await (const cursor of transaction.store) {
    if (!isDelivered(cursor.value, Date.now())) continue
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
  const startedAt = Date.now()
  const reply = await put(entry, session)
  const now = await settle(id, (current) => afterPut(current, reply, startedAt))
  if (now?.state === 'withdrawing') return withdrawEntry(now, session)
  if (now?.state === 'refused') await onRefused(await withNewsOfRecipients(now))
  return reply.ok ? null : reply.fault
}

/** Who it is that prefers thanks in person by now: whoever edits it sees. */
async function withNewsOfRecipients(entry: OutboxEntry): Promise<OutboxEntry> {
  if (entry.fault !== 'prefers_in_person') return entry
  const recipients = await readAnew(entry.recipients)
  return (await settle(entry.id, (current) => ({ ...current, recipients }))) ?? entry
}

async function put(entry: OutboxEntry, { server, token }: Session): Promise<Reply<Recognition>> {
  const { id, ...content } = entry.recognition
  if (!v.is(RecognitionContent, content)) return { ok: false, fault: 'invalid_request', retryAfterMs: null }
  const path = `/api/v1/recognitions/${id}`
  return call({ server, method: 'PUT', path, token, body: content, answer: Recognition })
}

/**
 * Withdraws on the server at once, beside whatever is being sent: behind a request that hangs, the undo time would be over.
 * An id that the server never saw is refused from then on, so that a request still under way cannot arrive later.
 */
export async function withdrawNow(id: string): Promise<void> {
  const session = await findSession()
  const entry = await findEntry(id)
  if (!session || entry?.state !== 'withdrawing' || entry.account !== accountKey(session)) return
  const fault = await withdrawEntry(entry, session)
  if (fault === 'signed_out') await endSession(session, 'server')
}

/** What the server answers when there is nothing left to withdraw. */
const GONE: ReadonlySet<Fault> = new Set<Fault>(['not_found', 'withdrawn'])

async function withdrawEntry(entry: OutboxEntry, { server, token }: Session): Promise<Fault | null> {
  const path = `/api/v1/recognitions/${entry.id}`
  const reply = await call({ server, method: 'DELETE', path, token, answer: NoContent })
  if (reply.ok || GONE.has(reply.fault)) {
    await settle(entry.id, () => null)
    return null
  }
  const { fault } = reply
  const retryAt = Date.now() + (reply.retryAfterMs ?? backoff(entry.attempts + 1))
  await settle(entry.id, (current) => ({ ...current, attempts: current.attempts + 1, retryAt, fault }))
  return fault
}

async function findEntry(id: string): Promise<OutboxEntry | undefined> {
  return (await openStorage()).get('outbox', id)
}

/** Changes an entry as it is at this moment, in one transaction; null takes it out. */
async function settle(
  id: string,
  change: (entry: OutboxEntry) => OutboxEntry | null,
): Promise<OutboxEntry | undefined> {
  const transaction = (await openStorage()).transaction('outbox', 'readwrite')
  const current = await transaction.store.get(id)
  const changed = current && change(current)
  if (changed) await transaction.store.put(changed)
  else if (current) await transaction.store.delete(id)
  await transaction.done
  if (current) announce('outbox')
  return changed ?? undefined
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
    if (cursor.value.retryAt > 0 && cursor.value.state !== 'refused')
      await cursor.update({ ...cursor.value, retryAt: 0 })
  await transaction.done
}

/**
 * Takes back what was sent or waits, and gives its text back as a draft under a fresh id, in one transaction.
 * @returns null when it cannot be undone any more: it is being taken back already, or delivered.
 */
export async function takeBack(id: string): Promise<{ draftKey: string } | null> {
  const transaction = (await openStorage()).transaction(['outbox', 'drafts', 'inbox'], 'readwrite')
  const [outbox, drafts] = [transaction.objectStore('outbox'), transaction.objectStore('drafts')]
  const entry = await outbox.get(id)
  if (!entry || !canTakeBack(entry, Date.now())) return null
  const draft = draftFromEntry(entry, await drafts.get([entry.account, entry.draftKey]))
  await drafts.put(draft)
  await withdrawOrForget({ outbox, inbox: transaction.objectStore('inbox') }, entry)
  await transaction.done
  for (const changed of ['outbox', 'drafts', 'inbox'] as const) announce(changed)
  return { draftKey: draft.key }
}

/** Discards what waits or was refused. What the server may have seen is withdrawn there. */
export async function discardEntry(id: string): Promise<void> {
  const transaction = (await openStorage()).transaction(['outbox', 'inbox'], 'readwrite')
  const [outbox, inbox] = [transaction.objectStore('outbox'), transaction.objectStore('inbox')]
  const entry = await outbox.get(id)
  if (entry) await withdrawOrForget({ outbox, inbox }, entry)
  await transaction.done
  for (const changed of ['outbox', 'inbox'] as const) announce(changed)
}

interface Shelves {
  outbox: { put(entry: OutboxEntry): Promise<unknown>; delete(id: string): Promise<unknown> }
  inbox: { delete(id: string): Promise<unknown> }
}

/**
 * A refused entry is nowhere but here. Any other may be under way at this very moment, even when no answer ever came, or stand
 * in the inbox of its sender already.
 */
async function withdrawOrForget({ outbox, inbox }: Shelves, entry: OutboxEntry): Promise<void> {
  if (entry.state === 'refused') return void (await outbox.delete(entry.id))
  await outbox.put(withdrawing(entry))
  await inbox.delete(entry.id)
}

import * as v from 'valibot'
import { isPassing, type Fault } from '../faults.ts'
import type { SyncResult, WithdrawResult } from '../messages.ts'
import { announce, openStorage } from '../storage.ts'
import type { Session } from '../stored.ts'
import { tellAnswers } from './answering.ts'
import { call, NoContent } from './api.ts'
import { askAsPerson } from './as-person.ts'
import { readFeed, type OnArrived } from './feed.ts'
import { takeBack } from './outbox.ts'
import { endSession, findSession, refreshSession } from './session.ts'

/** One reader of the feed at a time in each session; a long-poll holds it for its 25 s. */
const LOCK = 'bright-spots inbox'

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

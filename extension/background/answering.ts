import * as v from 'valibot'
import { Reaction } from '../../shared/api.ts'
import { isPassing, type Fault } from '../faults.ts'
import { announce, openStorage } from '../storage.ts'
import type { InboxItem, Session, WaitingAnswer } from '../stored.ts'
import { call, NoContent } from './api.ts'

/** One answer at a time: the last one given is the last one told. */
const LOCK = 'bright-spots answers'

/** Keeps what a recipient answers, here at once; `tellAnswers` tells the server. Both null takes an answer back. */
export async function keepAnswer(id: string, { word, line }: Reaction): Promise<void> {
  await settle(id, (item) => ({ ...item, waitsToAnswer: { word, line, fault: null } }))
}

/** Tells the server of all that was answered here. What it refuses for good is kept, with the reason, until it is answered anew. */
export async function tellAnswers(session: Session): Promise<Fault | null> {
  return navigator.locks.request(LOCK, async () => {
    const storage = await openStorage()
    for (const { id, waitsToAnswer } of await storage.getAll('inbox')) {
      // As it is now: another may have been given while the one before was told.
      const answer = waitsToAnswer && (await storage.get('inbox', id))?.waitsToAnswer
      if (!answer || answer.fault) continue
      const fault = await tellOne(session, id, answer)
      if (fault && (isPassing(fault) || fault === 'signed_out')) return fault
      await settle(id, (item) => told(item, answer, fault, session))
    }
    return null
  })
}

async function tellOne({ server, token }: Session, id: string, answer: WaitingAnswer): Promise<Fault | null> {
  const { word, line } = answer
  const body = { word, line }
  if (!v.is(Reaction, body)) return 'invalid_request'
  const path = `/api/v1/recognitions/${id}/reaction`
  const reply = await call({ server, method: 'POST', path, token, body, answer: NoContent })
  return reply.ok ? null : reply.fault
}

/** An item once the server has heard the answer; unless another was given meanwhile, which waits. */
function told(item: InboxItem, answer: WaitingAnswer, fault: Fault | null, { person }: Session): InboxItem {
  const { waitsToAnswer, answers: _before, ...rest } = item
  const { word, line } = answer
  if (waitsToAnswer?.word !== word || waitsToAnswer.line !== line) return item
  if (fault) return { ...item, waitsToAnswer: { word, line, fault } }
  if (word === null && line === null) return rest
  return { ...rest, answers: [{ person, word, line, at: new Date().toISOString() }] }
}

async function settle(id: string, change: (item: InboxItem) => InboxItem): Promise<void> {
  const transaction = (await openStorage()).transaction('inbox', 'readwrite')
  const item = await transaction.store.get(id)
  if (item) await transaction.store.put(change(item))
  await transaction.done
  announce('inbox')
}

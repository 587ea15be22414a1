import type { SyncResult } from '../messages.ts'
import { announce, openStorage } from '../storage.ts'
import { NoContent } from './api.ts'
import { askAsPerson } from './as-person.ts'

const NOT_YET = { readAt: null, outcome: null }

/** Reports something received to the moderators. It leaves the inbox with the server's word that they have it. */
export async function report(id: string, reason: string): Promise<SyncResult> {
  const path = `/api/v1/recognitions/${id}/report`
  const reply = await askAsPerson({ method: 'POST', path, body: { reason }, answer: NoContent })
  if (!reply.ok) return { kind: 'fault', fault: reply.fault }
  await hide(id)
  return { kind: 'synced' }
}

/** What is left says how the report stands, as the feed says from now on. */
async function hide(id: string): Promise<void> {
  const transaction = (await openStorage()).transaction(['inbox', 'gone'], 'readwrite')
  const item = await transaction.objectStore('inbox').get(id)
  if (item) {
    const { sender } = item
    await transaction.objectStore('gone').put({ id, sender, at: new Date().toISOString(), review: NOT_YET })
    await transaction.objectStore('inbox').delete(id)
  }
  await transaction.done
  announce('inbox')
}

/** Lets go of the note about one that is gone. */
export async function putAway(id: string): Promise<void> {
  await (await openStorage()).delete('gone', id)
  announce('inbox')
}

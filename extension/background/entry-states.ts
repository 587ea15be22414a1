import type { Recognition } from '../../shared/recognition.ts'
import { isPassing } from '../faults.ts'
import type { OutboxEntry } from '../stored.ts'
import type { Reply } from './api.ts'

const FIRST_RETRY_MS = 5000
const LAST_RETRY_MS = 5 * 60_000

/** The Date header counts whole seconds: the undo time that is promised is shorter by one, so that it is never a lie. */
const DATE_HEADER_STEP_MS = 1000

/** A pause that ends later than any of ours was set by a clock that has been put right since. */
export function isDue({ retryAt }: OutboxEntry, now: number): boolean {
  return retryAt <= now || retryAt > now + LAST_RETRY_MS
}

/** What becomes of an entry once the server has answered, or nothing did. */
export function afterPut(entry: OutboxEntry, reply: Reply<Recognition>, startedAt: number): OutboxEntry {
  const attempts = entry.attempts + 1
  if (entry.state !== 'waiting') return { ...entry, attempts }
  if (reply.ok)
    return { ...entry, attempts, state: 'sent', fault: null, undoUntil: undoUntil(reply, startedAt) }
  // Elsewhere. What waits for it here sees that it is being taken back, and not that it is sent.
  if (reply.fault === 'withdrawn') return { ...withdrawing(entry), attempts }
  if (isPassing(reply.fault) || reply.fault === 'signed_out') {
    const retryAt = Date.now() + (reply.retryAfterMs ?? backoff(attempts))
    return { ...entry, attempts, retryAt: reply.fault === 'signed_out' ? 0 : retryAt, fault: reply.fault }
  }
  const retryAt = reply.retryAfterMs === null ? 0 : Date.now() + reply.retryAfterMs
  return { ...entry, attempts, retryAt, state: 'refused', fault: reply.fault }
}

/**
 * When the undo time ends by this machine's clock: what was left of it by the server's clock, counted from before the request,
 * since nobody knows how long the answer was on its way.
 */
function undoUntil(reply: Extract<Reply<Recognition>, { ok: true }>, startedAt: number): number {
  const { deliverAt, sentAt, deliveredAt } = reply.data
  if (deliveredAt) return startedAt
  const serverNow = reply.serverTime ?? Date.parse(sentAt)
  return startedAt + Math.max(0, Date.parse(deliverAt) - serverNow - DATE_HEADER_STEP_MS)
}

/** Doubles from 5 s to 5 min, with some chance in it, so that a server that comes back is not met by everybody at once. */
export function backoff(attempts: number): number {
  const longest = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempts - 1, 10))
  return longest * (0.5 + Math.random() / 2)
}

/** Its words go, and its id stays until the server knows. */
export function withdrawing(entry: OutboxEntry): OutboxEntry {
  const recognition = { ...entry.recognition, message: '', values: [], context: null }
  return { ...entry, recognition, state: 'withdrawing', retryAt: 0, fault: null }
}

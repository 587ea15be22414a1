import type { OutboxEntry } from './stored.ts'

/** What was acknowledged can be undone until then. */
export function isDelivered({ state, undoUntil }: OutboxEntry, now: number): boolean {
  return state === 'sent' && (undoUntil ?? 0) <= now
}

/** Whether it can be as if it never was, with its text back: nobody else has it, and it is not being taken back already. */
export function canTakeBack(entry: OutboxEntry, now: number): boolean {
  return entry.state !== 'withdrawing' && !isDelivered(entry, now)
}

import type { RecognitionRow } from '../rows.ts'
import { isLiving, type Living } from '../views.ts'
import type { Draft } from './draft.ts'
import { moved, movedIf } from './feed.ts'

/** Leaves a tombstone, and tells every party. What moderators have of an open case stays until they have decided. */
export function erase(draft: Draft, row: Living, now: string): void {
  const { moderation } = row
  const parties = moved(draft, row.parties).map((party) => ({ ...party, answer: null }))
  draft.recognitions.put(row.id, {
    ...row,
    content: null,
    withdrawnAt: now,
    parties,
    meToo: [],
    moderation: moderation?.outcome ? { ...moderation, words: null } : moderation,
  })
}

/** As if nobody had read or reported it: nothing is said of what is merely old. */
export function forget(draft: Draft, row: RecognitionRow, now: string): void {
  if (!isLiving(row)) return forgetCase(draft, row)
  const parties = row.parties.map((party) => ({ ...party, readAt: null }))
  erase(draft, { ...row, parties, moderation: null }, now)
}

/** Of one that was withdrawn: its sender and whoever reported it hear of it no more, and nobody else anything. */
function forgetCase(draft: Draft, row: RecognitionRow): void {
  const parties = movedIf(draft, row.parties, ({ hiddenAt, role }) => hiddenAt !== null || role === 'sender')
  draft.recognitions.put(row.id, {
    ...row,
    parties: parties.map((party) => (party.hiddenAt === null ? party : { ...party, readAt: null })),
    moderation: null,
  })
}

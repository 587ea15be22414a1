import { isDeepStrictEqual } from 'node:util'
import type { PersonId } from '../../shared/recognition.ts'
import type { AmendOutcome, MeTooOutcome, RecipientPatch, ReportOutcome } from './recognition-store.ts'
import type { Moderation, Party, RecognitionRow } from './rows.ts'
import { isLiving, isPublished, isSameAnswer, isShownTo, type Living, partyOf } from './views.ts'

/** What comes of something that somebody does with a bright spot. Every store takes these steps, each in its own way. */
export interface Step<Outcome> {
  outcome: Outcome
  /** Absent when nothing changes. What did not change within is the very same object as before. */
  change?: Change
}

interface Change {
  next: RecognitionRow
  /** Whether a party's feed learns of it. */
  tells: (party: Party) => boolean
}

type Row = RecognitionRow | undefined

/** Their part in one that somebody received and still sees, or why they have none. */
function received(
  row: Row,
  personId: PersonId,
): { row: Living; party: Party } | 'not_found' | 'forbidden' | 'withdrawn' {
  const party = row && partyOf(row, personId)
  if (!row || !party) return 'not_found'
  if (party.role === 'sender') return 'forbidden'
  if (!isLiving(row)) return 'withdrawn'
  return isShownTo(row, party) ? { row, party } : 'not_found'
}

function withParty(row: RecognitionRow, changed: Party): RecognitionRow {
  const parties = row.parties.map((party) => (party.personId === changed.personId ? changed : party))
  return { ...row, parties }
}

/** `RecognitionStore.amend`. Nobody else learns of it, but the sender of an answer. */
export function amendStep(row: Row, personId: PersonId, patch: RecipientPatch): Step<AmendOutcome> {
  const found = received(row, personId)
  if (typeof found === 'string') return { outcome: found }
  if (patch.publication && found.row.content.visibility === 'private') return { outcome: 'private' }
  const { party } = found
  const answer = patch.answer === undefined ? party.answer : patch.answer
  const hasAnswered = !isSameAnswer(answer, party.answer)
  const amended: Party = {
    ...party,
    readAt: party.readAt ?? patch.readAt ?? null,
    hiddenAt: party.hiddenAt ?? patch.hiddenAt ?? null,
    publication: patch.publication ?? party.publication,
    answer: hasAnswered ? answer : party.answer,
  }
  if (isDeepStrictEqual(amended, party)) return { outcome: 'done' }
  const tells = (other: Party) => other === amended || (hasAnswered && other.role === 'sender')
  return { outcome: 'done', change: { next: withParty(found.row, amended), tells } }
}

/** `RecognitionStore.meToo`. What is published no more can still be taken back. */
export function meTooStep(
  row: Row,
  personId: PersonId,
  { meToo, now }: { meToo: boolean; now: string },
): Step<MeTooOutcome> {
  if (row && partyOf(row, personId)) return { outcome: 'forbidden' }
  const others = row?.meToo.filter((one) => one.personId !== personId) ?? []
  const hasSaid = row !== undefined && others.length < row.meToo.length
  if (!row || (!isPublished(row) && (meToo || !hasSaid))) return { outcome: 'not_found' }
  if (hasSaid === meToo) return { outcome: 'done' }
  const next = { ...row, meToo: meToo ? [...others, { personId, at: now }] : others }
  return { outcome: 'done', change: { next, tells: ({ publication }) => publication === 'agreed' } }
}

const NO_CASE: Moderation = { reports: [], words: null, outcome: null, decidedAt: null }

/** `RecognitionStore.report`. Whoever does not want to see it is not shown with it to colleagues either. */
export function reportStep(
  row: Row,
  personId: PersonId,
  { reason, now }: { reason: string; now: string },
): Step<ReportOutcome> {
  const hasReported = row?.moderation?.reports.some(({ reporterId }) => reporterId === personId)
  if (row && isLiving(row) && hasReported) return { outcome: 'same' }
  const found = received(row, personId)
  if (typeof found === 'string') return { outcome: found }
  const { party } = found
  const publication = party.publication === 'agreed' ? 'declined' : party.publication
  const hidden: Party = { ...party, hiddenAt: now, publication }
  const { reports, words } = found.row.moderation ?? NO_CASE
  const moderation: Moderation = {
    reports: [...reports, { reporterId: personId, reason, at: now, readAt: null, outcome: null }],
    words: words ?? found.row.content,
    outcome: null,
    decidedAt: null,
  }
  const next = { ...withParty(found.row, hidden), moderation }
  return { outcome: 'done', change: { next, tells: (other) => other === hidden } }
}

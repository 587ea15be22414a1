import type { PersonId } from '../../shared/recognition.ts'
import type { DecideOutcome, Decision, OpenedCase, Reading } from './moderation-store.ts'
import type { Moderation, RecognitionRow } from './rows.ts'
import type { Step } from './steps.ts'
import { isLiving, partyOf } from './views.ts'

type Row = RecognitionRow | undefined
type Reported = RecognitionRow & { moderation: Moderation }

/** Nobody moderates what they are a party to. */
function findCase(row: Row, exceptParty: PersonId | null): Reported | undefined {
  if (!row?.moderation || (exceptParty !== null && partyOf(row, exceptParty))) return undefined
  return { ...row, moderation: row.moderation }
}

export function caseOf({ id, senderId, sentAt, moderation }: Reported): OpenedCase {
  return { id, senderId, sentAt, ...moderation }
}

const toAll = () => true

/** `ModerationStore.open`. */
export function openStep(row: Row, { now, exceptParty }: Reading): Step<OpenedCase | undefined> {
  const known = findCase(row, exceptParty)
  if (!known?.moderation.reports.some(({ readAt }) => readAt === null))
    return { outcome: known && caseOf(known) }
  const reports = known.moderation.reports.map((report) => ({ ...report, readAt: report.readAt ?? now }))
  const next = { ...known, moderation: { ...known.moderation, reports } }
  return { outcome: caseOf(next), change: { next, tells: toAll } }
}

/** `ModerationStore.decide`, but for the sender's sending. */
export function decideStep(row: Row, decision: Decision): Step<DecideOutcome> {
  const { outcome, now, exceptParty, anew } = decision
  const known = findCase(row, exceptParty)
  if (!known) return { outcome: 'not_found' }
  const { moderation } = known
  if (moderation.reports.some(({ readAt }) => readAt === null)) return { outcome: 'unread' }
  if (moderation.decidedAt !== null && !anew) return { outcome: 'decided' }
  const reports = moderation.reports.map((report) => ({ ...report, outcome }))
  const words = isLiving(known) ? moderation.words : null
  const next = { ...known, moderation: { reports, words, outcome, decidedAt: now } }
  return { outcome: 'done', change: { next, tells: toAll } }
}

import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type { Case, CaseOutcome, CaseQuery, ModerationStore, OpenedCase } from '../moderation-store.ts'
import type { ReportOutcome } from '../recognition-store.ts'
import type { Moderation, RecognitionRow } from '../rows.ts'
import type { Database } from './database.ts'
import type { Draft } from './draft.ts'
import { moved, nextPosition } from './feed.ts'
import { isLiving, isShownTo, partyOf, withReport } from '../views.ts'

/** `RecognitionStore.report`, in a transaction. */
export function report(
  draft: Draft,
  id: RecognitionId,
  { personId, reason, now }: { personId: PersonId; reason: string; now: string },
): ReportOutcome {
  const row = draft.recognitions.get(id)
  const party = row && partyOf(row, personId)
  if (!row || !party) return 'not_found'
  if (party.role === 'sender') return 'forbidden'
  if (!isLiving(row)) return 'withdrawn'
  if (row.moderation?.reports.some(({ reporterId }) => reporterId === personId)) return 'done'
  if (!isShownTo(row, party)) return 'not_found'
  const hidden = { ...party, hiddenAt: now, position: nextPosition(draft, personId) }
  const parties = row.parties.map((other) => (other === party ? hidden : other))
  const moderation = withReport(row, { reporterId: personId, reason, at: now })
  draft.recognitions.put(id, { ...row, parties, moderation })
  return 'done'
}

function caseOf({ id, senderId, sentAt }: RecognitionRow, moderation: Moderation): OpenedCase {
  return { id, senderId, sentAt, ...moderation }
}

/** `ModerationStore` on the tables; what each method promises is said there. */
export class LowdbModeration implements ModerationStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async list({ state, after, limit }: CaseQuery): Promise<{ cases: Case[]; hasMore: boolean }> {
    const { tables, indexes } = this.#database
    const place = after ? { time: after.at, id: after.id } : undefined
    const ids = state === 'open' ? indexes.openCases.ascending(place) : indexes.decidedCases.descending(place)
    const cases = ids
      .map((id) => tables.recognitions.get(id))
      .flatMap((row) => (row?.moderation ? [withoutWords(caseOf(row, row.moderation))] : []))
      .take(limit + 1)
      .toArray()
    return { cases: cases.slice(0, limit), hasMore: cases.length > limit }
  }

  open(id: RecognitionId, now: string): Promise<OpenedCase | undefined> {
    return this.#database.commit((draft) => {
      const row = draft.recognitions.get(id)
      if (!row?.moderation) return undefined
      if (row.moderation.readAt !== null) return caseOf(row, row.moderation)
      const moderation = { ...row.moderation, readAt: now }
      draft.recognitions.put(id, { ...row, moderation, parties: moved(draft, row.parties) })
      return caseOf(row, moderation)
    })
  }

  decide(
    id: RecognitionId,
    { outcome, now }: { outcome: CaseOutcome; now: string },
  ): Promise<'done' | 'unread' | 'not_found'> {
    return this.#database.commit((draft) => {
      const row = draft.recognitions.get(id)
      if (!row?.moderation) return 'not_found'
      if (row.moderation.readAt === null) return 'unread'
      const words = isLiving(row) ? row.moderation.words : null
      const moderation = { ...row.moderation, words, outcome, decidedAt: now }
      draft.recognitions.put(id, { ...row, moderation, parties: moved(draft, row.parties) })
      return 'done'
    })
  }
}

function withoutWords({ words: _words, ...rest }: OpenedCase): Case {
  return rest
}

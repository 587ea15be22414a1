import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import { caseOf, decideStep, openStep } from '../case-steps.ts'
import type {
  Case,
  CaseQuery,
  DecideOutcome,
  Decision,
  ModerationStore,
  OpenedCase,
  Reading,
} from '../moderation-store.ts'
import type { RecognitionRow } from '../rows.ts'
import { partyOf } from '../views.ts'
import type { Database } from './database.ts'
import type { Draft } from './draft.ts'
import { take } from './feed.ts'

/** `ModerationStore` on the tables; what each method promises is said there. */
export class LowdbModeration implements ModerationStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async list(query: CaseQuery): Promise<{ cases: Case[]; hasMore: boolean }> {
    const { state, after, limit, exceptParty } = query
    const { tables, indexes } = this.#database
    const place = after ? { time: after.at, id: after.id } : undefined
    const ids = state === 'open' ? indexes.openCases.ascending(place) : indexes.decidedCases.descending(place)
    const cases = ids
      .map((id) => tables.recognitions.get(id))
      .filter((row) => row !== undefined)
      .filter((row) => exceptParty === null || !partyOf(row, exceptParty))
      .flatMap(casesIn)
      .take(limit + 1)
      .toArray()
    return { cases: cases.slice(0, limit), hasMore: cases.length > limit }
  }

  async find(id: RecognitionId): Promise<Case | undefined> {
    const row = this.#database.tables.recognitions.get(id)
    return row && casesIn(row)[0]
  }

  open(id: RecognitionId, reading: Reading): Promise<OpenedCase | undefined> {
    return this.#database.commit((draft) => take(draft, openStep(draft.recognitions.get(id), reading)))
  }

  decide(id: RecognitionId, decision: Decision): Promise<DecideOutcome> {
    return this.#database.commit((draft) => {
      const row = draft.recognitions.get(id)
      const outcome = take(draft, decideStep(row, decision))
      if (row && outcome === 'done' && decision.suspendSender) suspend(draft, row.senderId, decision.now)
      return outcome
    })
  }
}

function suspend(draft: Draft, id: PersonId, now: string): void {
  const person = draft.people.get(id)
  if (person?.erasedAt === null) draft.people.put(id, { ...person, suspendedAt: now })
}

/** Without its words: the one case of a bright spot, or none. */
function casesIn({ moderation, ...row }: RecognitionRow): Case[] {
  if (!moderation) return []
  const { words: _words, ...rest } = caseOf({ ...row, moderation })
  return [rest]
}

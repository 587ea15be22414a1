import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type { Case, CaseOutcome, CaseQuery, ModerationStore, OpenedCase } from '../moderation-store.ts'
import type { ReportOutcome } from '../recognition-store.ts'
import type { Moderation, RecognitionRow } from '../rows.ts'
import { isLiving, isShownTo, partyOf, withReport } from '../views.ts'
import { publish } from './amending.ts'
import type { Database, Statements } from './database.ts'
import { move } from './feed.ts'
import { lockSpot, movesOf } from './locking.ts'
import type { Hint, Watching } from './watching.ts'

const OPENED_AT = `(moderation #>> '{reports,0,at}') collate "C"`
const DECIDED_AT = `(moderation ->> 'decidedAt') collate "C"`

const CASE_COLUMNS = `id, sender_id as "senderId", sent_at as "sentAt", moderation - 'words' as moderation`

const OPEN_CASES = `
  select ${CASE_COLUMNS} from recognitions
  where moderation is not null and moderation ->> 'decidedAt' is null
    and ($1::text is null or (${OPENED_AT}, id) > ($1, $2))
  order by ${OPENED_AT}, id limit $3`

const DECIDED_CASES = `
  select ${CASE_COLUMNS} from recognitions
  where moderation ->> 'decidedAt' is not null and ($1::text is null or (${DECIDED_AT}, id) < ($1, $2))
  order by ${DECIDED_AT} desc, id desc limit $3`

const PUT_MODERATION = 'update recognitions set moderation = $2 where id = $1'

const HIDE = 'update parties set hidden_at = $3 where recognition_id = $1 and person_id = $2'

type CaseRow = Pick<Case, 'id' | 'senderId' | 'sentAt'> & { moderation: Omit<Moderation, 'words'> }

function put(statements: Statements, id: RecognitionId, moderation: Moderation): Promise<unknown> {
  return statements.query(PUT_MODERATION, [id, JSON.stringify(moderation)])
}

function caseOf({ id, senderId, sentAt }: RecognitionRow, moderation: Moderation): OpenedCase {
  return { id, senderId, sentAt, ...moderation }
}

/** `RecognitionStore.report`, inside a transaction. */
export async function report(
  statements: Statements,
  { id, personId, reason, now }: { id: RecognitionId; personId: PersonId; reason: string; now: string },
): Promise<{ outcome: ReportOutcome; hints: readonly Hint[] }> {
  const refused = (outcome: ReportOutcome) => ({ outcome, hints: [] })
  const row = await lockSpot(statements, id)
  const party = row && partyOf(row, personId)
  if (!row || !party) return refused('not_found')
  if (party.role === 'sender') return refused('forbidden')
  if (!isLiving(row)) return refused('withdrawn')
  if (row.moderation?.reports.some(({ reporterId }) => reporterId === personId)) return refused('done')
  if (!isShownTo(row, party)) return refused('not_found')
  await put(statements, id, withReport(row, { reporterId: personId, reason, at: now }))
  await statements.query(HIDE, [id, personId, now])
  const moves = movesOf(row, (other) => other === party)
  return { outcome: 'done', hints: await move(statements, moves) }
}

/** `ModerationStore` in tables; what each method promises is said there. */
export class PostgresModeration implements ModerationStore {
  readonly #database: Database
  readonly #watching: Watching

  constructor(database: Database, watching: Watching) {
    this.#database = database
    this.#watching = watching
  }

  async list({ state, after, limit }: CaseQuery): Promise<{ cases: Case[]; hasMore: boolean }> {
    const text = state === 'open' ? OPEN_CASES : DECIDED_CASES
    const rows = await this.#database.query<CaseRow>(text, [after?.at ?? null, after?.id ?? null, limit + 1])
    const cases = rows.map(({ moderation, ...row }) => ({ ...row, ...moderation }))
    return { cases: cases.slice(0, limit), hasMore: rows.length > limit }
  }

  open(id: RecognitionId, now: string): Promise<OpenedCase | undefined> {
    return this.#change(id, (row, moderation) => {
      const opened = { ...moderation, readAt: moderation.readAt ?? now }
      return { answer: caseOf(row, opened), next: moderation.readAt === null ? opened : undefined }
    })
  }

  async decide(
    id: RecognitionId,
    { outcome, now }: { outcome: CaseOutcome; now: string },
  ): Promise<'done' | 'unread' | 'not_found'> {
    const answer = await this.#change(id, (row, moderation) => {
      if (moderation.readAt === null) return { answer: 'unread' as const, next: undefined }
      const words = isLiving(row) ? moderation.words : null
      return { answer: 'done' as const, next: { ...moderation, words, outcome, decidedAt: now } }
    })
    return answer ?? 'not_found'
  }

  /** All its parties learn of a change. @returns undefined when there is no case. */
  async #change<Answer>(
    id: RecognitionId,
    change: (row: RecognitionRow, moderation: Moderation) => { answer: Answer; next: Moderation | undefined },
  ): Promise<Answer | undefined> {
    const { answer, hints } = await this.#database.transaction(async (statements) => {
      const row = await lockSpot(statements, id)
      if (!row?.moderation) return { answer: undefined, hints: [] }
      const changed = change(row, row.moderation)
      if (!changed.next) return { answer: changed.answer, hints: [] }
      await put(statements, id, changed.next)
      await publish(statements, [id])
      return { answer: changed.answer, hints: await move(statements, movesOf(row)) }
    })
    this.#watching.stored(hints)
    return answer
  }
}

import type { RecognitionId } from '../../../shared/recognition.ts'
import { decideStep, openStep } from '../case-steps.ts'
import type {
  Case,
  CaseQuery,
  DecideOutcome,
  Decision,
  ModerationStore,
  OpenedCase,
  Reading,
} from '../moderation-store.ts'
import type { Moderation } from '../rows.ts'
import type { Done } from './amending.ts'
import { take } from './amending.ts'
import type { Database, Statements } from './database.ts'
import { lockSpot } from './locking.ts'
import type { Watching } from './watching.ts'

const OPENED_AT = `(moderation #>> '{reports,0,at}') collate "C"`
const DECIDED_AT = `(moderation ->> 'decidedAt') collate "C"`

const CASE_COLUMNS = `id, sender_id as "senderId", sent_at as "sentAt", moderation - 'words' as moderation`

const NOT_THEIRS = `
  ($4::text is null or not exists (
    select from parties where recognition_id = recognitions.id and person_id = $4
  ))`

const OPEN_CASES = `
  select ${CASE_COLUMNS} from recognitions
  where moderation is not null and moderation ->> 'decidedAt' is null
    and ($1::text is null or (${OPENED_AT}, id) > ($1, $2)) and ${NOT_THEIRS}
  order by ${OPENED_AT}, id limit $3`

const DECIDED_CASES = `
  select ${CASE_COLUMNS} from recognitions
  where moderation ->> 'decidedAt' is not null and ($1::text is null or (${DECIDED_AT}, id) < ($1, $2))
    and ${NOT_THEIRS}
  order by ${DECIDED_AT} desc, id desc limit $3`

const FIND = `select ${CASE_COLUMNS} from recognitions where id = $1 and moderation is not null`

/** Before the bright spot, as by everybody who locks both. */
const LOCK_SENDER = `
  select from people where id = (select sender_id from recognitions where id = $1) for no key update`

const SUSPEND = `
  update people set suspended_at = $2
  where id = (select sender_id from recognitions where id = $1) and erased_at is null`

type CaseRow = Pick<Case, 'id' | 'senderId' | 'sentAt'> & { moderation: Omit<Moderation, 'words'> }

function caseOf({ moderation, ...row }: CaseRow): Case {
  return { ...row, ...moderation }
}

/** The sender's feed is told of the decision, so their devices learn of both. */
async function decide(
  statements: Statements,
  id: RecognitionId,
  decision: Decision,
): Promise<Done<DecideOutcome>> {
  const { suspendSender, now } = decision
  if (suspendSender) await statements.query(LOCK_SENDER, [id])
  const row = await lockSpot(statements, id)
  const done = await take(statements, row, decideStep(row, decision))
  if (suspendSender && done.outcome === 'done') await statements.query(SUSPEND, [id, now])
  return done
}

/** `ModerationStore` in tables; what each method promises is said there. */
export class PostgresModeration implements ModerationStore {
  readonly #database: Database
  readonly #watching: Watching

  constructor(database: Database, watching: Watching) {
    this.#database = database
    this.#watching = watching
  }

  async list(query: CaseQuery): Promise<{ cases: Case[]; hasMore: boolean }> {
    const { state, after, limit, exceptParty } = query
    const text = state === 'open' ? OPEN_CASES : DECIDED_CASES
    const values = [after?.at ?? null, after?.id ?? null, limit + 1, exceptParty]
    const rows = await this.#database.query<CaseRow>(text, values)
    return { cases: rows.slice(0, limit).map(caseOf), hasMore: rows.length > limit }
  }

  async find(id: RecognitionId): Promise<Case | undefined> {
    const [row] = await this.#database.query<CaseRow>(FIND, [id])
    return row && caseOf(row)
  }

  open(id: RecognitionId, reading: Reading): Promise<OpenedCase | undefined> {
    return this.#do(async (statements) => {
      const row = await lockSpot(statements, id)
      return take(statements, row, openStep(row, reading))
    })
  }

  decide(id: RecognitionId, decision: Decision): Promise<DecideOutcome> {
    return this.#do((statements) => decide(statements, id, decision))
  }

  async #do<Outcome>(work: (statements: Statements) => Promise<Done<Outcome>>): Promise<Outcome> {
    const { outcome, hints } = await this.#database.transaction(work)
    this.#watching.stored(hints)
    return outcome
  }
}

import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type {
  Acceptance,
  AcceptOutcome,
  AmendOutcome,
  ChangesOutcome,
  FeedCursor,
  FindOutcome,
  MeTooOutcome,
  PublishedPage,
  PublishedQuery,
  RecipientPatch,
  RecognitionStore,
  ReportOutcome,
  Said,
  WithdrawOutcome,
} from '../recognition-store.ts'
import type { RecognitionRow } from '../rows.ts'
import {
  isLiving,
  isPublished,
  isShownTo,
  type Living,
  partyOf,
  partyView,
  publishedView,
  saidBy,
} from '../views.ts'
import { acceptOnce } from './accepting.ts'
import { amend, report, sayMeToo } from './amending.ts'
import type { Database } from './database.ts'
import { deliverDue } from './delivering.ts'
import { readChanges } from './feed.ts'
import { forgetBefore } from './forgetting.ts'
import { findColleagues, SPOT_COLUMNS } from './spots.ts'
import type { Watching } from './watching.ts'
import { withdraw } from './withdrawing.ts'

const FIND = `select ${SPOT_COLUMNS} from recognitions where id = $1`

/** All that somebody said 'me too' of, or hid by reporting it. */
const SAID = `
  select id, me_too as "meToo", moderation - 'words' as moderation from recognitions
  where (me_too <> '[]' and me_too @> jsonb_build_array(jsonb_build_object('personId', $1::text)))
    or id in (select recognition_id from parties where person_id = $1 and hidden_at is not null)`

/** Newest first; ids decide between two of one moment. What somebody reported is not shown to them as published either. */
const PUBLISHED = `
  select ${SPOT_COLUMNS} from recognitions
  where is_published and ($1::text is null or (delivered_at, id) < ($1, $2))
    and ($4::text is null or value_ids @> array[$4])
    and ($5::text is null or exists (
      select from parties join people on people.id = parties.person_id
      where recognition_id = recognitions.id and publication = 'agreed' and people.team = $5
    ))
    and ($6::text is null or not exists (
      select from parties where recognition_id = recognitions.id and person_id = $6 and hidden_at is not null
    ))
  order by delivered_at desc, id desc limit $3`

/** Delivered, and not withdrawn. */
type Published = Living & { deliveredAt: string }

/** `RecognitionStore` in tables; what each method promises is said there. */
export class PostgresRecognitions implements RecognitionStore {
  readonly #database: Database
  readonly #watching: Watching

  constructor(database: Database, watching: Watching) {
    this.#database = database
    this.#watching = watching
  }

  accept(acceptance: Acceptance): Promise<AcceptOutcome> {
    return acceptOnce(this.#database, this.#watching, acceptance)
  }

  deliverDue(now: string): Promise<{ delivered: number; nextDueAt: string | null }> {
    return deliverDue(this.#database, this.#watching, now)
  }

  async find(id: RecognitionId, personId: PersonId): Promise<FindOutcome> {
    const [row] = await this.#database.query<RecognitionRow>(FIND, [id])
    if (!row) return { kind: 'not_found' }
    const party = partyOf(row, personId)
    if (!isLiving(row)) return { kind: party || row.senderId === personId ? 'withdrawn' : 'not_found' }
    if (party ? !isShownTo(row, party) : !isPublished(row)) return { kind: 'not_found' }
    const colleagues = await findColleagues(this.#database, [row])
    const recognition = party ? partyView(colleagues, row, party) : publishedView(colleagues, row, personId)
    return { kind: 'found', recognition }
  }

  async withdraw(id: RecognitionId, senderId: PersonId, now: string): Promise<WithdrawOutcome> {
    const { outcome, hints } = await this.#database.transaction((statements) =>
      withdraw(statements, { id, senderId, now }),
    )
    this.#watching.stored(hints)
    return outcome
  }

  async amend(id: RecognitionId, personId: PersonId, patch: RecipientPatch): Promise<AmendOutcome> {
    const { outcome, hints } = await this.#database.transaction((statements) =>
      amend(statements, { id, personId, patch }),
    )
    this.#watching.stored(hints)
    return outcome
  }

  changes(personId: PersonId, since: FeedCursor | null, limit: number): Promise<ChangesOutcome> {
    return readChanges(this.#database, this.#watching, { personId, since, limit })
  }

  async forgetBefore(time: string, now: string): Promise<number> {
    const { forgotten, hints } = await this.#database.transaction((statements) =>
      forgetBefore(statements, time, now),
    )
    this.#watching.stored(hints)
    return forgotten
  }

  async meToo(
    id: RecognitionId,
    personId: PersonId,
    say: { meToo: boolean; now: string },
  ): Promise<MeTooOutcome> {
    const { outcome, hints } = await this.#database.transaction((statements) =>
      sayMeToo(statements, { id, personId, ...say }),
    )
    this.#watching.stored(hints)
    return outcome
  }

  async report(
    id: RecognitionId,
    personId: PersonId,
    said: { reason: string; now: string },
  ): Promise<ReportOutcome> {
    const { outcome, hints } = await this.#database.transaction((statements) =>
      report(statements, { id, personId, ...said }),
    )
    this.#watching.stored(hints)
    return outcome
  }

  async said(personId: PersonId): Promise<Said> {
    return saidBy(await this.#database.query<RecognitionRow>(SAID, [personId]), personId)
  }

  async published({ personId, after, limit, team, value }: PublishedQuery): Promise<PublishedPage> {
    const place = [after?.deliveredAt ?? null, after?.id ?? null, limit + 1]
    const spots = await this.#database.query<Published>(PUBLISHED, [
      ...place,
      value ?? null,
      team ?? null,
      personId,
    ])
    const page = spots.slice(0, limit)
    const last = spots.length > limit ? page.at(-1) : undefined
    const colleagues = await findColleagues(this.#database, page)
    return {
      recognitions: page.map((spot) => publishedView(colleagues, spot, personId)),
      next: last ? { deliveredAt: last.deliveredAt, id: last.id } : null,
    }
  }
}

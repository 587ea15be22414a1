import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type {
  Acceptance,
  AcceptOutcome,
  AmendOutcome,
  ChangesOutcome,
  FeedCursor,
  FindOutcome,
  PublishedCursor,
  PublishedPage,
  RecipientPatch,
  RecognitionStore,
  WithdrawOutcome,
} from '../recognition-store.ts'
import { acceptOnce } from './accepting.ts'
import { amend } from './amending.ts'
import type { Database } from './database.ts'
import { deliverDue } from './delivering.ts'
import { readChanges } from './feed.ts'
import { forgetBefore } from './forgetting.ts'
import type { Living, OwnParty, Spot } from './spots.ts'
import { findColleagues, isLiving, partyView, publishedView, SPOT_COLUMNS } from './spots.ts'
import type { Watching } from './watching.ts'
import { withdraw } from './withdrawing.ts'

const AGREED = `
  array(
    select person_id from parties where recognition_id = recognitions.id and publication = 'agreed' order by nth
  ) as agreed`

const FIND = `
  select ${SPOT_COLUMNS}, is_published as "isPublished", ${AGREED}, (
    select json_build_object('role', role, 'readAt', read_at, 'hiddenAt', hidden_at, 'publication', publication)
    from parties where recognition_id = $1 and person_id = $2
  ) as party
  from recognitions where id = $1`

type Found = Spot & { isPublished: boolean; agreed: PersonId[]; party: OwnParty | null }

/** Newest first; ids decide between two of one moment. */
const PUBLISHED = `
  select ${SPOT_COLUMNS}, ${AGREED} from recognitions
  where is_published and ($1::text is null or (delivered_at, id) < ($1, $2))
  order by delivered_at desc, id desc limit $3`

/** Delivered, and not withdrawn. */
type Published = Living & { deliveredAt: string; agreed: PersonId[] }

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
    const [spot] = await this.#database.query<Found>(FIND, [id, personId])
    if (!spot) return { kind: 'not_found' }
    const { party, isPublished, agreed } = spot
    if (!isLiving(spot)) return { kind: party || spot.senderId === personId ? 'withdrawn' : 'not_found' }
    if (party ? party.hiddenAt !== null : !isPublished) return { kind: 'not_found' }
    const colleagues = await findColleagues(this.#database, [spot])
    const recognition = party ? partyView(colleagues, spot, party) : publishedView(colleagues, spot, agreed)
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

  async published(after: PublishedCursor | null, limit: number): Promise<PublishedPage> {
    const values = [after?.deliveredAt ?? null, after?.id ?? null, limit + 1]
    const spots = await this.#database.query<Published>(PUBLISHED, values)
    const page = spots.slice(0, limit)
    const last = spots.length > limit ? page.at(-1) : undefined
    const colleagues = await findColleagues(this.#database, page)
    return {
      recognitions: page.map((spot) => publishedView(colleagues, spot, spot.agreed)),
      next: last ? { deliveredAt: last.deliveredAt, id: last.id } : null,
    }
  }
}

import type { Change } from '../../../shared/api.ts'
import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import { wentThrough } from '../history.ts'
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
import { accept } from './accepting.ts'
import type { Database } from './database.ts'
import type { Draft } from './draft.ts'
import { deliver, historyOf, take } from './feed.ts'
import {
  changeFor,
  isLiving,
  isPublished,
  isShownTo,
  type Living,
  partyOf,
  partyView,
  publishedView,
  saidBy,
} from '../views.ts'
import { amendStep, meTooStep, reportStep, type Step } from '../steps.ts'
import { erase, forget } from './withdrawing.ts'

/** So many are delivered or forgotten in one go: it takes some milliseconds, in which nobody else is served. */
const BATCH_MAX = 200

/** `RecognitionStore` on the tables; what each method promises is said there. */
export class LowdbRecognitions implements RecognitionStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  accept(acceptance: Acceptance): Promise<AcceptOutcome> {
    return this.#database.commit((draft) => accept(draft, this.#database.indexes, acceptance))
  }

  deliverDue(now: string): Promise<{ delivered: number; nextDueAt: string | null }> {
    return this.#database.commitAlone((draft) => {
      let delivered = 0
      for (const recognition of this.#waiting()) {
        const { deliverAt } = recognition
        if (deliverAt > now || delivered === BATCH_MAX) return { delivered, nextDueAt: deliverAt }
        deliver(draft, recognition, now)
        delivered += 1
      }
      return { delivered, nextDueAt: null }
    })
  }

  async find(id: RecognitionId, personId: PersonId): Promise<FindOutcome> {
    const { recognitions, people } = this.#database.tables
    const row = recognitions.get(id)
    if (!row) return { kind: 'not_found' }
    const party = partyOf(row, personId)
    if (!isLiving(row)) return { kind: party || row.senderId === personId ? 'withdrawn' : 'not_found' }
    if (party && isShownTo(row, party)) return { kind: 'found', recognition: partyView(people, row, party) }
    if (!party && isPublished(row))
      return { kind: 'found', recognition: publishedView(people, row, personId) }
    return { kind: 'not_found' }
  }

  withdraw(id: RecognitionId, senderId: PersonId, now: string): Promise<WithdrawOutcome> {
    return this.#database.commit((draft) => {
      const row = draft.recognitions.get(id)
      if (!row) return this.#layTombstone(draft, id, senderId, now)
      if (row.senderId !== senderId) return partyOf(row, senderId) ? 'forbidden' : 'not_found'
      if (!isLiving(row)) return 'withdrawn'
      erase(draft, row, now)
      return 'withdrawn'
    })
  }

  amend(id: RecognitionId, personId: PersonId, patch: RecipientPatch): Promise<AmendOutcome> {
    return this.#act(id, personId, (row) => amendStep(row, personId, patch))
  }

  async changes(personId: PersonId, since: FeedCursor | null, limit: number): Promise<ChangesOutcome> {
    const { tables, indexes } = this.#database
    const history = historyOf(tables, personId)
    const { epoch, moves: end } = history
    let position = since?.position ?? 0
    if (since && (!wentThrough(history, since) || position > end)) return { kind: 'cursor_expired' }
    const feed = indexes.feeds.get(personId) ?? []
    const changes: Change[] = []
    while (position < end && changes.length < limit) {
      const id = feed[position]
      position += 1
      if (id !== undefined) changes.push(this.#change(id, personId))
    }
    return { kind: 'page', changes, next: { epoch, moves: end, position }, hasMore: position < end }
  }

  forgetBefore(time: string, now: string): Promise<number> {
    return this.#database.commitAlone((draft) => {
      const old = this.#database.tables.recognitions
        .values()
        .filter((row) => isLiving(row) || row.moderation !== null)
        .filter(({ deliveredAt, sentAt }) => deliveredAt !== null && sentAt < time)
        .take(BATCH_MAX)
        .toArray()
      for (const row of old) forget(draft, row, now)
      return old.length
    })
  }

  meToo(id: RecognitionId, personId: PersonId, say: { meToo: boolean; now: string }): Promise<MeTooOutcome> {
    return this.#act(id, personId, (row) => meTooStep(row, personId, say))
  }

  report(
    id: RecognitionId,
    personId: PersonId,
    said: { reason: string; now: string },
  ): Promise<ReportOutcome> {
    return this.#act(id, personId, (row) => reportStep(row, personId, said))
  }

  async said(personId: PersonId): Promise<Said> {
    return saidBy(this.#database.tables.recognitions.values(), personId)
  }

  async published(query: PublishedQuery): Promise<PublishedPage> {
    const { tables, indexes } = this.#database
    const { after, limit, personId } = query
    const place = after ? { time: after.deliveredAt, id: after.id } : undefined
    const rows = indexes.published
      .descending(place)
      .map((id) => tables.recognitions.get(id))
      .filter((row) => row !== undefined && isLiving(row))
      .filter((row) => this.#isAskedFor(row, query))
      .take(limit + 1)
      .toArray()
    const last = rows[limit - 1]
    return {
      recognitions: rows.slice(0, limit).map((row) => publishedView(tables.people, row, personId)),
      next: rows.length > limit && last ? { deliveredAt: last.deliveredAt ?? '', id: last.id } : null,
    }
  }

  /** Takes the step of somebody who is here still: they may have been erased or deactivated a moment ago. */
  #act<Outcome>(
    id: RecognitionId,
    personId: PersonId,
    stepFrom: (row: RecognitionRow | undefined) => Step<Outcome>,
  ): Promise<Outcome | 'not_found'> {
    return this.#database.commit((draft) =>
      draft.people.get(personId)?.active ? take(draft, stepFrom(draft.recognitions.get(id))) : 'not_found',
    )
  }

  /** What somebody reported is not shown to them as published either. */
  #isAskedFor({ content, parties }: Living, { personId, team, value }: PublishedQuery): boolean {
    if (value !== undefined && !content.values.includes(value)) return false
    if (parties.some((party) => party.personId === personId && party.hiddenAt !== null)) return false
    const { people } = this.#database.tables
    return (
      team === undefined ||
      parties.some((party) => party.publication === 'agreed' && people.get(party.personId)?.team === team)
    )
  }

  /** Those that are not yet delivered, the first due first. What a suspended sender has on its way stays where it is. */
  *#waiting(): Generator<Living> {
    const { tables, indexes } = this.#database
    for (const id of indexes.waiting.ascending()) {
      const row = tables.recognitions.get(id)
      const isHeld = row && tables.people.get(row.senderId)?.suspendedAt != null
      if (row && isLiving(row) && !isHeld) yield row
    }
  }

  #layTombstone(draft: Draft, id: RecognitionId, senderId: PersonId, now: string): WithdrawOutcome {
    const times = { sentAt: now, deliverAt: now, deliveredAt: null, withdrawnAt: now }
    const nothing = { content: null, parties: [], meToo: [], moderation: null }
    draft.recognitions.put(id, { id, senderId, ...nothing, ...times })
    return 'withdrawn'
  }

  #change(id: RecognitionId, personId: PersonId): Change {
    const { recognitions, people } = this.#database.tables
    const row: RecognitionRow | undefined = recognitions.get(id)
    const party = row && partyOf(row, personId)
    return row && party ? changeFor(people, row, party) : { type: 'removed', id }
  }
}

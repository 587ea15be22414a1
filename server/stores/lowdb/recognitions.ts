import { isDeepStrictEqual } from 'node:util'
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
import type { Party, RecognitionRow } from '../rows.ts'
import { accept } from './accepting.ts'
import type { Database } from './database.ts'
import type { Draft } from './draft.ts'
import { deliver, movedIf } from './feed.ts'
import { report } from './moderation.ts'
import {
  changeFor,
  isLiving,
  isPublished,
  isSameAnswer,
  isShownTo,
  type Living,
  partyOf,
  partyView,
  publishedView,
  saidBy,
} from '../views.ts'
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
    return this.#database.commit((draft) => {
      const row = draft.recognitions.get(id)
      const party = row && partyOf(row, personId)
      if (!row || !party) return 'not_found'
      if (party.role === 'sender') return 'forbidden'
      if (!isLiving(row)) return 'withdrawn'
      if (!isShownTo(row, party)) return 'not_found'
      if (patch.publication && row.content.visibility === 'private') return 'private'
      this.#amendParty(draft, row, party, patch)
      return 'done'
    })
  }

  async changes(personId: PersonId, since: FeedCursor | null, limit: number): Promise<ChangesOutcome> {
    const { tables, indexes } = this.#database
    const { history } = tables
    const end = tables.feeds.get(personId)?.position ?? 0
    let position = since?.position ?? 0
    if (since && (!wentThrough(history, since) || position > end)) return { kind: 'cursor_expired' }
    const feed = indexes.feeds.get(personId) ?? []
    const changes: Change[] = []
    while (position < end && changes.length < limit) {
      const id = feed[position]
      position += 1
      if (id !== undefined) changes.push(this.#change(id, personId))
    }
    const next = { epoch: history.epoch, moves: history.moves, position }
    return { kind: 'page', changes, next, hasMore: position < end }
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

  meToo(
    id: RecognitionId,
    personId: PersonId,
    { meToo, now }: { meToo: boolean; now: string },
  ): Promise<MeTooOutcome> {
    return this.#database.commit((draft) => {
      const row = draft.recognitions.get(id)
      if (row && partyOf(row, personId)) return 'forbidden'
      if (!row || !isPublished(row)) return 'not_found'
      const said = row.meToo.some((one) => one.personId === personId)
      if (said === meToo) return 'done'
      const others = row.meToo.filter((one) => one.personId !== personId)
      const parties = movedIf(draft, row.parties, ({ publication }) => publication === 'agreed')
      draft.recognitions.put(id, {
        ...row,
        parties,
        meToo: meToo ? [...others, { personId, at: now }] : others,
      })
      return 'done'
    })
  }

  report(
    id: RecognitionId,
    personId: PersonId,
    { reason, now }: { reason: string; now: string },
  ): Promise<ReportOutcome> {
    return this.#database.commit((draft) => report(draft, id, { personId, reason, now }))
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

  /** Those that are not yet delivered, the first due first. */
  *#waiting(): Generator<Living> {
    const { tables, indexes } = this.#database
    for (const id of indexes.waiting.ascending()) {
      const row = tables.recognitions.get(id)
      if (row && isLiving(row)) yield row
    }
  }

  #layTombstone(draft: Draft, id: RecognitionId, senderId: PersonId, now: string): WithdrawOutcome {
    const times = { sentAt: now, deliverAt: now, deliveredAt: null, withdrawnAt: now }
    const nothing = { content: null, parties: [], meToo: [], moderation: null }
    draft.recognitions.put(id, { id, senderId, ...nothing, ...times })
    return 'withdrawn'
  }

  /** Nobody else learns of it, but the sender of an answer. */
  #amendParty(draft: Draft, row: Living, party: Party, patch: RecipientPatch): void {
    const answer = patch.answer === undefined ? party.answer : patch.answer
    const hasAnswered = !isSameAnswer(answer, party.answer)
    const amended: Party = {
      ...party,
      readAt: party.readAt ?? patch.readAt ?? null,
      hiddenAt: party.hiddenAt ?? patch.hiddenAt ?? null,
      publication: patch.publication ?? party.publication,
      answer: hasAnswered ? answer : party.answer,
    }
    if (isDeepStrictEqual(amended, party)) return
    const parties = row.parties.map((other) => (other === party ? amended : other))
    const concerns = (other: Party) => other === amended || (hasAnswered && other.role === 'sender')
    draft.recognitions.put(row.id, { ...row, parties: movedIf(draft, parties, concerns) })
  }

  #change(id: RecognitionId, personId: PersonId): Change {
    const { recognitions, people } = this.#database.tables
    const row: RecognitionRow | undefined = recognitions.get(id)
    const party = row && partyOf(row, personId)
    return row && party ? changeFor(people, row, party) : { type: 'removed', id }
  }
}

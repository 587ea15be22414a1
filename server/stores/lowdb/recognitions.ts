import { isDeepStrictEqual } from 'node:util'
import type { Change } from '../../../shared/api.ts'
import { Problem } from '../../../shared/problem.ts'
import { DEFAULT_VALUES } from '../../../shared/recognition.ts'
import type { PersonId, Recognition, RecognitionContent, RecognitionId } from '../../../shared/recognition.ts'
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
import type { Database } from './database.ts'
import {
  deliver,
  isLiving,
  moved,
  newParty,
  nextPosition,
  partyOf,
  partyView,
  publishedView,
} from './feed.ts'
import type { Living } from './feed.ts'
import { wentThrough } from '../history.ts'
import type { Party, RecognitionRow } from '../rows.ts'
import { isPublished } from './indexes.ts'
import type { Draft } from './draft.ts'

/** So many are delivered or forgotten in one go: it takes some milliseconds, in which nobody else is served. */
const BATCH_MAX = 200

function contentOf({ recognition }: Acceptance): RecognitionContent {
  const { id: _id, ...content } = recognition
  return content
}

function senderView(draft: Draft, row: Living): Recognition {
  const party = partyOf(row, row.senderId)
  if (!party) throw new Problem('internal', 'A bright spot has no row for its sender')
  return partyView(draft.people, row, party)
}

/** Leaves a tombstone, and tells every party. */
function forget(draft: Draft, row: Living, now: string): void {
  const parties = moved(draft, row.parties)
  draft.recognitions.put(row.id, { ...row, content: null, withdrawnAt: now, parties })
}

/** `RecognitionStore` on the tables; what each method promises is said there. */
export class LowdbRecognitions implements RecognitionStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  accept(acceptance: Acceptance): Promise<AcceptOutcome> {
    return this.#database.commit((draft) => {
      const known = draft.recognitions.get(acceptance.recognition.id)
      return known ? this.#acceptAgain(draft, known, acceptance) : this.#acceptNew(draft, acceptance)
    })
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
    if (party && !party.hiddenAt) return { kind: 'found', recognition: partyView(people, row, party) }
    if (!party && isPublished(row)) return { kind: 'found', recognition: publishedView(people, row) }
    return { kind: 'not_found' }
  }

  withdraw(id: RecognitionId, senderId: PersonId, now: string): Promise<WithdrawOutcome> {
    return this.#database.commit((draft) => {
      const row = draft.recognitions.get(id)
      if (!row) return this.#layTombstone(draft, id, senderId, now)
      if (row.senderId !== senderId) return partyOf(row, senderId) ? 'forbidden' : 'not_found'
      if (!isLiving(row)) return 'withdrawn'
      forget(draft, row, now)
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
        .filter((row) => isLiving(row))
        .filter(({ deliveredAt, sentAt }) => deliveredAt !== null && sentAt < time)
        .take(BATCH_MAX)
        .toArray()
      for (const row of old) forget(draft, row, now)
      return old.length
    })
  }

  async published(after: PublishedCursor | null, limit: number): Promise<PublishedPage> {
    const { tables, indexes } = this.#database
    const place = after ? { time: after.deliveredAt, id: after.id } : undefined
    const rows = indexes.published
      .descending(place)
      .map((id) => tables.recognitions.get(id))
      .filter((row) => row !== undefined && isLiving(row))
      .take(limit + 1)
      .toArray()
    const last = rows[limit - 1]
    return {
      recognitions: rows.slice(0, limit).map((row) => publishedView(tables.people, row)),
      next: rows.length > limit && last ? { deliveredAt: last.deliveredAt ?? '', id: last.id } : null,
    }
  }

  #acceptAgain(draft: Draft, known: RecognitionRow, acceptance: Acceptance): AcceptOutcome {
    if (known.senderId !== acceptance.senderId) return { kind: 'id_taken' }
    if (!isLiving(known)) return { kind: 'withdrawn' }
    if (!isDeepStrictEqual(known.content, contentOf(acceptance))) return { kind: 'id_taken' }
    return { kind: 'same', recognition: senderView(draft, known) }
  }

  #acceptNew(draft: Draft, acceptance: Acceptance): AcceptOutcome {
    const { senderId, sentAt, deliverAt } = acceptance
    const content = contentOf(acceptance)
    if (content.recipients.some((id) => !draft.people.get(id)?.active)) return { kind: 'unknown_recipient' }
    const valueIds = new Set((draft.settings.values ?? DEFAULT_VALUES).map(({ id }) => id))
    if (content.values.some((id) => !valueIds.has(id))) return { kind: 'unknown_value' }
    const { id } = acceptance.recognition
    const parties = [newParty(draft, senderId, 'sender')]
    const accepted = {
      id,
      senderId,
      content,
      sentAt,
      deliverAt,
      deliveredAt: null,
      withdrawnAt: null,
      parties,
    }
    draft.recognitions.put(id, accepted)
    const row = deliverAt <= sentAt ? deliver(draft, accepted, sentAt) : accepted
    return { kind: 'created', recognition: senderView(draft, { ...row, content }) }
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
    draft.recognitions.put(id, { id, senderId, content: null, ...times, parties: [] })
    return 'withdrawn'
  }

  #amendParty(draft: Draft, row: Living, party: Party, patch: RecipientPatch): void {
    const amended = {
      ...party,
      readAt: party.readAt ?? patch.readAt ?? null,
      hiddenAt: party.hiddenAt ?? patch.hiddenAt ?? null,
      publication: patch.publication ?? party.publication,
    }
    if (isDeepStrictEqual(amended, party)) return
    amended.position = nextPosition(draft, party.personId)
    const parties = row.parties.map((other) => (other === party ? amended : other))
    draft.recognitions.put(row.id, { ...row, parties })
  }

  #change(id: RecognitionId, personId: PersonId): Change {
    const { recognitions, people } = this.#database.tables
    const row = recognitions.get(id)
    const party = row && partyOf(row, personId)
    if (!row || !party || party.hiddenAt || !isLiving(row)) return { type: 'removed', id }
    return { type: 'recognition', id, recognition: partyView(people, row, party) }
  }
}

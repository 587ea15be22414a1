import { isDeepStrictEqual } from 'node:util'
import type { PersonId, Publication, RecognitionId } from '../../../shared/recognition.ts'

/** What somebody writes, as far as it matters here. */
export interface Words {
  recipients: readonly PersonId[]
  message: string
  visibility: 'private' | 'public'
}

/** What a person asks the server to do. */
export type Deed =
  | { kind: 'send'; id: RecognitionId; words: Words }
  | { kind: 'withdraw'; id: RecognitionId }
  | { kind: 'read'; id: RecognitionId }
  | { kind: 'publish'; id: RecognitionId; publish: boolean }

/** A bright spot as somebody has to see it, whatever way it came. */
export interface Seen extends Words {
  id: RecognitionId
  senderId: PersonId
  sentAt: string
  deliverAt: string
  deliveredAt: string | null
  readAt: string | null
  publication: Publication | null
}

/** A bright spot as the server has to have it. */
interface Spot extends Words {
  id: RecognitionId
  senderId: PersonId
  sentAt: string
  deliverAt: string
  deliveredAt: string | null
  withdrawnAt: string | null
  readAt: Map<PersonId, string>
  publication: Map<PersonId, Exclude<Publication, 'ask'>>
}

export type Kept = ReadonlyMap<RecognitionId, Spot>

/** What the server has to have kept and has to answer, said as simply as it can be: one map, one clock, no feeds, no disk. */
export class Model {
  readonly #undoSeconds: number
  #spots = new Map<RecognitionId, Spot>()

  constructor(undoSeconds: number) {
    this.#undoSeconds = undoSeconds
  }

  get ids(): RecognitionId[] {
    return [...this.#spots.keys()]
  }

  has(id: RecognitionId): boolean {
    return this.#spots.has(id)
  }

  senderOf(id: RecognitionId): PersonId | undefined {
    return this.#spots.get(id)?.senderId
  }

  /** @returns the HTTP status of the answer. */
  answer(personId: PersonId, deed: Deed, now: Date): number {
    const spot = this.#spots.get(deed.id)
    if (deed.kind === 'send') return this.#send(spot, personId, deed.id, deed.words, now)
    if (deed.kind === 'withdraw') return this.#withdraw(spot, personId, deed.id, now)
    if (!spot || !isParty(spot, personId)) return 404
    if (spot.senderId === personId) return 403
    if (spot.withdrawnAt !== null) return 410
    if (deed.kind === 'read') return read(spot, personId, now)
    return publish(spot, personId, deed.publish)
  }

  /** A round of delivery. */
  deliver(now: Date): void {
    const at = now.toISOString()
    for (const spot of this.#waiting()) if (spot.deliverAt <= at) spot.deliveredAt = at
  }

  /** When the last of what waits is due; null when nothing waits. */
  get lastDueAt(): string | null {
    const times = this.#waiting().map(({ deliverAt }) => deliverAt)
    return times.toSorted().at(-1) ?? null
  }

  /** Whether it ever was that person's to see: what they sent, and what was delivered to them. */
  wasShown(id: RecognitionId, personId: PersonId): boolean {
    const spot = this.#spots.get(id)
    return spot !== undefined && isParty(spot, personId)
  }

  /** All that a person sent or received: what each of their devices has to show. */
  viewOf(personId: PersonId): Seen[] {
    const theirs = this.#living().filter((spot) => isParty(spot, personId))
    return inOrder(theirs.map((spot) => seenBy(spot, personId)))
  }

  /** What an organisation may show: public ones, with those recipients who agreed. */
  published(): Seen[] {
    return inOrder(this.#living().filter(isPublished).map(seenByColleagues))
  }

  /** What GET by id answers: the bright spot, or one of these statuses. */
  find(id: RecognitionId, personId: PersonId): Seen | readonly number[] {
    const spot = this.#spots.get(id)
    if (!spot) return [404]
    if (spot.withdrawnAt !== null) return statusOfWithdrawn(spot, personId)
    if (isParty(spot, personId)) return seenBy(spot, personId)
    return isPublished(spot) ? seenByColleagues(spot) : [404]
  }

  keep(): Kept {
    return structuredClone(this.#spots)
  }

  putBack(kept: Kept): void {
    this.#spots = structuredClone(new Map(kept))
  }

  #living(): Spot[] {
    return [...this.#spots.values()].filter(({ withdrawnAt }) => withdrawnAt === null)
  }

  #waiting(): Spot[] {
    return this.#living().filter(({ deliveredAt }) => deliveredAt === null)
  }

  #send(spot: Spot | undefined, senderId: PersonId, id: RecognitionId, words: Words, now: Date): number {
    if (spot && spot.senderId !== senderId) return 422
    if (spot && spot.withdrawnAt !== null) return 410
    if (spot) return isDeepStrictEqual(wordsOf(spot), words) ? 200 : 422
    const deliverAt = new Date(now.getTime() + this.#undoSeconds * 1000)
    this.#spots.set(id, { ...newSpot(id, senderId, now), ...words, deliverAt: deliverAt.toISOString() })
    if (this.#undoSeconds === 0) this.deliver(now)
    return 201
  }

  /** What never arrived is withdrawn too: it may be on its way. */
  #withdraw(spot: Spot | undefined, personId: PersonId, id: RecognitionId, now: Date): number {
    if (spot && spot.senderId !== personId) return isParty(spot, personId) ? 403 : 404
    const withdrawn = spot ?? newSpot(id, personId, now)
    withdrawn.withdrawnAt ??= now.toISOString()
    this.#spots.set(id, withdrawn)
    return 204
  }
}

function newSpot(id: RecognitionId, senderId: PersonId, now: Date): Spot {
  const at = now.toISOString()
  const times = { sentAt: at, deliverAt: at, deliveredAt: null, withdrawnAt: null }
  const words = { recipients: [], message: '', visibility: 'private' as const }
  return { id, senderId, ...words, ...times, readAt: new Map(), publication: new Map() }
}

const wordsOf = ({ recipients, message, visibility }: Spot): Words => ({ recipients, message, visibility })

function isParty({ senderId, recipients, deliveredAt }: Spot, personId: PersonId): boolean {
  return senderId === personId || (deliveredAt !== null && recipients.includes(personId))
}

/** The first time counts. */
function read(spot: Spot, personId: PersonId, now: Date): number {
  if (!spot.readAt.has(personId)) spot.readAt.set(personId, now.toISOString())
  return 204
}

function publish(spot: Spot, personId: PersonId, isAgreed: boolean): number {
  if (spot.visibility === 'private') return 403
  spot.publication.set(personId, isAgreed ? 'agreed' : 'declined')
  return 204
}

/** Who never saw it is not told that it was there. Of what happened in one moment nobody says what came first. */
function statusOfWithdrawn(spot: Spot, personId: PersonId): readonly number[] {
  if (spot.senderId === personId) return [410]
  if (!isParty(spot, personId)) return [404]
  return spot.deliveredAt === spot.withdrawnAt ? [404, 410] : [410]
}

function agreedOf({ recipients, publication }: Spot): PersonId[] {
  return recipients.filter((id) => publication.get(id) === 'agreed')
}

function isPublished(spot: Spot): boolean {
  return spot.visibility === 'public' && agreedOf(spot).length > 0
}

function seenBy(spot: Spot, personId: PersonId): Seen {
  const { id, senderId, sentAt, deliverAt, deliveredAt } = spot
  const isAsked = senderId !== personId && spot.visibility === 'public'
  return {
    ...wordsOf(spot),
    id,
    senderId,
    sentAt,
    deliverAt,
    deliveredAt,
    readAt: spot.readAt.get(personId) ?? null,
    publication: isAsked ? (spot.publication.get(personId) ?? 'ask') : null,
  }
}

function seenByColleagues(spot: Spot): Seen {
  const { id, senderId, sentAt, deliverAt, deliveredAt } = spot
  const words = { ...wordsOf(spot), recipients: agreedOf(spot) }
  return { id, senderId, ...words, sentAt, deliverAt, deliveredAt, readAt: null, publication: null }
}

/** By id, so that two lists of the same are equal. */
export function inOrder<Item extends { id: string }>(items: readonly Item[]): Item[] {
  return items.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

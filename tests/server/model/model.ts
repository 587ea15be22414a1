import { isDeepStrictEqual } from 'node:util'
import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type { Seen, Spot, Words } from './spot.ts'
import {
  answer,
  isParty,
  isPublished,
  isShown,
  newSpot,
  publish,
  read,
  report,
  sayMeToo,
  seenBy,
  seenByColleagues,
  statusOfWithdrawn,
  wordsOf,
} from './spot.ts'

/** What a person asks the server to do. */
export type Deed =
  | { kind: 'send'; id: RecognitionId; words: Words }
  | { kind: 'withdraw'; id: RecognitionId }
  | { kind: 'read'; id: RecognitionId }
  | { kind: 'publish'; id: RecognitionId; publish: boolean }
  | { kind: 'answer'; id: RecognitionId; line: string | null }
  | { kind: 'report'; id: RecognitionId }
  | { kind: 'meToo'; id: RecognitionId; meToo: boolean }

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
    if (deed.kind === 'meToo') return sayMeToo(spot, personId, deed.meToo)
    if (!spot || !isParty(spot, personId)) return 404
    if (spot.senderId === personId) return 403
    if (spot.withdrawnAt !== null) return 410
    if (deed.kind === 'report') return report(spot, personId)
    if (spot.reportedBy.has(personId)) return 404
    if (deed.kind === 'read') return read(spot, personId, now)
    return deed.kind === 'answer' ? answer(spot, personId, deed.line) : publish(spot, personId, deed.publish)
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
    const theirs = this.#living().filter((spot) => isShown(spot, personId))
    return inOrder(theirs.map((spot) => seenBy(spot, personId)))
  }

  /** What an organisation may show: public ones, with those recipients who agreed. */
  published(): Seen[] {
    return inOrder(
      this.#living()
        .filter(isPublished)
        .map((spot) => seenByColleagues(spot, null)),
    )
  }

  /** What GET by id answers: the bright spot, or one of these statuses. */
  find(id: RecognitionId, personId: PersonId): Seen | readonly number[] {
    const spot = this.#spots.get(id)
    if (!spot) return [404]
    if (spot.withdrawnAt !== null) return statusOfWithdrawn(spot, personId)
    if (isParty(spot, personId)) return isShown(spot, personId) ? seenBy(spot, personId) : [404]
    return isPublished(spot) ? seenByColleagues(spot, personId) : [404]
  }

  /** What that person may say 'me too' of. */
  publishedByOthers(personId: PersonId): RecognitionId[] {
    return this.#living()
      .filter((spot) => isPublished(spot) && !isParty(spot, personId))
      .map(({ id }) => id)
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

/** By id, so that two lists of the same are equal. */
export function inOrder<Item extends { id: string }>(items: readonly Item[]): Item[] {
  return items.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

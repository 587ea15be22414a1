import type { PersonId, Publication, RecognitionId } from '../../../shared/recognition.ts'

/** What somebody writes, as far as it matters here. */
export interface Words {
  recipients: readonly PersonId[]
  message: string
  visibility: 'private' | 'public'
}

/** A bright spot as somebody has to see it, whatever way it came. */
export interface Seen extends Words {
  id: RecognitionId
  senderId: PersonId
  sentAt: string
  deliverAt: string
  deliveredAt: string | null
  readAt: string | null
  publication: Publication | null
  /** Who answered, and what. */
  answers: readonly (readonly [PersonId, string])[]
  meToo: readonly PersonId[]
}

/** A bright spot as the server has to have it. */
export interface Spot extends Words {
  id: RecognitionId
  senderId: PersonId
  sentAt: string
  deliverAt: string
  deliveredAt: string | null
  withdrawnAt: string | null
  readAt: Map<PersonId, string>
  publication: Map<PersonId, Exclude<Publication, 'ask'>>
  answers: Map<PersonId, string>
  meToo: Set<PersonId>
  reportedBy: Set<PersonId>
}

export function newSpot(id: RecognitionId, senderId: PersonId, now: Date): Spot {
  const at = now.toISOString()
  const times = { sentAt: at, deliverAt: at, deliveredAt: null, withdrawnAt: null }
  const words = { recipients: [], message: '', visibility: 'private' as const }
  const byRecipients = {
    readAt: new Map(),
    publication: new Map(),
    answers: new Map(),
    reportedBy: new Set<PersonId>(),
  }
  return { id, senderId, ...words, ...times, ...byRecipients, meToo: new Set() }
}

export const wordsOf = ({ recipients, message, visibility }: Spot): Words => ({
  recipients,
  message,
  visibility,
})

export function isParty({ senderId, recipients, deliveredAt }: Spot, personId: PersonId): boolean {
  return senderId === personId || (deliveredAt !== null && recipients.includes(personId))
}

/** Whoever reported it sees it no more. */
export function isShown(spot: Spot, personId: PersonId): boolean {
  return isParty(spot, personId) && !spot.reportedBy.has(personId)
}

/** The first time counts. */
export function read(spot: Spot, personId: PersonId, now: Date): number {
  if (!spot.readAt.has(personId)) spot.readAt.set(personId, now.toISOString())
  return 204
}

export function publish(spot: Spot, personId: PersonId, isAgreed: boolean): number {
  if (spot.visibility === 'private') return 403
  spot.publication.set(personId, isAgreed ? 'agreed' : 'declined')
  return 204
}

/** Each has one, which the next one replaces. */
export function answer(spot: Spot, personId: PersonId, line: string | null): number {
  if (line === null) spot.answers.delete(personId)
  else spot.answers.set(personId, line)
  return 204
}

export function report(spot: Spot, personId: PersonId): number {
  spot.reportedBy.add(personId)
  if (spot.publication.get(personId) === 'agreed') spot.publication.set(personId, 'declined')
  return 204
}

/** By those who are shown it as colleagues, and by nobody else; whoever said it can always take it back. */
export function sayMeToo(spot: Spot | undefined, personId: PersonId, meToo: boolean): number {
  if (spot && isParty(spot, personId)) return 403
  if (!spot || spot.withdrawnAt !== null) return 404
  const takesBack = !meToo && spot.meToo.has(personId)
  if (!isPublished(spot) && !takesBack) return 404
  if (meToo) spot.meToo.add(personId)
  else spot.meToo.delete(personId)
  return 204
}

/** Who never saw it is not told that it was there. Of what happened in one moment nobody says what came first. */
export function statusOfWithdrawn(spot: Spot, personId: PersonId): readonly number[] {
  if (spot.senderId === personId) return [410]
  if (!isParty(spot, personId)) return [404]
  return spot.deliveredAt === spot.withdrawnAt ? [404, 410] : [410]
}

export function agreedOf({ recipients, publication }: Spot): PersonId[] {
  return recipients.filter((id) => publication.get(id) === 'agreed')
}

export function isPublished(spot: Spot): boolean {
  return spot.visibility === 'public' && agreedOf(spot).length > 0
}

export function seenBy(spot: Spot, personId: PersonId): Seen {
  const { id, senderId, sentAt, deliverAt, deliveredAt } = spot
  const isAsked = senderId !== personId && spot.visibility === 'public'
  const hasAgreed = isAsked && spot.publication.get(personId) === 'agreed'
  return {
    ...wordsOf(spot),
    id,
    senderId,
    sentAt,
    deliverAt,
    deliveredAt,
    readAt: spot.readAt.get(personId) ?? null,
    publication: isAsked ? (spot.publication.get(personId) ?? 'ask') : null,
    answers: answersFor(spot, personId),
    meToo: hasAgreed ? [...spot.meToo] : [],
  }
}

/** All of them for its sender, for a recipient their own. */
export function answersFor(
  { senderId, recipients, answers }: Spot,
  personId: PersonId,
): [PersonId, string][] {
  return recipients
    .filter((id) => id === personId || senderId === personId)
    .flatMap((id): [PersonId, string][] => {
      const line = answers.get(id)
      return line === undefined ? [] : [[id, line]]
    })
}

/** @param personId null for an admin, who is nobody. */
export function seenByColleagues(spot: Spot, personId: PersonId | null): Seen {
  const { id, senderId, sentAt, deliverAt, deliveredAt } = spot
  const words = { ...wordsOf(spot), recipients: agreedOf(spot) }
  const times = { sentAt, deliverAt, deliveredAt, readAt: null }
  const meToo = [...spot.meToo].filter((one) => one === personId)
  return { id, senderId, ...words, ...times, publication: null, answers: [], meToo }
}

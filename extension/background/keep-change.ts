import type { Change } from '../../shared/api.ts'
import type { Person, Recognition } from '../../shared/recognition.ts'
import type { Gone, InboxItem } from '../stored.ts'

interface Shelf<T> {
  get(id: string): Promise<T | undefined>
  put(value: T): Promise<unknown>
  delete(id: string): Promise<unknown>
}

/** Where a change of the feed is kept, and whose it is: what is there to read, and what is left of what is gone. */
interface Shelves {
  me: Person
  inbox: Shelf<InboxItem>
  gone: Shelf<Gone>
}

type Removed = Extract<Change, { type: 'removed' }>

/**
 * @param isNews whether it happened since this browser looked last; a first reading brings what is long known elsewhere.
 * @returns the item when it is new here.
 */
export async function keepChange(
  shelves: Shelves,
  change: Change,
  isNews: boolean,
): Promise<InboxItem | null> {
  if (change.type === 'removed') {
    await keepRemoved(shelves, change, isNews)
    return null
  }
  const { inbox, gone } = shelves
  const known = await inbox.get(change.id)
  await inbox.put({ ...change.recognition, ...doneHere(known, change.recognition) })
  await gone.delete(change.id)
  return known ? null : change.recognition
}

/** What was done here and is not known to the feed yet. */
function doneHere(known: InboxItem | undefined, { readAt }: Recognition): Partial<InboxItem> {
  const readHere = known?.waitsToTell === true && readAt === null
  return {
    ...(readHere ? { readAt: known.readAt, waitsToTell: true } : {}),
    ...(known?.noticeWaits ? { noticeWaits: true } : {}),
    ...(known?.isTold ? { isTold: true } : {}),
    ...(known?.waitsToAnswer ? { waitsToAnswer: known.waitsToAnswer } : {}),
  }
}

/** That something read here was taken back is worth a word, and what became of a report; what vanishes without one does so here. */
async function keepRemoved(shelves: Shelves, change: Removed, isNews: boolean): Promise<void> {
  const { inbox, gone } = shelves
  const { id, withdrawn } = change
  const reviewed = reviewOf(change, shelves.me)
  const wasHere = (await inbox.get(id)) !== undefined
  await inbox.delete(id)
  if (!withdrawn && !reviewed) await gone.delete(id)
  if (withdrawn && wasHere) await gone.put({ id, ...withdrawn, review: null })
  if (!reviewed) return
  const isFollowed = isNews || wasHere || (await gone.get(id)) !== undefined
  if (isFollowed || reviewed.review.outcome === null) await gone.put({ id, ...reviewed })
}

/** How the report stands that the person made, or that a moderator has read of one that they had sent. */
function reviewOf({ reported, review }: Removed, me: Person) {
  if (reported || !review?.readAt) return reported
  return { sender: me, at: review.readAt, review }
}

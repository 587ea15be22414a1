import type { Change } from '../../shared/api.ts'
import type {
  NewRecognition,
  PersonId,
  Publication,
  Recognition,
  RecognitionId,
  ValueId,
  WarmWord,
} from '../../shared/recognition.ts'

/** How many bright spots somebody can send; null for as many as they like. They hold for what is sent at once, too. What was undone before its delivery is not counted. */
export interface SendingLimits {
  perMinute: number | null
  perDay: number | null
  /** From one sender to one recipient, in seven days. */
  perPairPerWeek: number | null
  /** Of somebody who was added less than so many days ago, in a day. */
  newcomers: { days: number; perDay: number } | null
}
export type LimitName = 'minute' | 'day' | 'pair' | 'newcomer'

export interface Acceptance {
  recognition: NewRecognition
  senderId: PersonId
  /** When the server accepts it. */
  sentAt: string
  /** When recipients get it; if that is not after `sentAt`, they get it in the same step. */
  deliverAt: string
  /** Null for none at all. */
  limits: SendingLimits | null
}

/** `same`: sender and content are those that are stored already, so nothing was done. What stands below `withdrawn` is said of new ones only. */
export type AcceptOutcome =
  | { kind: 'created' | 'same'; recognition: Recognition }
  | { kind: 'id_taken' }
  | { kind: 'withdrawn' }
  /** Its sender was erased or deactivated a moment ago. */
  | { kind: 'signed_out' }
  | { kind: 'unknown_recipient' }
  | { kind: 'unknown_value' }
  /** A recipient wants none. */
  | { kind: 'prefers_in_person' }
  | { kind: 'sending_suspended' }
  /** The limit that is reached, the one that lasts longest, and when the same would be accepted. */
  | { kind: 'enough_for_now'; limit: LimitName; retryAt: string }

export type FindOutcome =
  | { kind: 'found'; recognition: Recognition }
  | { kind: 'withdrawn' }
  | { kind: 'not_found' }

export type WithdrawOutcome = 'withdrawn' | 'forbidden' | 'not_found'

/** What a recipient decides for themselves. A time that is set stays as it was first set, a publication is changed at will. */
export interface RecipientPatch {
  readAt?: string
  hiddenAt?: string
  publication?: Exclude<Publication, 'ask'>
  /** Their whole answer, which its sender's feed learns of; null takes it back. */
  answer?: { word: WarmWord | null; line: string | null; at: string } | null
}

/** `private`: nobody publishes it. `not_found` also for whoever was erased or deactivated a moment ago. */
export type AmendOutcome = 'done' | 'forbidden' | 'private' | 'not_found' | 'withdrawn'

/**
 * A place in one person's feed, and the moment of that feed's life at which it was given out: its epoch, and a count of its
 * moves, which only grows. A store that was restored from a backup never saw a later moment, or goes on in another
 * epoch, so it refuses a cursor whose positions it would count anew, without anybody having to tell it that it was restored.
 * It stays as it is while others send, read and report: whoever could look into it learns nothing of them.
 * What it cannot notice is a whole machine, with the running process, put back to a snapshot.
 */
export interface FeedCursor {
  epoch: string
  moves: number
  position: number
}

export type ChangesOutcome =
  | { kind: 'page'; changes: Change[]; next: FeedCursor; hasMore: boolean }
  | { kind: 'cursor_expired' }

/** `forbidden` is told to its parties: they cannot say it of their own. `not_found` also for whoever was erased or deactivated a moment ago. */
export type MeTooOutcome = 'done' | 'forbidden' | 'not_found'

/** `same`: they reported it before, and the first reason stays. `forbidden` is told to its sender. */
export type ReportOutcome = 'done' | 'same' | 'forbidden' | 'not_found' | 'withdrawn'

/** What somebody said of bright spots that are not of them, or that they reported; the first first. */
export interface Said {
  meToo: { id: RecognitionId; at: string }[]
  reports: { id: RecognitionId; reason: string; at: string }[]
}

export interface PublishedQuery {
  /** Whose 'me too' is shown to them; null shows nobody's, as to an admin. */
  personId: PersonId | null
  after: PublishedCursor | null
  limit: number
  /** Only those of which a recipient who agreed is in that team now. */
  team?: string | undefined
  value?: ValueId | undefined
}

export interface PublishedCursor {
  deliveredAt: string
  id: RecognitionId
}

export interface PublishedPage {
  recognitions: Recognition[]
  /** Where the next page begins; null at the end. */
  next: PublishedCursor | null
}

/**
 * Bright spots, and each person's feed of them.
 *
 * A feed has one row for each (person, bright spot): the sender's from acceptance on, a recipient's from delivery on.
 * Positions count up per person in the order of commit, and every change of what that person sees moves their row to
 * a new position. So 'rows after position n, in order, as they are now' skips nothing, however transactions interleave.
 */
export interface RecognitionStore {
  /** Insert if absent, by id. The sender's feed gets it at once, recipients know nothing until delivery. */
  accept(acceptance: Acceptance): Promise<AcceptOutcome>

  /**
   * Delivers what is due at `now`, the longest due first: each recipient's feed gets its position then, and the sender's a
   * new one. It takes a few hundred at most, so that nobody waits long behind it. Of several processes each delivers others.
   * What a suspended sender has on its way waits until they may send again, and is not counted among what is due.
   * @returns when the next one is due, which may be in the past; null when none is.
   */
  deliverDue(now: string): Promise<{ delivered: number; nextDueAt: string | null }>

  /**
   * As `personId` may see it: its sender always, recipients once it is delivered and not hidden, others when it is
   * public and a recipient agreed (they see those who agreed as its only recipients). `withdrawn` is told to those alone who saw it.
   */
  find(id: RecognitionId, personId: PersonId): Promise<FindOutcome>

  /**
   * Erases the content and keeps a tombstone; every party who saw it gets it as removed. Withdrawing again is fine. Answers and
   * 'me too' go with it; what moderators have of it stays until they have decided.
   * For an id that is not known a tombstone of `senderId` is laid too: a PUT that is still on its way finds it.
   * `forbidden` is told to recipients, once delivered; to all others it is `not_found`.
   */
  withdraw(id: RecognitionId, senderId: PersonId, now: string): Promise<WithdrawOutcome>

  /** Changes a recipient's own state, and moves their row alone. `forbidden` is told to its sender. */
  amend(id: RecognitionId, personId: PersonId, patch: RecipientPatch): Promise<AmendOutcome>

  /**
   * The rows of a person's feed after a cursor (null: from the start), at most `limit`, as they are now. One that is gone is
   * `removed`: to a recipient who had read it, it says that it was withdrawn; to whoever reported it, what became of that; to its
   * sender, that a moderator read it, and the outcome.
   * `cursor_expired`: it is of a moment that the feed never saw, or ahead of the feed.
   */
  changes(personId: PersonId, since: FeedCursor | null, limit: number): Promise<ChangesOutcome>

  /**
   * Forgets delivered ones that were sent before that time, some hundreds at most: a tombstone stays, and every party gets it as
   * removed, without a word. Of those that were withdrawn before, what moderators have goes as well.
   * @returns how many; 0 when none is left.
   */
  forgetBefore(time: string, now: string): Promise<number>

  /**
   * A colleague says 'me too' of one that is published, or takes it back, also once it is published no more; the recipients who
   * agreed learn of it. Again is fine.
   */
  meToo(id: RecognitionId, personId: PersonId, say: { meToo: boolean; now: string }): Promise<MeTooOutcome>

  /**
   * A recipient reports it: from then on it is hidden from them, as by `hiddenAt`, and from nobody else. Had they agreed to its publication,
   * they have declined it now. It opens a case for the moderators, anew if it was decided, or joins the open one, with a copy of its words as they are.
   */
  report(
    id: RecognitionId,
    personId: PersonId,
    report: { reason: string; now: string },
  ): Promise<ReportOutcome>

  /** All that somebody said ‘me too’ of, published or not, and all that they reported: for themselves. */
  said(personId: PersonId): Promise<Said>

  /** Public, delivered, not withdrawn, not hidden ones to whose publication a recipient agreed, with those recipients only; newest first. */
  published(query: PublishedQuery): Promise<PublishedPage>
}

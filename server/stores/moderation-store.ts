import type { PersonId, RecognitionContent, RecognitionId } from '../../shared/recognition.ts'

/** What somebody said of a bright spot that they received. */
export interface Report {
  reporterId: PersonId
  reason: string
  at: string
}

/** What moderators decided: it stays as it is, or nobody but its sender sees it any more. */
export type CaseOutcome = 'kept' | 'hidden'

/** A bright spot that at least one recipient reported, without its words. */
export interface Case {
  /** Of the bright spot. */
  id: RecognitionId
  senderId: PersonId
  sentAt: string
  /** The first one opened the case. */
  reports: readonly Report[]
  /** When a moderator first read its words. */
  readAt: string | null
  outcome: CaseOutcome | null
  decidedAt: string | null
}

/** As it was when it was first reported: its sender may have withdrawn it since. Null once the case is decided and it is withdrawn. */
export interface OpenedCase extends Case {
  words: RecognitionContent | null
}

export interface CaseQuery {
  /** Those that wait for a decision, the oldest first, or those that have one, the newest first. */
  state: 'open' | 'decided'
  /** Of the page before. */
  after: { at: string; id: RecognitionId } | null
  limit: number
}

/** What recipients reported. Everything in it is for moderators; its parties learn of it by their feeds. */
export interface ModerationStore {
  list(query: CaseQuery): Promise<{ cases: Case[]; hasMore: boolean }>

  /** A moderator reads it: the first time is kept, and all its parties' feeds say so. Undefined when nobody reported it. */
  open(id: RecognitionId, now: string): Promise<OpenedCase | undefined>

  /**
   * Decides an open case, or decides it anew. `hidden`: it is gone from every recipient's inbox and from what is published; its
   * sender keeps it and sees the outcome, and so does everybody who reported it. `kept` after `hidden` brings it back.
   * `unread`: nobody decides what no moderator has read.
   */
  decide(
    id: RecognitionId,
    decision: { outcome: CaseOutcome; now: string },
  ): Promise<'done' | 'unread' | 'not_found'>
}

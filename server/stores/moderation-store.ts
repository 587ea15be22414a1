import type { PersonId, RecognitionContent, RecognitionId } from '../../shared/recognition.ts'

/** What somebody said of a bright spot that they received. */
export interface Report {
  reporterId: PersonId
  reason: string
  at: string
  /** When a moderator first read the bright spot after this report. */
  readAt: string | null
  /** The last decision since. */
  outcome: CaseOutcome | null
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
  /** Null while it is open: from its first report, or a new one, until it is decided. */
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
  /** Leaves out those of bright spots that this person sent or received; null for none. */
  exceptParty: PersonId | null
}

export interface Reading {
  now: string
  /** Who reads or decides: what they sent or received is no case to them. Null for whoever speaks for nobody. */
  exceptParty: PersonId | null
}

export interface Decision extends Reading {
  outcome: CaseOutcome
  /** Whether a decision that stands may be changed. */
  anew: boolean
  /** Whether its sender may send nothing from now on. */
  suspendSender: boolean
}

/** `unread`: a report came that no moderator has read. `decided`: it is, and this was not to decide it anew. Nothing was done then. */
export type DecideOutcome = 'done' | 'unread' | 'decided' | 'not_found'

/** What recipients reported. Everything in it is for moderators; its parties learn of it by their feeds. */
export interface ModerationStore {
  list(query: CaseQuery): Promise<{ cases: Case[]; hasMore: boolean }>

  /** A case, without its being read. */
  find(id: RecognitionId): Promise<Case | undefined>

  /** A moderator reads it: of each report the first time is kept, and its parties' feeds say so. Undefined when there is no case. */
  open(id: RecognitionId, reading: Reading): Promise<OpenedCase | undefined>

  /**
   * Decides an open case, or a decided one anew. `hidden`: it is gone from every recipient's inbox and from what is published; its
   * sender keeps it and sees the outcome, and so does everybody who reported it. `kept` after `hidden` brings it back.
   * A new report opens the case again; until it is decided, the others are told the former decision as before.
   */
  decide(id: RecognitionId, decision: Decision): Promise<DecideOutcome>
}

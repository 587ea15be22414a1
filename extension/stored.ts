import type {
  CompanyValue,
  NewRecognition,
  Person,
  PersonOnPage,
  PersonRole,
  Recognition,
  Review,
  WorkItem,
} from '../shared/recognition.ts'
import type { LearnedHandle, MatchRequest, Reaction } from '../shared/api.ts'
import type { Preferences } from '../shared/preferences.ts'
import type { ConnectFault, Fault } from './faults.ts'
import type { Way } from './ways.ts'

/** Who sends and reads: one person on one server. Whatever waits to be sent carries it, so that it never leaves under another. */
export interface Account {
  server: string
  person: Person
}

export interface Session extends Account {
  token: string
  values: CompanyValue[]
  undoSeconds: number
  /** When the server was last asked what it offers, in ms. */
  checkedAt: number
  /** How this browser was signed in. Sessions of the first version say none of the following. */
  way?: Way
  /** How else one may sign in there. */
  ways?: Way[]
  /** What the server speaks beyond what the first version had. */
  features?: string[]
  /** What the person chose about what they receive, as the server last said; absent until it did. */
  preferences?: Preferences
  /** Present while a moderator has suspended the person's sending. */
  suspended?: boolean
}

/** What is left when a session ended: enough to say so and to offer the way back. */
export interface FormerSession extends Account {
  endedBy: 'person' | 'server'
  way?: Way
  ways?: Way[]
}

export type Connection =
  | { kind: 'connected'; session: Session }
  | { kind: 'signed-out'; former: FormerSession }
  | { kind: 'new' }

/**
 * A sign-in that was begun: closing the window, to look at the mail or because the browser opened another one, loses nothing.
 * `fault` says why the organisation's own sign-in came back with nothing; null while its window is open.
 */
export type SignIn =
  | { way: 'email'; server: string; beganAt: number; email: string; challenge: string }
  | { way: 'oidc'; server: string; beganAt: number; id: string; fault: ConnectFault | null }

/** How a page named somebody who was thanked from there; `linked` is the person whose link was clicked. */
export interface SeenAs {
  /** Null where the page says it no more, and it is still not certain whether it is them. */
  role: PersonRole | 'linked' | null
  kind: WorkItem['kind']
  /** False while no more than a name fits, until the sender says that it is them. */
  isSure: boolean
}

/** Whom something is for, and why, if they came from the page. */
export interface Recipient extends Person {
  seenAs?: SeenAs
}

/** An unsent form; one for each account and work item. */
export interface Draft {
  account: string
  owner: Account
  /** The address of the work item, or BLANK_KEY. */
  key: string
  /** The id that the bright spot will have: made once, so that sending twice is sending once. */
  id: string
  recipients: Recipient[]
  message: string
  values: string[]
  visibility: 'private' | 'public'
  context: WorkItem | null
  updatedAt: number
  /** The window that wrote it last. */
  writer: string
}

export interface OutboxEntry {
  id: string
  account: string
  owner: Account
  /** Where the text came from, and goes back to when it is undone or edited. */
  draftKey: string
  recognition: NewRecognition
  recipients: Recipient[]
  /**
   * `waiting`: not acknowledged yet. `sent`: acknowledged, kept while it can be undone. `refused`: the server said no for good.
   * `withdrawing`: taken back, until the server knows.
   */
  state: 'waiting' | 'sent' | 'refused' | 'withdrawing'
  queuedAt: number
  attempts: number
  /** When it is tried again; for a refused one when it would be accepted, if the server says so, and 0 if not. In ms. */
  retryAt: number
  /** Why the last attempt failed. */
  fault: Fault | null
  /** End of the undo time by this machine's clock, in ms; null until the server acknowledged. */
  undoUntil: number | null
}

/** A sent or received bright spot as the inbox shows it. `waitsToTell` marks one read here that is unread in the feed still. */
export interface InboxItem extends Recognition {
  waitsToTell?: boolean
  /** Arrived while the person wanted no notices, and not told of since. */
  noticeWaits?: boolean
  /** Was told of in a notice, and no notice was clicked since. */
  isTold?: boolean
  /** What the person answered here and the server has not heard yet. */
  waitsToAnswer?: WaitingAnswer
}

/** `fault` says why the server refused it for good; it is told again only when the person answers anew. */
export interface WaitingAnswer extends Reaction {
  fault: Fault | null
}

/** What was typed to answer a received bright spot, or to report it, and was not sent. */
export interface Begun {
  /** Of the bright spot. */
  id: string
  account: string
  line: string
  reason: string
}

/**
 * What is left of one that is gone: how the report stands that the person made of it, or that a moderator read one of theirs;
 * without a review its sender took it back.
 */
export interface Gone {
  id: string
  sender: Person
  at: string
  review: Review | null
}

/** A site that can be turned on: its host, its match pattern, whether the launcher is shown there. */
export interface OfferedSite {
  host: string
  pattern: string
  on: boolean
}

/** What a look at a tab brought. `quote` is the text that was selected. */
export interface PageSeen {
  workItem: WorkItem | null
  people: PersonOnPage[]
  linked: MatchRequest | null
  quote: string
  site: OfferedSite | null
}

/** What the launcher or the context menu looked at, for the composer that opens next. */
export interface Intent {
  tabId: number
  madeAt: number
  account: string
  page: PageSeen
}

/** What the composer opens with. */
export interface Opening {
  draft: Draft
  /** Whether the draft was written before, so that nothing is prefilled over it. */
  resumed: boolean
  /** The person whose link was clicked, as the tool of that link knows them. */
  linked: MatchRequest | null
  /** The people seen on the page, in the order in which to offer them. */
  seen: MatchRequest | null
  site: OfferedSite | null
}

export interface RecentPerson {
  account: string
  id: string
  person: Person
  usedAt: number
}

/** Whom somebody picked for a name in a tool that the server did not know, until the server was told. */
export interface ToldHandle {
  id: string
  account: string
  handle: LearnedHandle
  /** 0 until it was tried; after a second time that does not work it is let go. */
  retryAt: number
}

/** What a tool's page must show and did not, on one site; nobody but the person at this browser learns of it. */
export interface Shortfall {
  tool: string
  site: string
  kind: WorkItem['kind']
  missing: ('key' | 'title' | 'people')[]
  /** Midnight before the last time, in ms: the day is enough. */
  day: number
  times: number
  /** How the page was built, without any of its texts. */
  report: string
}

import type { CompanyValue, PersonId } from '../../shared/recognition.ts'
import type { AccessStore } from './access-store.ts'
import type { AdminTokenStore } from './admin-token-store.ts'
import type { AuditStore } from './audit-store.ts'
import type { HandleStore } from './handle-store.ts'
import type { ModerationStore } from './moderation-store.ts'
import type { PeopleStore } from './people-store.ts'
import type { RecognitionStore, SendingLimits } from './recognition-store.ts'
import type { StoreRow } from './rows.ts'

/** After so many days something is forgotten; null for never. */
export interface Retention {
  /** Bright spots, from when they were sent. */
  recognitions: number | null
  /** Entries of the audit log. */
  audit: number | null
}

/** What an organisation chose for itself. */
export interface Settings {
  /** The values that a bright spot may carry, in the order in which they are offered. */
  values: readonly CompanyValue[]
  /** The teams that face customers, by name. */
  customerTeams: readonly string[]
  retention: Retention
  /** That fit people: far above what anybody thanks in earnest. */
  limits: SendingLimits
}

/**
 * Everything that the server keeps. Each method is one transaction: it happens whole or not at all, and what it
 * changes would survive a power cut once its promise resolves. Times are ISO 8601 in UTC.
 *
 * Any method may reject with `Problem` `disk_full` or `not_ready`; nothing has changed then, and the same call may
 * succeed later. Every other expected outcome is returned, not thrown.
 */
export interface Store {
  readonly people: PeopleStore
  readonly access: AccessStore
  readonly recognitions: RecognitionStore
  readonly moderation: ModerationStore
  readonly handles: HandleStore
  readonly adminTokens: AdminTokenStore
  readonly audit: AuditStore

  settings(): Promise<Settings>
  /** Changes what the patch names. @returns all of them as they are then. */
  changeSettings(patch: Partial<Settings>): Promise<Settings>

  /** Resolves when the store answers: it can be reached, and no failed write is left. A cheap look, no promise that the next write fits. */
  ping(): Promise<void>

  /**
   * Calls `onHint` after something was stored that concerns that person: their feed moved, they were changed, or lost their
   * access. It is a hint: it may come half a second late, twice or for nothing, and what counts is what
   * `recognitions.changes` says then.
   * @returns the function that ends it.
   */
  watch(personId: PersonId, onHint: () => void): () => void

  /**
   * All that is kept, as it is at one moment, in the order in which `fill` takes it: the settings, people, identities,
   * handle claims, admin tokens, the audit log, feeds, invites, sessions, recognitions; each by id. Sign-ins that were only begun are left out.
   */
  rows(): AsyncIterable<StoreRow>

  /**
   * Takes over the rows of another store, all or, when anything fails, none. Cursors that were given out before expire: what the
   * rows are a copy of may have moved on.
   * @throws StoreNotEmpty when there is anything in this one already.
   */
  fill(rows: AsyncIterable<StoreRow>): Promise<void>

  /** Waits for what is under way and lets go of all that is held. No other method may be called afterwards. */
  close(): Promise<void>
}

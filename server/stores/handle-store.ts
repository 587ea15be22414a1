import type { PersonId } from '../../shared/recognition.ts'
import type { Handle } from './people-store.ts'

/** That a colleague said whose handle this is. It counts for that colleague alone until the person or an admin confirms it. */
export interface HandleClaim {
  /** A UUIDv7. */
  id: string
  handle: Handle
  /** Whose it is said to be. */
  personId: PersonId
  /** Who said so. */
  claimedBy: PersonId
  createdAt: string
}

/** A handle that is said to be somebody's, by however many colleagues. */
export interface OpenClaim {
  /** Of the first claim. */
  id: string
  handle: Handle
  personId: PersonId
  createdAt: string
}

/**
 * `learned`: kept, now or before, in place of what the same colleague said of that handle. `taken`: it is confirmed to be somebody's
 * already. `refused`: that person said it is not theirs. `not_found`: there is no such active person.
 */
export type LearnOutcome = 'learned' | 'taken' | 'refused' | 'not_found'

/** Handles that were learned from what senders picked. Confirmed ones are in the person's own record. */
export interface HandleStore {
  learn(claim: HandleClaim): Promise<LearnOutcome>

  /** Those that wait for a word, of one person or of all; by id, after one, at most `limit`. One for each handle and person. */
  claims(query: {
    personId?: PersonId
    after?: string
    limit: number
  }): Promise<{ claims: OpenClaim[]; hasMore: boolean }>

  /**
   * Adds the handle to the person's own, and drops what anybody else said of it. `taken`: it is somebody else's by now.
   * @param personId whose claim it must be; null for an admin's word on anybody's.
   */
  confirm(id: string, personId: PersonId | null): Promise<'confirmed' | 'taken' | 'not_found'>

  /** The person is not offered it again, and nobody's word makes it theirs. @param personId as in `confirm`. */
  refuse(id: string, personId: PersonId | null): Promise<boolean>
}

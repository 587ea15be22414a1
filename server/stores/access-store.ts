import type { PersonId } from '../../shared/recognition.ts'
import type { PersonRecord } from './people-store.ts'

/** Tokens and codes never reach a store: it sees their SHA-256, in hex. */
export type SecretHash = string

export interface NewInvite {
  codeHash: SecretHash
  personId: PersonId
  createdAt: string
  expiresAt: string
}

export interface NewSession {
  tokenHash: SecretHash
  /** What the person calls the browser. */
  device: string
  createdAt: string
}

export interface Session {
  tokenHash: SecretHash
  device: string
  createdAt: string
  person: PersonRecord
}

export type RedeemOutcome =
  | { kind: 'signed_in'; person: PersonRecord }
  | { kind: 'unknown' }
  | { kind: 'used' }
  | { kind: 'expired' }

export interface AccessStore {
  /**
   * Others that expired more than 30 days before this one was made are forgotten, used or not: they are `unknown` then.
   * @returns false when there is no active person of that id.
   */
  addInvite(invite: NewInvite): Promise<boolean>

  /** Uses up the invite and opens the session in one step, so that of two callers one gets it. `session.createdAt` is the time of asking. */
  redeemInvite(codeHash: SecretHash, session: NewSession): Promise<RedeemOutcome>

  /** The session of that token, unless it was ended or its person deactivated. */
  findSession(tokenHash: SecretHash): Promise<Session | undefined>

  /** Ending one that is not there is fine. */
  endSession(tokenHash: SecretHash): Promise<void>

  /** The admin token that the server made for itself at its first start. */
  findAdminTokenHash(): Promise<SecretHash | undefined>

  /** Keeps that one, unless there is one already. @returns the one that is kept: of several servers that start at once, one's is. */
  keepAdminTokenHash(hash: SecretHash): Promise<SecretHash>
}

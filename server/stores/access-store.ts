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

/** A way in: an invite code, a code by e-mail, or the organisation's own sign-in (OpenID Connect). */
export const GRANTS = ['invite', 'email', 'oidc'] as const
export type Grant = (typeof GRANTS)[number]

export interface NewSession {
  /** A UUIDv7 that names it to its person; it opens nothing. */
  id: string
  tokenHash: SecretHash
  /** What the person calls the browser. */
  device: string
  grant: Grant
  createdAt: string
}

/** A signed-in browser, as its person is shown it. */
export type Device = Omit<NewSession, 'tokenHash'> & {
  /** To the day or so: see `touchSession`. */
  lastUsedAt: string
}

export type Session = Device & { tokenHash: SecretHash; person: PersonRecord }

export type RedeemOutcome =
  | { kind: 'signed_in'; person: PersonRecord }
  | { kind: 'unknown' }
  | { kind: 'used' }
  | { kind: 'expired' }

/**
 * A sign-in that was begun and is to be finished within minutes, once: the challenge of a code by e-mail, a visit to an
 * OpenID provider, or the code that the extension trades for its token after it.
 */
export interface SignInAttempt {
  /** Of what whoever finishes it must have: the challenge, the state, the code. */
  keyHash: SecretHash
  kind: 'email' | 'oidc_visit' | 'oidc_code'
  /** Of what they must know besides, if anything: the typed code. */
  secretHash: SecretHash | null
  /** Who signs in, once that is known; null for an address that nobody has. */
  personId: PersonId | null
  /** What its kind needs to go on, e.g. the verifier of PKCE. */
  details: Readonly<Record<string, string>>
  expiresAt: string
  /** So many wrong secrets more are taken before it is gone. */
  triesLeft: number
}

/** `gone`: never there, used, expired, or tried too often, the last wrong secret included. Of `wrong` ones the next may be right. */
export type AttemptOutcome = { kind: 'right'; attempt: SignInAttempt } | { kind: 'wrong' } | { kind: 'gone' }

export interface AccessStore {
  /**
   * Others that expired more than 30 days before this one was made are forgotten, used or not: they are `unknown` then.
   * @returns false when there is no active person of that id.
   */
  addInvite(invite: NewInvite): Promise<boolean>

  /** Uses up the invite and opens the session in one step, so that of two callers one gets it. `session.createdAt` is the time of asking. */
  redeemInvite(codeHash: SecretHash, session: NewSession): Promise<RedeemOutcome>

  /** Whoever signs in is `pending` no longer. @returns undefined when there is no active person of that id. */
  openSession(personId: PersonId, session: NewSession): Promise<PersonRecord | undefined>

  /** The session of that token, unless it was ended or its person deactivated. Whether it is too old is for the caller to say. */
  findSession(tokenHash: SecretHash): Promise<Session | undefined>

  /** Notes that it was used; one that is not there any more is left so. Asked once a day for each, not at every call. */
  touchSession(tokenHash: SecretHash, now: string): Promise<void>

  /** A person's signed-in browsers, the one used last first. */
  devices(personId: PersonId): Promise<Device[]>

  /** Ends one of that person's. @returns false when they have none of that id. */
  endSession(personId: PersonId, sessionId: string): Promise<boolean>

  /** Ends all of that person's and takes back their open invites. */
  endAllSessions(personId: PersonId): Promise<void>

  /** Ends those that were last used before the one time, or opened before the other. @returns how many. */
  endOldSessions(before: { lastUsed: string; created: string }): Promise<number>

  /** Expired ones are forgotten by the way. A restart may forget all: whoever signs in then begins again. */
  addAttempt(attempt: SignInAttempt, now: string): Promise<void>

  /**
   * Uses up an attempt of that kind if the secret is its own, in one step, so that of two callers one gets it; a wrong secret
   * costs a try. One without a secret is used with null.
   */
  useAttempt(
    kind: SignInAttempt['kind'],
    keyHash: SecretHash,
    secretHash: SecretHash | null,
    now: string,
  ): Promise<AttemptOutcome>

  /** The admin token that the server made for itself at its first start. */
  findAdminTokenHash(): Promise<SecretHash | undefined>

  /** Keeps that one, unless there is one already. @returns the one that is kept: of several servers that start at once, one's is. */
  keepAdminTokenHash(hash: SecretHash): Promise<SecretHash>
}

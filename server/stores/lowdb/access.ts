import type { PersonId } from '../../../shared/recognition.ts'
import type {
  AccessStore,
  AttemptOutcome,
  Device,
  NewInvite,
  NewSession,
  RedeemOutcome,
  SecretHash,
  Session,
  SignInAttempt,
} from '../access-store.ts'
import type { PersonRecord } from '../people-store.ts'
import { Attempts } from './attempts.ts'
import type { Database } from './database.ts'
import type { Indexes } from './indexes.ts'
import type { Draft } from './draft.ts'
import type { SessionRow } from '../rows.ts'
import type { Tables } from './tables.ts'

const KEPT_AFTER_EXPIRY_MS = 30 * 86_400_000

function forgetLongExpired(draft: Draft, { invites }: Tables, now: string): void {
  const limit = new Date(Date.parse(now) - KEPT_AFTER_EXPIRY_MS).toISOString()
  for (const { codeHash, expiresAt } of invites.values())
    if (expiresAt < limit) draft.invites.remove(codeHash)
}

/** Ends a person's sessions and takes back the invites that are open. */
export function endAllAccess(draft: Draft, indexes: Indexes, personId: PersonId): void {
  for (const tokenHash of indexes.sessionsOf.get(personId)) draft.sessions.remove(tokenHash)
  for (const codeHash of indexes.invitesOf.get(personId)) draft.invites.remove(codeHash)
}

/** Who signs in is pending no longer. */
function signIn(draft: Draft, person: PersonRecord, session: NewSession): PersonRecord {
  const { id: personId } = person
  draft.sessions.put(session.tokenHash, { ...session, personId, lastUsedAt: session.createdAt })
  if (!person.pending) return person
  const signedIn = { ...person, pending: false }
  draft.people.put(personId, signedIn)
  return signedIn
}

/** `AccessStore` on the tables; what each method promises is said there. */
export class LowdbAccess implements AccessStore {
  readonly #database: Database
  readonly #attempts = new Attempts()

  constructor(database: Database) {
    this.#database = database
  }

  addInvite(invite: NewInvite): Promise<boolean> {
    return this.#database.commitAlone((draft) => {
      if (!draft.people.get(invite.personId)?.active) return false
      forgetLongExpired(draft, this.#database.tables, invite.createdAt)
      draft.invites.put(invite.codeHash, { ...invite, usedAt: null })
      return true
    })
  }

  redeemInvite(codeHash: SecretHash, session: NewSession): Promise<RedeemOutcome> {
    return this.#database.commit((draft) => {
      const invite = draft.invites.get(codeHash)
      const person = invite && draft.people.get(invite.personId)
      if (!invite || !person) return { kind: 'unknown' }
      if (invite.usedAt) return { kind: 'used' }
      if (invite.expiresAt <= session.createdAt) return { kind: 'expired' }
      draft.invites.put(codeHash, { ...invite, usedAt: session.createdAt })
      return { kind: 'signed_in', person: signIn(draft, person, session) }
    })
  }

  openSession(personId: PersonId, session: NewSession): Promise<PersonRecord | undefined> {
    return this.#database.commit((draft) => {
      const person = draft.people.get(personId)
      return person?.active ? signIn(draft, person, session) : undefined
    })
  }

  async findSession(tokenHash: SecretHash): Promise<Session | undefined> {
    const { sessions, people } = this.#database.tables
    const session = sessions.get(tokenHash)
    const person = session && people.get(session.personId)
    if (!session || !person?.active) return undefined
    const { id, device, grant, createdAt, lastUsedAt } = session
    return { id, tokenHash, device, grant, createdAt, lastUsedAt, person }
  }

  touchSession(tokenHash: SecretHash, now: string): Promise<void> {
    return this.#database.commit((draft) => {
      const session = draft.sessions.get(tokenHash)
      if (session) draft.sessions.put(tokenHash, { ...session, lastUsedAt: now })
    })
  }

  async devices(personId: PersonId): Promise<Device[]> {
    return this.#sessionsOf(personId)
      .toSorted((a, b) => (a.lastUsedAt > b.lastUsedAt ? -1 : 1))
      .map(({ id, device, grant, createdAt, lastUsedAt }) => ({ id, device, grant, createdAt, lastUsedAt }))
  }

  endSession(personId: PersonId, sessionId: string): Promise<boolean> {
    return this.#database.commitAlone((draft) => {
      const session = this.#sessionsOf(personId).find(({ id }) => id === sessionId)
      if (session) draft.sessions.remove(session.tokenHash)
      return session !== undefined
    })
  }

  endAllSessions(personId: PersonId): Promise<void> {
    return this.#database.commitAlone((draft) => endAllAccess(draft, this.#database.indexes, personId))
  }

  endOldSessions({ lastUsed, created }: { lastUsed: string; created: string }): Promise<number> {
    return this.#database.commitAlone((draft) => {
      const sessions = this.#database.tables.sessions.values()
      const old = sessions.filter((one) => one.lastUsedAt < lastUsed || one.createdAt < created).toArray()
      for (const { tokenHash } of old) draft.sessions.remove(tokenHash)
      return old.length
    })
  }

  async addAttempt(attempt: SignInAttempt, now: string): Promise<void> {
    this.#attempts.add(attempt, now)
  }

  async useAttempt(...asked: Parameters<Attempts['use']>): Promise<AttemptOutcome> {
    return this.#attempts.use(...asked)
  }

  async findAdminTokenHash(): Promise<SecretHash | undefined> {
    return this.#database.tables.settings.adminTokenHash ?? undefined
  }

  keepAdminTokenHash(hash: SecretHash): Promise<SecretHash> {
    return this.#database.commit((draft) => {
      const { adminTokenHash } = draft.settings
      if (adminTokenHash === null) draft.settings = { ...draft.settings, adminTokenHash: hash }
      return adminTokenHash ?? hash
    })
  }

  #sessionsOf(personId: PersonId): SessionRow[] {
    const { tables, indexes } = this.#database
    return [...indexes.sessionsOf.get(personId)].flatMap((hash) => tables.sessions.get(hash) ?? [])
  }
}

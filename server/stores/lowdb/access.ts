import type { PersonId } from '../../../shared/recognition.ts'
import type {
  AccessStore,
  NewInvite,
  NewSession,
  RedeemOutcome,
  SecretHash,
  Session,
} from '../access-store.ts'
import type { Database } from './database.ts'
import type { Indexes } from './indexes.ts'
import type { Draft, Tables } from './tables.ts'

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

/** `AccessStore` on the tables; what each method promises is said there. */
export class LowdbAccess implements AccessStore {
  readonly #database: Database

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
      draft.sessions.put(session.tokenHash, { ...session, personId: person.id })
      return { kind: 'signed_in', person }
    })
  }

  async findSession(tokenHash: SecretHash): Promise<Session | undefined> {
    const { sessions, people } = this.#database.tables
    const session = sessions.get(tokenHash)
    const person = session && people.get(session.personId)
    if (!session || !person?.active) return undefined
    const { device, createdAt } = session
    return { tokenHash, device, createdAt, person }
  }

  endSession(tokenHash: SecretHash): Promise<void> {
    return this.#database.commit((draft) => {
      if (draft.sessions.get(tokenHash)) draft.sessions.remove(tokenHash)
    })
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
}

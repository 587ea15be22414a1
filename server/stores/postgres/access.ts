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
import { addAttempt, useAttempt } from './attempts.ts'
import type { Database } from './database.ts'
import {
  endAllSessions,
  endOldSessions,
  endSession,
  findSession,
  listDevices,
  openSession,
  redeemInvite,
} from './sessions.ts'
import type { Hint, Watching } from './watching.ts'

const KEPT_AFTER_EXPIRY_MS = 30 * 86_400_000

/** The person is locked against being deactivated meanwhile: what ends their access must see this invite, or come before it. */
const ADD_INVITE = `
  with active as (
    select id from people where id = $1 and active for share
  ), forgotten as (
    delete from invites where expires_at < $5 and exists (select from active)
  )
  insert into invites (person_id, code_hash, created_at, expires_at)
  select id, $2, $3, $4 from active
  returning person_id`

/** `AccessStore` in tables; what each method promises is said there. */
export class PostgresAccess implements AccessStore {
  readonly #database: Database
  readonly #watching: Watching

  constructor(database: Database, watching: Watching) {
    this.#database = database
    this.#watching = watching
  }

  async addInvite({ personId, codeHash, createdAt, expiresAt }: NewInvite): Promise<boolean> {
    const limit = new Date(Date.parse(createdAt) - KEPT_AFTER_EXPIRY_MS).toISOString()
    const added = await this.#database.query(ADD_INVITE, [personId, codeHash, createdAt, expiresAt, limit])
    return added.length > 0
  }

  redeemInvite(codeHash: SecretHash, session: NewSession): Promise<RedeemOutcome> {
    return redeemInvite(this.#database, codeHash, session)
  }

  openSession(personId: PersonId, session: NewSession): Promise<PersonRecord | undefined> {
    return openSession(this.#database, personId, session)
  }

  findSession(tokenHash: SecretHash): Promise<Session | undefined> {
    return findSession(this.#database, tokenHash)
  }

  async touchSession(tokenHash: SecretHash, now: string): Promise<void> {
    await this.#database.query(
      'update sessions set last_used_at = greatest(last_used_at, $2) where token_hash = $1',
      [tokenHash, now],
    )
  }

  devices(personId: PersonId): Promise<Device[]> {
    return listDevices(this.#database, personId)
  }

  async endSession(personId: PersonId, sessionId: string): Promise<boolean> {
    return this.#ended(await endSession(this.#database, personId, sessionId)) > 0
  }

  async endAllSessions(personId: PersonId): Promise<void> {
    this.#ended(await this.#database.transaction((statements) => endAllSessions(statements, personId)))
  }

  async endOldSessions(before: { lastUsed: string; created: string }): Promise<number> {
    const { ended, hints } = await endOldSessions(this.#database, before)
    this.#ended(hints)
    return ended
  }

  addAttempt(attempt: SignInAttempt, now: string): Promise<void> {
    return addAttempt(this.#database, attempt, now)
  }

  useAttempt(
    kind: SignInAttempt['kind'],
    keyHash: SecretHash,
    secretHash: SecretHash | null,
    now: string,
  ): Promise<AttemptOutcome> {
    return useAttempt(this.#database, kind, { keyHash, secretHash, now })
  }

  async findAdminTokenHash(): Promise<SecretHash | undefined> {
    const [row] = await this.#database.query<{ hash: string | null }>(
      'select admin_token_hash as hash from settings',
    )
    return row?.hash ?? undefined
  }

  async keepAdminTokenHash(hash: SecretHash): Promise<SecretHash> {
    const [row] = await this.#database.query<{ hash: string }>(
      'update settings set admin_token_hash = coalesce(admin_token_hash, $1) returning admin_token_hash as hash',
      [hash],
    )
    return row?.hash ?? hash
  }

  #ended(hints: readonly Hint[]): number {
    this.#watching.stored(hints)
    return hints.length
  }
}

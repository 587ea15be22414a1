import type {
  AccessStore,
  NewInvite,
  NewSession,
  RedeemOutcome,
  SecretHash,
  Session,
} from '../access-store.ts'
import type { PersonRecord } from '../people-store.ts'
import type { Database } from './database.ts'
import { PERSON_COLUMNS } from './people-rows.ts'
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

const REDEEM_INVITE = `
  with used as (
    update invites set used_at = $4
    where code_hash = $1 and used_at is null and expires_at > $4
    returning person_id
  ), opened as (
    insert into sessions (token_hash, person_id, device, created_at)
    select $2, person_id, $3, $4 from used
  )
  select ${PERSON_COLUMNS} from people where id = (select person_id from used)`

const FIND_SESSION = `
  select sessions.token_hash as "tokenHash", sessions.device, sessions.created_at as "openedAt", ${PERSON_COLUMNS}
  from sessions join people on people.id = sessions.person_id
  where sessions.token_hash = $1 and people.active`

const END_SESSION = `
  with ended as (
    delete from sessions where token_hash = $1 returning person_id
  )
  update feeds set hint = hint + 1 where person_id = (select person_id from ended)
  returning person_id as "personId", hint`

type SessionAndPerson = PersonRecord & { tokenHash: SecretHash; device: string; openedAt: string }

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

  async redeemInvite(codeHash: SecretHash, session: NewSession): Promise<RedeemOutcome> {
    const { tokenHash, device, createdAt } = session
    const values = [codeHash, tokenHash, device, createdAt]
    const [person] = await this.#database.query<PersonRecord>(REDEEM_INVITE, values)
    return person ? { kind: 'signed_in', person } : this.#refuse(codeHash)
  }

  async findSession(tokenHash: SecretHash): Promise<Session | undefined> {
    const [row] = await this.#database.query<SessionAndPerson>(FIND_SESSION, [tokenHash])
    if (!row) return undefined
    const { device, openedAt, tokenHash: _tokenHash, ...person } = row
    return { tokenHash, device, createdAt: openedAt, person }
  }

  async endSession(tokenHash: SecretHash): Promise<void> {
    this.#watching.stored(await this.#database.query<Hint>(END_SESSION, [tokenHash]))
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

  async #refuse(codeHash: SecretHash): Promise<RedeemOutcome> {
    const [invite] = await this.#database.query<{ isUsed: boolean }>(
      'select used_at is not null as "isUsed" from invites where code_hash = $1',
      [codeHash],
    )
    if (!invite) return { kind: 'unknown' }
    return { kind: invite.isUsed ? 'used' : 'expired' }
  }
}

import type { SecretHash } from '../access-store.ts'
import type { AdminTokenRecord, AdminTokenStore } from '../admin-token-store.ts'
import type { Database } from './database.ts'

export const TOKEN_COLUMNS = `
  id, name, scopes, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"`

const ADD = `
  insert into admin_tokens (id, token_hash, name, scopes, created_at, expires_at, last_used_at)
  values ($1, $2, $3, $4, $5, $6, $7)`

/** `AdminTokenStore` in a table; what each method promises is said there. */
export class PostgresAdminTokens implements AdminTokenStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async add(token: AdminTokenRecord & { tokenHash: SecretHash }): Promise<void> {
    const { id, tokenHash, name, scopes, createdAt, expiresAt, lastUsedAt } = token
    await this.#database.query(ADD, [id, tokenHash, name, scopes, createdAt, expiresAt, lastUsedAt])
  }

  list(): Promise<AdminTokenRecord[]> {
    return this.#database.query<AdminTokenRecord>(`select ${TOKEN_COLUMNS} from admin_tokens order by id`)
  }

  async find(tokenHash: SecretHash): Promise<AdminTokenRecord | undefined> {
    const [token] = await this.#database.query<AdminTokenRecord>(
      `select ${TOKEN_COLUMNS} from admin_tokens where token_hash = $1`,
      [tokenHash],
    )
    return token
  }

  async touch(id: string, now: string): Promise<void> {
    await this.#database.query(
      'update admin_tokens set last_used_at = greatest(last_used_at, $2) where id = $1',
      [id, now],
    )
  }

  async remove(id: string): Promise<boolean> {
    const removed = await this.#database.query('delete from admin_tokens where id = $1 returning id', [id])
    return removed.length > 0
  }
}

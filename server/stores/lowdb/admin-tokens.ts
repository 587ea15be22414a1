import type { SecretHash } from '../access-store.ts'
import type { AdminTokenRecord, AdminTokenStore } from '../admin-token-store.ts'
import type { AdminTokenRow } from '../rows.ts'
import type { Database } from './database.ts'

function recordOf({ tokenHash: _tokenHash, ...record }: AdminTokenRow): AdminTokenRecord {
  return record
}

/** `AdminTokenStore` on the tables; what each method promises is said there. */
export class LowdbAdminTokens implements AdminTokenStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  add(token: AdminTokenRecord & { tokenHash: SecretHash }): Promise<void> {
    return this.#database.commit((draft) => {
      draft.adminTokens.put(token.tokenHash, { ...token, scopes: [...token.scopes] })
    })
  }

  async list(): Promise<AdminTokenRecord[]> {
    const tokens = [...this.#database.tables.adminTokens.values()]
    return tokens.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(recordOf)
  }

  async find(tokenHash: SecretHash): Promise<AdminTokenRecord | undefined> {
    const token = this.#database.tables.adminTokens.get(tokenHash)
    return token && recordOf(token)
  }

  touch(id: string, now: string): Promise<void> {
    return this.#database.commitAlone((draft) => {
      const token = this.#withId(id)
      if (token) draft.adminTokens.put(token.tokenHash, { ...token, lastUsedAt: now })
    })
  }

  remove(id: string): Promise<boolean> {
    return this.#database.commitAlone((draft) => {
      const token = this.#withId(id)
      if (token) draft.adminTokens.remove(token.tokenHash)
      return token !== undefined
    })
  }

  /** There are few. */
  #withId(id: string): AdminTokenRow | undefined {
    return this.#database.tables.adminTokens.values().find((token) => token.id === id)
  }
}

import type { PersonId } from '../../../shared/recognition.ts'
import type { AuditEntry, AuditQuery, AuditStore } from '../audit-store.ts'
import type { AuditRow } from '../rows.ts'
import type { Database } from './database.ts'

/** So many are forgotten in one go, so that nobody waits long behind it. */
const FORGOTTEN_MAX = 500

function concerns({ actor, target }: AuditEntry, personId: PersonId): boolean {
  return [actor, target].some((one) => one?.kind === 'person' && one.id === personId)
}

/** `AuditStore` on the tables; what each method promises is said there. */
export class LowdbAudit implements AuditStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  append(entry: AuditEntry): Promise<void> {
    return this.#database.commit((draft) => {
      draft.audit.put(entry.id, entry)
    })
  }

  async list({ before, personId, limit }: AuditQuery): Promise<{ entries: AuditEntry[]; hasMore: boolean }> {
    const found = this.#entries(this.#database.indexes.audit.descending(before))
      .filter((entry) => personId === undefined || concerns(entry, personId))
      .take(limit + 1)
      .toArray()
    return { entries: found.slice(0, limit), hasMore: found.length > limit }
  }

  forgetBefore(time: string): Promise<number> {
    return this.#database.commitAlone((draft) => {
      let forgotten = 0
      for (const { id, at } of this.#entries(this.#database.indexes.audit.ascending())) {
        if (at >= time || forgotten === FORGOTTEN_MAX) break
        draft.audit.remove(id)
        forgotten += 1
      }
      return forgotten
    })
  }

  *#entries(ids: Iterable<string>): Generator<AuditRow> {
    for (const id of ids) {
      const entry = this.#database.tables.audit.get(id)
      if (entry) yield entry
    }
  }
}

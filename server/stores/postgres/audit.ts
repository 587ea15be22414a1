import type { AuditEntry, AuditQuery, AuditStore } from '../audit-store.ts'
import type { Database } from './database.ts'

/** At most, in one statement. */
const FORGOTTEN_AT_ONCE = 500

export const ENTRY_COLUMNS = `
  id, at, action, json_build_object('kind', actor_kind, 'id', actor_id) as actor,
  case when target_kind is not null then json_build_object('kind', target_kind, 'id', target_id) end as target,
  address, request_id as "requestId", details`

export const APPEND = `
  insert into audit_log (
    id, at, action, actor_kind, actor_id, target_kind, target_id, address, request_id, details
  )
  select
    id, at, action, actor ->> 'kind', actor ->> 'id', target ->> 'kind', target ->> 'id', address, "requestId", details
  from jsonb_to_recordset($1) as entry (
    id text, at text, action text, actor jsonb, target jsonb, address text, "requestId" text, details jsonb
  )`

const LIST = `
  select ${ENTRY_COLUMNS} from audit_log where $1::text is null or id < $1 order by id desc limit $2`

const newest = (whose: string) => `
  select * from audit_log where ${whose} and ($1::text is null or id < $1) order by id desc limit $2`

/** The newest of each kind are the newest of both, and each are found by an index. */
const LIST_OF_PERSON = `
  select ${ENTRY_COLUMNS} from (
    (${newest(`actor_kind = 'person' and actor_id = $3`)})
    union
    (${newest(`target_kind = 'person' and target_id = $3`)})
  ) as entry order by id desc limit $2`

const FORGET = `
  delete from audit_log where id in (
    select id from audit_log where at < $1 order by at limit ${FORGOTTEN_AT_ONCE} for update skip locked
  )
  returning id`

/** `AuditStore` in a table; what each method promises is said there. */
export class PostgresAudit implements AuditStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  async append(entry: AuditEntry): Promise<void> {
    await this.#database.query(APPEND, [JSON.stringify([entry])])
  }

  async list({ before, personId, limit }: AuditQuery): Promise<{ entries: AuditEntry[]; hasMore: boolean }> {
    const values = [before ?? null, limit + 1]
    const entries = await (personId === undefined
      ? this.#database.query<AuditEntry>(LIST, values)
      : this.#database.query<AuditEntry>(LIST_OF_PERSON, [...values, personId]))
    return { entries: entries.slice(0, limit), hasMore: entries.length > limit }
  }

  async forgetBefore(time: string): Promise<number> {
    return (await this.#database.query(FORGET, [time])).length
  }
}

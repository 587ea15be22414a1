import type { StoreRow } from '../rows.ts'
import { TOKEN_COLUMNS } from './admin-tokens.ts'
import { ENTRY_COLUMNS } from './audit.ts'
import type { Database } from './database.ts'
import { PERSON_COLUMNS } from './people-rows.ts'
import { SPOT_COLUMNS } from './spots.ts'

/** Each gives its rows in one column, named as `StoreRow` names them. */
const TEXTS = [
  `select json_build_object(
    'adminTokenHash', admin_token_hash, 'values', company_values,
    'customerTeams', customer_teams, 'retention', retention, 'limits', limits
  ) as settings from settings`,
  rows('person', `select ${PERSON_COLUMNS} from people`, 'id'),
  rows('identity', 'select person_id as "personId", issuer, subject from identities', 'issuer, row.subject'),
  rows(
    'claim',
    `select id, handle, person_id as "personId", claimed_by as "claimedBy", created_at as "createdAt", refused
      from handle_claims`,
    'id',
  ),
  rows('"adminToken"', `select ${TOKEN_COLUMNS}, token_hash as "tokenHash" from admin_tokens`, 'id'),
  rows('audit', `select ${ENTRY_COLUMNS} from audit_log`, 'id'),
  rows('feed', `select person_id as "personId", position from feeds where position > 0`, '"personId"'),
  rows(
    'invite',
    `select code_hash as "codeHash", person_id as "personId", created_at as "createdAt",
      expires_at as "expiresAt", used_at as "usedAt" from invites`,
    '"codeHash"',
  ),
  rows(
    'session',
    `select id, token_hash as "tokenHash", person_id as "personId", device, granted_by as "grant",
      created_at as "createdAt", last_used_at as "lastUsedAt" from sessions`,
    '"tokenHash"',
  ),
  rows('recognition', `select ${SPOT_COLUMNS} from recognitions`, 'id'),
]

function rows(name: string, text: string, key: string): string {
  return `select to_json(row) as ${name} from (${text}) as row order by row.${key}`
}

/** `Store.rows`: a few at a time, however many there are. */
export async function* rowsOf(database: Database): AsyncGenerator<StoreRow> {
  for await (const batch of database.snapshot<StoreRow>(TEXTS)) yield* batch
}

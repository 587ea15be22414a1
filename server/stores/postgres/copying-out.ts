import type { StoreRow } from '../rows.ts'
import type { Database } from './database.ts'
import { PERSON_COLUMNS } from './people-rows.ts'
import { SPOT_COLUMNS } from './spots.ts'

/** Each gives its rows in one column, named as `StoreRow` names them. */
const TEXTS = [
  `select json_build_object('adminTokenHash', admin_token_hash, 'values', company_values) as settings from settings`,
  rows('person', `select ${PERSON_COLUMNS} from people`, 'id'),
  rows('feed', `select person_id as "personId", position from feeds where position > 0`, '"personId"'),
  rows(
    'invite',
    `select code_hash as "codeHash", person_id as "personId", created_at as "createdAt",
      expires_at as "expiresAt", used_at as "usedAt" from invites`,
    '"codeHash"',
  ),
  rows(
    'session',
    `select token_hash as "tokenHash", person_id as "personId", device, created_at as "createdAt" from sessions`,
    '"tokenHash"',
  ),
  rows(
    'recognition',
    `select ${SPOT_COLUMNS}, array(
      select json_build_object(
        'personId', person_id, 'role', role, 'position', position,
        'readAt', read_at, 'hiddenAt', hidden_at, 'publication', publication
      ) from parties where recognition_id = recognitions.id order by nth
    ) as parties from recognitions`,
    'id',
  ),
]

function rows(name: string, text: string, key: string): string {
  return `select to_json(row) as ${name} from (${text}) as row order by row.${key}`
}

/** `Store.rows`: a few at a time, however many there are. */
export async function* rowsOf(database: Database): AsyncGenerator<StoreRow> {
  for await (const batch of database.snapshot<StoreRow>(TEXTS)) yield* batch
}

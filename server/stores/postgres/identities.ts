import type { PersonId } from '../../../shared/recognition.ts'
import type { Identity, PersonRecord } from '../people-store.ts'
import type { Statements } from './database.ts'
import { PERSON_COLUMNS } from './people-rows.ts'

const FIND = `
  select ${PERSON_COLUMNS} from identities join people on people.id = identities.person_id
  where issuer = $1 and subject = $2`

/** Who is deactivated or erased meanwhile is seen here, or keeps no identity. */
const LOCK_ACTIVE = 'select from people where id = $1 and active for share'

const LINK = `
  insert into identities (issuer, subject, person_id) values ($1, $2, $3) on conflict do nothing`

const IS_LINKED = 'select from identities where issuer = $1 and subject = $2 and person_id = $3'

/** `PeopleStore.findByIdentity`. */
export async function findByIdentity(
  statements: Statements,
  { issuer, subject }: Identity,
): Promise<PersonRecord | undefined> {
  const [person] = await statements.query<PersonRecord>(FIND, [issuer, subject])
  return person
}

/** `PeopleStore.linkIdentity`, inside a transaction. */
export async function linkIdentity(
  statements: Statements,
  id: PersonId,
  { issuer, subject }: Identity,
): Promise<'linked' | 'taken' | 'not_found'> {
  const [active] = await statements.query(LOCK_ACTIVE, [id])
  if (!active) return 'not_found'
  const values = [issuer, subject, id]
  await statements.query(LINK, values)
  const [linked] = await statements.query(IS_LINKED, values)
  return linked ? 'linked' : 'taken'
}

import { emailKey, userNameKey } from '../folding.ts'
import type { DirectoryQuery, PersonRecord } from '../people-store.ts'
import type { Statements } from './database.ts'
import { PERSON_COLUMNS } from './people-rows.ts'

/** Of what is not asked the planner knows that it is null, and leaves it out. */
const DIRECTORY = `
  with fitting as not materialized (
    select ${PERSON_COLUMNS} from people
    where erased_at is null and (active or user_name is not null or external_id is not null)
      and ($1::text is null or user_name_key = $1)
      and ($2::text is null or external_id_key = $2)
      and ($3::text is null or email_key = $3)
  ), page as (
    select * from fitting order by id offset $4 limit $5
  )
  select
    (select count(*) from fitting) as total,
    (select coalesce(json_agg(page order by id), '[]') from page) as people`

const TEAMS = `
  select team as name, count(*) as people from people where active and team is not null
  group by team order by team collate "C"`

interface DirectoryPage {
  people: PersonRecord[]
  total: number
}

/** `PeopleStore.directory`. */
export async function readDirectory(
  statements: Statements,
  { userName, externalId, email, offset, limit }: DirectoryQuery,
): Promise<DirectoryPage> {
  const keys = [
    userName === undefined ? null : userNameKey(userName),
    externalId === undefined ? null : userNameKey(externalId),
    email === undefined ? null : emailKey(email),
  ]
  const [page] = await statements.query<DirectoryPage>(DIRECTORY, [...keys, offset, limit])
  return page ?? { people: [], total: 0 }
}

/** `PeopleStore.teams`. */
export function listTeams(statements: Statements): Promise<{ name: string; people: number }[]> {
  return statements.query(TEAMS)
}

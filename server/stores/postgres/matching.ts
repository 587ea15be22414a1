import type { PersonId } from '../../../shared/recognition.ts'
import { emailKey, fold, handleKey } from '../folding.ts'
import type { MatchAnswer, MatchQuestion, PersonRecord } from '../people-store.ts'
import type { Statements } from './database.ts'
import { PERSON_COLUMNS } from './people-rows.ts'

/** By address, by handle, by what the asker said of a handle that is nobody's, and by names that exactly one active person has. */
const MATCH = `
  select 'email' as by, people.email_key as key, ${PERSON_COLUMNS}
  from people where active and email_key = any($1)
  union all
  select 'handle', handles.key, ${PERSON_COLUMNS}
  from handles join people on people.id = handles.person_id where active and handles.key = any($2)
  union all
  select 'handle', claim.key, ${PERSON_COLUMNS}
  from handle_claims as claim join people on people.id = claim.person_id
  where active and claim.key = any($2) and claim.claimed_by = $4 and not claim.refused
    and not exists (select from handles where handles.key = claim.key)
  union all
  select 'name', people.name_key, ${PERSON_COLUMNS}
  from people where id in (
    select min(id) from people where active and name_key = any($3) group by name_key having count(*) = 1
  )`

type Match = PersonRecord & { by: MatchAnswer['by']; key: string }

type Keys = Partial<Record<MatchAnswer['by'], string>>

/** `PeopleStore.match`. */
export async function matchPeople(
  statements: Statements,
  questions: readonly MatchQuestion[],
  askedBy: PersonId,
): Promise<(MatchAnswer | null)[]> {
  const asked = questions.map(keysOf)
  const values = [
    asked.flatMap(({ email }) => email ?? []),
    asked.flatMap(({ handle }) => handle ?? []),
    asked.flatMap(({ name }) => name ?? []),
    askedBy,
  ]
  const matches = await statements.query<Match>(MATCH, values)
  const people = new Map(matches.map(({ by, key, ...person }) => [`${by} ${key}`, person]))
  return asked.map((keys) => answer(people, keys))
}

function keysOf({ email, handle, name }: MatchQuestion): Keys {
  return {
    ...(email !== undefined && { email: emailKey(email) }),
    ...(handle && { handle: handleKey(handle) }),
    ...(name !== undefined && { name: fold(name) }),
  }
}

function answer(people: ReadonlyMap<string, PersonRecord>, keys: Keys): MatchAnswer | null {
  for (const by of ['email', 'handle', 'name'] as const) {
    const person = keys[by] === undefined ? undefined : people.get(`${by} ${keys[by]}`)
    if (person) return { person, by }
  }
  return null
}

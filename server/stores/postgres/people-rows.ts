import { fold, foldedWords } from '../folding.ts'
import type { Handle, PersonRecord } from '../people-store.ts'
import type { Statements } from './database.ts'
import type { Hint } from './watching.ts'

export const PERSON_COLUMNS = `
  people.id, people.name, people.email, people.team, people.role, people.handles, people.active,
  people.created_at as "createdAt"`

export function emailKey(email: string): string {
  return email.trim().toLowerCase()
}

export function handleKey({ tool, origin, handle }: Handle): string {
  return [tool, origin.toLowerCase(), handle.toLowerCase()].join('\n')
}

/** A row of `people`, with what the database finds it by. */
function rowOf(person: PersonRecord) {
  const texts = [person.name, person.email, person.team ?? '']
  return {
    ...person,
    email_key: emailKey(person.email),
    name_key: fold(person.name),
    search_text: fold(texts.join(' ')),
    // A space before each word, so that ' part' is found where a word begins.
    search_words: foldedWords(...texts)
      .map((word) => ` ${word}`)
      .join(''),
  }
}

/** One row for each key, though a person may be written down with the same handle twice. */
function handleRowsOf(person: PersonRecord) {
  const keys = new Set(person.handles.map(handleKey))
  return [...keys].map((key) => ({ key, person_id: person.id }))
}

const PUT_PEOPLE = `
  insert into people (id, name, email, team, role, handles, active, created_at, email_key, name_key, search_text, search_words)
  select id, name, email, team, role, handles, active, "createdAt", email_key, name_key, search_text, search_words
  from jsonb_to_recordset($1) as person (
    id text, name text, email text, team text, role text, handles jsonb, active boolean, "createdAt" text,
    email_key text, name_key text, search_text text, search_words text
  )
  on conflict (id) do update set
    name = excluded.name, email = excluded.email, team = excluded.team, role = excluded.role,
    handles = excluded.handles, active = excluded.active, email_key = excluded.email_key,
    name_key = excluded.name_key, search_text = excluded.search_text, search_words = excluded.search_words`

const PUT_HANDLES = `
  insert into handles (key, person_id)
  select key, person_id from jsonb_to_recordset($1) as handle (key text, person_id text)`

/** Whoever is new has a feed from now on; for the others it counts that they were changed. */
const TOUCH_FEEDS = `
  insert into feeds (person_id, run)
  select person_id, current_run() from unnest($1::text[]) as person (person_id) order by person_id
  on conflict (person_id) do update set hint = feeds.hint + 1
  returning person_id as "personId", hint`

/** Stores people, new and known. What they gave up is free before anybody takes it. */
export async function putPeople(statements: Statements, people: readonly PersonRecord[]): Promise<Hint[]> {
  const ids = people.map(({ id }) => id)
  await statements.query(PUT_PEOPLE, [JSON.stringify(people.map(rowOf))])
  await statements.query('delete from handles where person_id = any($1)', [ids])
  await statements.query(PUT_HANDLES, [JSON.stringify(people.flatMap(handleRowsOf))])
  return statements.query<Hint>(TOUCH_FEEDS, [ids])
}

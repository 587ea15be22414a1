import { v7 as uuidv7 } from 'uuid'
import { emailKey, fold, foldedWords, handleKey, userNameKey } from '../folding.ts'
import { DEFAULT_PREFERENCES } from '../../../shared/preferences.ts'
import type { PersonId } from '../../../shared/recognition.ts'
import type { NewPerson, PersonRecord } from '../people-store.ts'
import type { Statements } from './database.ts'
import type { Hint } from './watching.ts'

export const PERSON_COLUMNS = `
  people.id, people.name, people.email, people.team, people.role, people.handles, people.active,
  people.user_name as "userName", people.external_id as "externalId", people.manager_id as "managerId",
  people.pending, people.created_at as "createdAt", people.erased_at as "erasedAt",
  people.preferences, people.suspended_at as "suspendedAt"`

export function newPerson(profile: NewPerson, now: string, id: PersonId = uuidv7()): PersonRecord {
  const unsaid = { userName: null, externalId: null, managerId: null, pending: false, suspendedAt: null }
  return {
    ...unsaid,
    preferences: DEFAULT_PREFERENCES,
    ...profile,
    id,
    active: true,
    createdAt: now,
    erasedAt: null,
  }
}

/** A row of `people`, with what the database finds it by. */
function rowOf(person: PersonRecord) {
  const texts = [person.name, person.email, person.team ?? '']
  return {
    ...person,
    email_key: person.erasedAt === null ? emailKey(person.email) : null,
    user_name_key: person.userName === null ? null : userNameKey(person.userName),
    external_id_key: person.externalId === null ? null : userNameKey(person.externalId),
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
  insert into people (
    id, name, email, team, role, handles, active, user_name, external_id, manager_id, pending, created_at, erased_at,
    preferences, suspended_at, email_key, user_name_key, external_id_key, name_key, search_text, search_words
  )
  select
    id, name, email, team, role, handles, active, "userName", "externalId", "managerId", pending, "createdAt", "erasedAt",
    preferences, "suspendedAt", email_key, user_name_key, external_id_key, name_key, search_text, search_words
  from jsonb_to_recordset($1) as person (
    id text, name text, email text, team text, role text, handles jsonb, active boolean,
    "userName" text, "externalId" text, "managerId" text, pending boolean, "createdAt" text, "erasedAt" text,
    preferences jsonb, "suspendedAt" text,
    email_key text, user_name_key text, external_id_key text, name_key text, search_text text, search_words text
  )
  on conflict (id) do update set
    name = excluded.name, email = excluded.email, team = excluded.team, role = excluded.role,
    handles = excluded.handles, active = excluded.active, user_name = excluded.user_name,
    external_id = excluded.external_id, manager_id = excluded.manager_id, pending = excluded.pending,
    erased_at = excluded.erased_at, preferences = excluded.preferences,
    suspended_at = excluded.suspended_at, email_key = excluded.email_key, user_name_key = excluded.user_name_key,
    external_id_key = excluded.external_id_key, name_key = excluded.name_key,
    search_text = excluded.search_text, search_words = excluded.search_words`

const PUT_HANDLES = `
  insert into handles (key, person_id)
  select key, person_id from jsonb_to_recordset($1) as handle (key text, person_id text)`

/** Whoever is new has a feed from now on; for the others it counts that they were changed. */
const TOUCH_FEEDS = `
  insert into feeds (person_id, run)
  select person_id, current_run() from unnest($1::text[]) as person (person_id) order by person_id
  on conflict (person_id) do update set hint = feeds.hint + 1
  returning person_id as "personId", hint`

/** Counts, for each of those people, that something concerns them. */
export function touchFeeds(statements: Statements, ids: readonly PersonId[]): Promise<Hint[]> {
  return statements.query<Hint>(TOUCH_FEEDS, [ids])
}

/** Stores people, new and known. What they gave up is free before anybody takes it. */
export async function putPeople(statements: Statements, people: readonly PersonRecord[]): Promise<Hint[]> {
  const ids = people.map(({ id }) => id)
  await statements.query(PUT_PEOPLE, [JSON.stringify(people.map(rowOf))])
  await statements.query('delete from handles where person_id = any($1)', [ids])
  await statements.query(PUT_HANDLES, [JSON.stringify(people.flatMap(handleRowsOf))])
  return touchFeeds(statements, ids)
}

import { v7 as uuidv7 } from 'uuid'
import type { PersonId } from '../../../shared/recognition.ts'
import { fold, foldedWords } from '../folding.ts'
import type {
  ImportOutcome,
  ImportRow,
  MatchAnswer,
  MatchQuestion,
  PeoplePage,
  PeoplePageQuery,
  PeopleStore,
  PersonOutcome,
  PersonPatch,
  PersonRecord,
  Profile,
} from '../people-store.ts'
import type { Database, Statements } from './database.ts'
import { isTaken } from './errors.ts'
import { importPeople } from './people-import.ts'
import { emailKey, handleKey, PERSON_COLUMNS, putPeople } from './people-rows.ts'
import type { Hint, Watching } from './watching.ts'

const LIST = `
  select ${PERSON_COLUMNS} from people
  where id > $1 and search_text like all ($2::text[])
  order by id limit $3`

const SEARCH = `
  select ${PERSON_COLUMNS} from people
  where active and id <> $1 and search_text like all ($2::text[])
  order by search_words like all ($3::text[]) desc, name_key, id
  limit $4`

/** By address, by handle, and by names that exactly one active person has. */
const MATCH = `
  select 'email' as by, people.email_key as key, ${PERSON_COLUMNS}
  from people where active and email_key = any($1)
  union all
  select 'handle', handles.key, ${PERSON_COLUMNS}
  from handles join people on people.id = handles.person_id where active and handles.key = any($2)
  union all
  select 'name', people.name_key, ${PERSON_COLUMNS}
  from people where id in (
    select min(id) from people where active and name_key = any($3) group by name_key having count(*) = 1
  )`

type Match = PersonRecord & { by: MatchAnswer['by']; key: string }

const LOCK_PERSON = `select ${PERSON_COLUMNS} from people where id = $1 for no key update`

/** In this order: a session that is being opened uses up its invite first, so it is seen and ended here. */
const END_ALL_ACCESS = [
  'delete from invites where person_id = $1',
  'delete from sessions where person_id = $1',
]

interface Stored {
  outcome: PersonOutcome
  hints: readonly Hint[]
}

/** `PeopleStore` in tables; what each method promises is said there. */
export class PostgresPeople implements PeopleStore {
  readonly #database: Database
  readonly #watching: Watching

  constructor(database: Database, watching: Watching) {
    this.#database = database
    this.#watching = watching
  }

  create(profile: Profile, now: string): Promise<PersonOutcome> {
    const person = { ...profile, id: uuidv7(), active: true, createdAt: now }
    return this.#store((statements) => put(statements, person))
  }

  async find(id: PersonId): Promise<PersonRecord | undefined> {
    const [person] = await this.#database.query<PersonRecord>(
      `select ${PERSON_COLUMNS} from people where id = $1`,
      [id],
    )
    return person
  }

  async list({ after = '', text = '', limit }: PeoplePageQuery): Promise<PeoplePage> {
    const values = [after, anywhere(text), limit + 1]
    const people = await this.#database.query<PersonRecord>(LIST, values)
    return { people: people.slice(0, limit), hasMore: people.length > limit }
  }

  update(id: PersonId, patch: PersonPatch): Promise<PersonOutcome> {
    return this.#store(async (statements) => {
      const [known] = await statements.query<PersonRecord>(LOCK_PERSON, [id])
      if (!known) return { outcome: { kind: 'not_found' }, hints: [] }
      const person = { ...known, ...patch }
      if (!person.active) for (const text of END_ALL_ACCESS) await statements.query(text, [id])
      return put(statements, person)
    })
  }

  async import(rows: readonly ImportRow[], how: { now: string; dryRun: boolean }): Promise<ImportOutcome[]> {
    const { outcomes, hints } = await this.#database.transaction((statements) =>
      importPeople(statements, rows, how),
    )
    this.#watching.stored(hints)
    return outcomes
  }

  search(text: string, { limit, except }: { limit: number; except: PersonId }): Promise<PersonRecord[]> {
    const begins = foldedWords(text).map((part) => `% ${part}%`)
    return this.#database.query<PersonRecord>(SEARCH, [except, anywhere(text), begins, limit])
  }

  async match(questions: readonly MatchQuestion[]): Promise<(MatchAnswer | null)[]> {
    const asked = questions.map(keysOf)
    const values = [
      asked.flatMap(({ email }) => email ?? []),
      asked.flatMap(({ handle }) => handle ?? []),
      asked.flatMap(({ name }) => name ?? []),
    ]
    const matches = await this.#database.query<Match>(MATCH, values)
    const people = new Map(matches.map(({ by, key, ...person }) => [`${by} ${key}`, person]))
    return asked.map((keys) => answer(people, keys))
  }

  async #store(work: (statements: Statements) => Promise<Stored>): Promise<PersonOutcome> {
    try {
      const { outcome, hints } = await this.#database.transaction(work)
      this.#watching.stored(hints)
      return outcome
    } catch (error) {
      if (isTaken(error, 'people_email_is_taken')) return { kind: 'taken', field: 'email' }
      if (isTaken(error, 'handle_is_taken')) return { kind: 'taken', field: 'handles' }
      throw error
    }
  }
}

async function put(statements: Statements, person: PersonRecord): Promise<Stored> {
  const hints = await putPeople(statements, [person])
  return { outcome: { kind: 'stored', person }, hints }
}

/** Patterns that each typed word fits; folded words hold letters and digits alone, no wildcard. */
function anywhere(text: string): string[] {
  return foldedWords(text).map((part) => `%${part}%`)
}

type Keys = Partial<Record<MatchAnswer['by'], string>>

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

import type { PreferencesChange } from '../../../shared/preferences.ts'
import type { PersonId } from '../../../shared/recognition.ts'
import { emailKey, foldedWords } from '../folding.ts'
import type {
  DirectoryQuery,
  Identity,
  ImportOutcome,
  ImportRow,
  MatchAnswer,
  MatchQuestion,
  NewPerson,
  PeoplePage,
  PeoplePageQuery,
  PeopleStore,
  PersonOutcome,
  PersonPatch,
  PersonRecord,
} from '../people-store.ts'
import { preferencesWith } from '../preferring.ts'
import type { Database, Statements } from './database.ts'
import { listTeams, readDirectory } from './directory.ts'
import { erase } from './erasing.ts'
import { isTaken } from './errors.ts'
import { findByIdentity, linkIdentity } from './identities.ts'
import { matchPeople } from './matching.ts'
import { importPeople } from './people-import.ts'
import { newPerson, PERSON_COLUMNS, putPeople, touchFeeds } from './people-rows.ts'
import { endAllAccess } from './sessions.ts'
import type { Hint, Watching } from './watching.ts'

const LIST = `
  select ${PERSON_COLUMNS} from people
  where id > $1 and erased_at is null and search_text like all ($2::text[])
  order by id limit $3`

const SEARCH = `
  select ${PERSON_COLUMNS} from people
  where active and id <> $1 and search_text like all ($2::text[])
  order by search_words like all ($3::text[]) desc, name_key, id
  limit $4`

/** Neither they nor their manager is erased meanwhile. */
const LOCK_PEOPLE = `
  select ${PERSON_COLUMNS} from people where id = any($1) and erased_at is null order by id for no key update`

/** What belongs to one person alone, by the rule that says so. */
const UNIQUE = [
  ['people_email_is_taken', 'email'],
  ['people_user_name_is_taken', 'userName'],
  ['handle_is_taken', 'handles'],
] as const

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

  create(profile: NewPerson, now: string): Promise<PersonOutcome> {
    const person = newPerson(profile, now)
    return this.#store(async (statements) =>
      put(statements, person, await lock(statements, [person.managerId])),
    )
  }

  async find(id: PersonId): Promise<PersonRecord | undefined> {
    const [person] = await this.#database.query<PersonRecord>(
      `select ${PERSON_COLUMNS} from people where id = $1`,
      [id],
    )
    return person
  }

  async findByEmail(email: string): Promise<PersonRecord | undefined> {
    const [person] = await this.#database.query<PersonRecord>(
      `select ${PERSON_COLUMNS} from people where email_key = $1`,
      [emailKey(email)],
    )
    return person
  }

  findByIdentity(identity: Identity): Promise<PersonRecord | undefined> {
    return findByIdentity(this.#database, identity)
  }

  linkIdentity(id: PersonId, identity: Identity): Promise<'linked' | 'taken' | 'not_found'> {
    return this.#database.transaction((statements) => linkIdentity(statements, id, identity))
  }

  directory(query: DirectoryQuery): Promise<{ people: PersonRecord[]; total: number }> {
    return readDirectory(this.#database, query)
  }

  teams(): Promise<{ name: string; people: number }[]> {
    return listTeams(this.#database)
  }

  async list({ after = '', text = '', limit }: PeoplePageQuery): Promise<PeoplePage> {
    const values = [after, anywhere(text), limit + 1]
    const people = await this.#database.query<PersonRecord>(LIST, values)
    return { people: people.slice(0, limit), hasMore: people.length > limit }
  }

  async erase(id: PersonId, now: string): Promise<boolean> {
    const { isKnown, hints } = await this.#database.transaction((statements) => erase(statements, id, now))
    this.#watching.stored(hints)
    return isKnown
  }

  async prefer(id: PersonId, change: PreferencesChange): Promise<PersonRecord | undefined> {
    const { person, hints } = await this.#database.transaction((statements) => prefer(statements, id, change))
    this.#watching.stored(hints)
    return person
  }

  update(id: PersonId, patch: PersonPatch): Promise<PersonOutcome> {
    return this.#store(async (statements) => {
      const locked = await lock(statements, [id, patch.managerId])
      const known = locked.get(id)
      if (!known) return { outcome: { kind: 'not_found' }, hints: [] }
      return put(statements, { ...known, ...patch }, locked, known)
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

  match(questions: readonly MatchQuestion[], askedBy: PersonId): Promise<(MatchAnswer | null)[]> {
    return matchPeople(this.#database, questions, askedBy)
  }

  async #store(work: (statements: Statements) => Promise<Stored>): Promise<PersonOutcome> {
    try {
      const { outcome, hints } = await this.#database.transaction(work)
      this.#watching.stored(hints)
      return outcome
    } catch (error) {
      const [, field] = UNIQUE.find(([constraint]) => isTaken(error, constraint)) ?? []
      if (field) return { kind: 'taken', field }
      throw error
    }
  }
}

const PREFER = `update people set preferences = $2 where id = $1 returning ${PERSON_COLUMNS}`

async function prefer(statements: Statements, id: PersonId, change: PreferencesChange) {
  const known = (await lock(statements, [id])).get(id)
  if (!known?.active) return { person: undefined, hints: [] }
  const preferences = JSON.stringify(preferencesWith(known.preferences, change))
  const [person] = await statements.query<PersonRecord>(PREFER, [id, preferences])
  return { person, hints: await touchFeeds(statements, [id]) }
}

type Locked = ReadonlyMap<PersonId, PersonRecord>

/** Those of them who are here. */
async function lock(statements: Statements, ids: readonly (PersonId | null | undefined)[]): Promise<Locked> {
  const people = await statements.query<PersonRecord>(LOCK_PEOPLE, [ids.filter((id) => id != null)])
  return new Map(people.map((person) => [person.id, person]))
}

async function put(
  statements: Statements,
  person: PersonRecord,
  locked: Locked,
  known?: PersonRecord,
): Promise<Stored> {
  const { id, managerId } = person
  const hasManager = managerId === null || managerId === known?.managerId || locked.has(managerId)
  if (!hasManager || managerId === id) return { outcome: { kind: 'no_manager' }, hints: [] }
  if (known && !person.active) await endAllAccess(statements, id)
  const hints = await putPeople(statements, [person])
  return { outcome: { kind: 'stored', person }, hints }
}

/** Patterns that each typed word fits; folded words hold letters and digits alone, no wildcard. */
function anywhere(text: string): string[] {
  return foldedWords(text).map((part) => `%${part}%`)
}

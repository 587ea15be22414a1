import { isDeepStrictEqual } from 'node:util'
import { v7 as uuidv7 } from 'uuid'
import type { PersonId } from '../../../shared/recognition.ts'
import { emailKey, fold, foldedWords, handleKey, rank } from '../folding.ts'
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
import { endAllAccess } from './access.ts'
import type { Database } from './database.ts'
import { Holders } from './holders.ts'
import type { Draft } from './tables.ts'

/** Thrown inside a transaction to leave it without a trace. */
class NothingStored extends Error {}

/** `PeopleStore` on the tables; what each method promises is said there. */
export class LowdbPeople implements PeopleStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  create(profile: Profile, now: string): Promise<PersonOutcome> {
    return this.#database.commitAlone((draft) => this.#put(draft, this.#holders(), newPerson(profile, now)))
  }

  async find(id: PersonId): Promise<PersonRecord | undefined> {
    const person = this.#database.tables.people.get(id)
    return person
  }

  async list({ after = '', text = '', limit }: PeoplePageQuery): Promise<PeoplePage> {
    const typed = foldedWords(text)
    const people = [...this.#database.tables.people.values()]
      .filter(({ id }) => id > after && this.#rank(typed, id) !== null)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    return { people: people.slice(0, limit), hasMore: people.length > limit }
  }

  update(id: PersonId, patch: PersonPatch): Promise<PersonOutcome> {
    return this.#database.commitAlone((draft) => {
      const person = draft.people.get(id)
      if (!person) return { kind: 'not_found' }
      const outcome = this.#put(draft, this.#holders(), { ...person, ...patch })
      if (outcome.kind === 'stored' && !outcome.person.active) endAllAccess(draft, this.#database.indexes, id)
      return outcome
    })
  }

  async import(
    rows: readonly ImportRow[],
    { now, dryRun }: { now: string; dryRun: boolean },
  ): Promise<ImportOutcome[]> {
    const outcomes: ImportOutcome[] = []
    try {
      await this.#database.commitAlone((draft) => {
        const holders = this.#holders()
        for (const row of rows) outcomes.push(this.#importRow(draft, holders, row, now))
        if (dryRun || outcomes.some(({ outcome }) => outcome === 'invalid')) throw new NothingStored()
      })
    } catch (error) {
      if (!(error instanceof NothingStored)) throw error
    }
    return outcomes
  }

  async search(
    text: string,
    { limit, except }: { limit: number; except: PersonId },
  ): Promise<PersonRecord[]> {
    const typed = foldedWords(text)
    const found = [...this.#database.tables.people.values()]
      .filter(({ id, active }) => active && id !== except)
      .map((person) => ({ person, rank: this.#rank(typed, person.id) }))
      .filter((hit): hit is { person: PersonRecord; rank: 0 | 1 } => hit.rank !== null)
      .toSorted((a, b) => a.rank - b.rank || a.person.name.localeCompare(b.person.name))
    return found.slice(0, limit).map(({ person }) => person)
  }

  async match(questions: readonly MatchQuestion[]): Promise<(MatchAnswer | null)[]> {
    return questions.map((question) => this.#matchOne(question))
  }

  #matchOne({ email, handle, name }: MatchQuestion): MatchAnswer | null {
    const { personByEmail, personByHandle, peopleByName } = this.#database.indexes
    const byEmail = email === undefined ? undefined : this.#findActive(personByEmail.get(emailKey(email)))
    if (byEmail) return { person: byEmail, by: 'email' }
    const byHandle = handle && this.#findActive(personByHandle.get(handleKey(handle)))
    if (byHandle) return { person: byHandle, by: 'handle' }
    if (name === undefined) return null
    const namesakes = [...peopleByName.get(fold(name))].flatMap((id) => this.#findActive(id) ?? [])
    const [only] = namesakes
    return only && namesakes.length === 1 ? { person: only, by: 'name' } : null
  }

  #holders(): Holders {
    return new Holders(this.#database.indexes)
  }

  #findActive(id: PersonId | undefined): PersonRecord | undefined {
    const person = id === undefined ? undefined : this.#database.tables.people.get(id)
    return person?.active ? person : undefined
  }

  #rank(typed: readonly string[], id: PersonId): 0 | 1 | null {
    const text = this.#database.indexes.searchTexts.get(id)
    return text ? rank(typed, text.words, text.whole) : null
  }

  #put(draft: Draft, holders: Holders, person: PersonRecord): PersonOutcome {
    const field = holders.findTaken(person)
    if (field) return { kind: 'taken', field }
    holders.pass(draft.people.get(person.id), person)
    draft.people.put(person.id, person)
    return { kind: 'stored', person: person }
  }

  #importRow(draft: Draft, holders: Holders, row: ImportRow, now: string): ImportOutcome {
    const holderId = holders.ofEmail(emailKey(row.email))
    const known = holderId === undefined ? undefined : draft.people.get(holderId)
    if (!known) {
      const profile = { name: row.name, email: row.email, team: row.team ?? null, handles: row.handles ?? [] }
      return importOutcome(
        'created',
        this.#put(draft, holders, newPerson({ ...profile, role: 'member' }, now)),
      )
    }
    const { team = known.team, handles = known.handles } = row
    const updated = { ...known, name: row.name, email: row.email, team, handles }
    if (isDeepStrictEqual(updated, known)) return { outcome: 'unchanged' }
    return importOutcome('updated', this.#put(draft, holders, updated))
  }
}

function importOutcome(outcome: 'created' | 'updated', stored: PersonOutcome): ImportOutcome {
  return stored.kind === 'taken' ? { outcome: 'invalid', field: stored.field } : { outcome }
}

function newPerson(profile: Profile, now: string): PersonRecord {
  return { ...profile, id: uuidv7(), active: true, createdAt: now }
}

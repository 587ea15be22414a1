import type { PreferencesChange } from '../../../shared/preferences.ts'
import type { PersonId } from '../../../shared/recognition.ts'
import { emailKey, foldedWords, identityKey, rank, userNameKey } from '../folding.ts'
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
import { endAllAccess } from './access.ts'
import { preferencesWith } from '../preferring.ts'
import type { Database } from './database.ts'
import type { Draft } from './draft.ts'
import { erasePerson } from './erasing.ts'
import { Holders } from './holders.ts'
import { Matching } from './matching.ts'
import { PeopleImport } from './people-import.ts'
import { hasGoodManager, newPerson, putPerson } from './people-rows.ts'

/** Thrown inside a transaction to leave it without a trace. */
class NothingStored extends Error {}

const byId = (a: PersonRecord, b: PersonRecord) => (a.id < b.id ? -1 : 1)

/** Of the deactivated, those whom a directory still has. */
const isListed = ({ active, userName, externalId }: PersonRecord) =>
  active || userName !== null || externalId !== null

/** Whether somebody fits all that the query names. */
function fits(person: PersonRecord, { userName, externalId, email }: DirectoryQuery): boolean {
  const isSame = (asked: string | undefined, has: string | null) =>
    asked === undefined || (has !== null && userNameKey(asked) === userNameKey(has))
  return (
    isSame(userName, person.userName) && isSame(externalId, person.externalId) && isSame(email, person.email)
  )
}

/** `PeopleStore` on the tables; what each method promises is said there. */
export class LowdbPeople implements PeopleStore {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  create(profile: NewPerson, now: string): Promise<PersonOutcome> {
    return this.#database.commitAlone((draft) => this.#put(draft, newPerson(profile, now)))
  }

  async find(id: PersonId): Promise<PersonRecord | undefined> {
    return this.#database.tables.people.get(id)
  }

  async findByEmail(email: string): Promise<PersonRecord | undefined> {
    const { tables, indexes } = this.#database
    const id = indexes.personByEmail.get(emailKey(email))
    return id === undefined ? undefined : tables.people.get(id)
  }

  async findByIdentity(identity: Identity): Promise<PersonRecord | undefined> {
    const { identities, people } = this.#database.tables
    const known = identities.get(identityKey(identity))
    return known && people.get(known.personId)
  }

  linkIdentity(id: PersonId, { issuer, subject }: Identity): Promise<'linked' | 'taken' | 'not_found'> {
    return this.#database.commitAlone((draft) => {
      if (!draft.people.get(id)?.active) return 'not_found'
      const key = identityKey({ issuer, subject })
      const known = draft.identities.get(key)
      if (known) return known.personId === id ? 'linked' : 'taken'
      if (this.#issuersOf(id).includes(issuer)) return 'taken'
      draft.identities.put(key, { personId: id, issuer, subject })
      return 'linked'
    })
  }

  async directory(query: DirectoryQuery): Promise<{ people: PersonRecord[]; total: number }> {
    const people = this.#known().filter((person) => isListed(person) && fits(person, query))
    const { offset, limit } = query
    return { people: people.toSorted(byId).slice(offset, offset + limit), total: people.length }
  }

  async teams(): Promise<{ name: string; people: number }[]> {
    const counts = new Map<string, number>()
    for (const { team, active } of this.#database.tables.people.values())
      if (active && team !== null) counts.set(team, (counts.get(team) ?? 0) + 1)
    return [...counts]
      .map(([name, people]) => ({ name, people }))
      .toSorted((a, b) => a.name.localeCompare(b.name))
  }

  async list({ after = '', text = '', limit }: PeoplePageQuery): Promise<PeoplePage> {
    const typed = foldedWords(text)
    const people = [...this.#database.tables.people.values()]
      .filter(({ id }) => id > after && this.#rank(typed, id) !== null)
      .toSorted(byId)
    return { people: people.slice(0, limit), hasMore: people.length > limit }
  }

  update(id: PersonId, patch: PersonPatch): Promise<PersonOutcome> {
    return this.#database.commitAlone((draft) => {
      const person = draft.people.get(id)
      if (!person || person.erasedAt !== null) return { kind: 'not_found' }
      const outcome = this.#put(draft, { ...person, ...patch })
      if (outcome.kind === 'stored' && !outcome.person.active) endAllAccess(draft, this.#database.indexes, id)
      return outcome
    })
  }

  prefer(id: PersonId, change: PreferencesChange): Promise<PersonRecord | undefined> {
    return this.#database.commitAlone((draft) => {
      const person = draft.people.get(id)
      if (!person?.active) return undefined
      const preferring = { ...person, preferences: preferencesWith(person.preferences, change) }
      draft.people.put(id, preferring)
      return preferring
    })
  }

  erase(id: PersonId, now: string): Promise<boolean> {
    return this.#database.commitAlone((draft) => {
      const person = draft.people.get(id)
      if (person?.erasedAt === null) erasePerson(draft, this.#database, person, now)
      return person !== undefined
    })
  }

  async import(
    rows: readonly ImportRow[],
    { now, dryRun }: { now: string; dryRun: boolean },
  ): Promise<ImportOutcome[]> {
    let outcomes: ImportOutcome[] = []
    try {
      await this.#database.commitAlone((draft) => {
        outcomes = new PeopleImport(draft, this.#database.indexes, now).take(rows)
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

  async match(questions: readonly MatchQuestion[], askedBy: PersonId): Promise<(MatchAnswer | null)[]> {
    const matching = new Matching(this.#database.tables, this.#database.indexes, askedBy)
    return questions.map((question) => matching.answer(question))
  }

  /** Everybody but those who were erased. */
  #known(): PersonRecord[] {
    return [...this.#database.tables.people.values()].filter(({ erasedAt }) => erasedAt === null)
  }

  #issuersOf(id: PersonId): string[] {
    const { tables, indexes } = this.#database
    return [...indexes.identitiesOf.get(id)].flatMap((key) => tables.identities.get(key)?.issuer ?? [])
  }

  #rank(typed: readonly string[], id: PersonId): 0 | 1 | null {
    const text = this.#database.indexes.searchTexts.get(id)
    return text ? rank(typed, text.words, text.whole) : null
  }

  #put(draft: Draft, person: PersonRecord): PersonOutcome {
    if (!hasGoodManager(draft, person)) return { kind: 'no_manager' }
    return putPerson(draft, new Holders(this.#database.indexes), person)
  }
}

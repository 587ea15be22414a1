import { isDeepStrictEqual } from 'node:util'
import { v7 as uuidv7 } from 'uuid'
import type { PersonId } from '../../../shared/recognition.ts'
import { emailKey, handleKey } from '../folding.ts'
import type { ImportOutcome, ImportRow, PersonRecord } from '../people-store.ts'
import type { Statements } from './database.ts'
import { newPerson, PERSON_COLUMNS, putPeople } from './people-rows.ts'
import type { Hint } from './watching.ts'

/** Nobody else changes people meanwhile, or is about to; reading goes on, and so do bright spots. */
const LOCK_PEOPLE = 'lock table people in exclusive mode'

/** Those whom the rows name, as managers too, and those who hold what the rows ask for. */
const CONCERNED = `
  select ${PERSON_COLUMNS} from people
  where email_key = any($1) or id in (select person_id from handles where key = any($2))`

/** The people concerned, as they are after the rows so far. */
class Concerned {
  readonly changed = new Map<PersonId, PersonRecord>()
  readonly #byEmail = new Map<string, PersonRecord>()
  readonly #handleHolders = new Map<string, PersonId>()

  constructor(people: readonly PersonRecord[]) {
    for (const person of people) this.#remember(person)
  }

  ofEmail(email: string): PersonRecord | undefined {
    return this.#byEmail.get(emailKey(email))
  }

  holdsAnother(person: PersonRecord): boolean {
    const holders = person.handles.map((handle) => this.#handleHolders.get(handleKey(handle)))
    return holders.some((holder) => holder !== undefined && holder !== person.id)
  }

  put(before: PersonRecord | undefined, after: PersonRecord): void {
    for (const handle of before?.handles ?? []) this.#handleHolders.delete(handleKey(handle))
    this.#remember(after)
    this.changed.set(after.id, after)
  }

  #remember(person: PersonRecord): void {
    this.#byEmail.set(emailKey(person.email), person)
    for (const handle of person.handles) this.#handleHolders.set(handleKey(handle), person.id)
  }
}

/** Whose id each address is, or will be: whoever is new has theirs before the first row is looked at. */
class Ids {
  readonly #byEmail: ReadonlyMap<string, PersonId>

  constructor(concerned: Concerned, rows: readonly ImportRow[]) {
    const emails = new Set(rows.map(({ email }) => emailKey(email)))
    const managers = rows.flatMap(({ manager }) => concerned.ofEmail(manager ?? '') ?? [])
    this.#byEmail = new Map([
      ...managers.map(({ email, id }) => [emailKey(email), id] as const),
      ...[...emails].map((email) => [email, concerned.ofEmail(email)?.id ?? uuidv7()] as const),
    ])
  }

  of(email: string): PersonId | undefined {
    return this.#byEmail.get(emailKey(email))
  }
}

/** What a row makes of somebody. */
interface Wanted extends Omit<ImportRow, 'manager'> {
  id: PersonId
  /** Undefined when the row does not name any. */
  managerId: PersonId | null | undefined
}

/** @returns undefined when its manager is nobody, or the person. */
function wantedBy({ manager, ...row }: ImportRow, ids: Ids): Wanted | undefined {
  const id = ids.of(row.email)
  const managerId = manager == null ? manager : ids.of(manager)
  const isNobody = manager != null && managerId === undefined
  return id === undefined || isNobody || managerId === id ? undefined : { ...row, id, managerId }
}

function importRow(concerned: Concerned, ids: Ids, row: ImportRow, now: string): ImportOutcome {
  const wanted = wantedBy(row, ids)
  if (!wanted) return { outcome: 'invalid', field: 'manager' }
  const known = concerned.ofEmail(row.email)
  const person = known ? updated(known, wanted) : created(wanted, now)
  if (known && isDeepStrictEqual(person, known)) return { outcome: 'unchanged' }
  if (concerned.holdsAnother(person)) return { outcome: 'invalid', field: 'handles' }
  concerned.put(known, person)
  return { outcome: known ? 'updated' : 'created' }
}

function updated(known: PersonRecord, wanted: Wanted): PersonRecord {
  const { name, email, team = known.team, handles = known.handles, managerId = known.managerId } = wanted
  return { ...known, name, email, team, handles, managerId }
}

function created(
  { id, name, email, team = null, handles = [], managerId }: Wanted,
  now: string,
): PersonRecord {
  return newPerson({ name, email, team, role: 'member', handles, managerId: managerId ?? null }, now, id)
}

/** `PeopleStore.import`, inside a transaction. */
export async function importPeople(
  statements: Statements,
  rows: readonly ImportRow[],
  { now, dryRun }: { now: string; dryRun: boolean },
): Promise<{ outcomes: ImportOutcome[]; hints: readonly Hint[] }> {
  if (!dryRun) await statements.query(LOCK_PEOPLE)
  const emails = rows.flatMap(({ email, manager }) => [email, manager ?? []].flat().map(emailKey))
  const handles = rows.flatMap((row) => (row.handles ?? []).map(handleKey))
  const concerned = new Concerned(await statements.query<PersonRecord>(CONCERNED, [emails, handles]))
  const ids = new Ids(concerned, rows)
  const outcomes = rows.map((row) => importRow(concerned, ids, row, now))
  const isStored = !dryRun && outcomes.every(({ outcome }) => outcome !== 'invalid')
  const hints = isStored ? await putPeople(statements, [...concerned.changed.values()]) : []
  return { outcomes, hints }
}

import { isDeepStrictEqual } from 'node:util'
import { v7 as uuidv7 } from 'uuid'
import type { PersonId } from '../../../shared/recognition.ts'
import type { ImportOutcome, ImportRow, PersonRecord } from '../people-store.ts'
import type { Statements } from './database.ts'
import { emailKey, handleKey, PERSON_COLUMNS, putPeople } from './people-rows.ts'
import type { Hint } from './watching.ts'

/** Nobody else changes people meanwhile; reading goes on, and so do bright spots. */
const LOCK_PEOPLE = 'lock table people in share row exclusive mode'

/** Those whom the rows name, and those who hold what the rows ask for. */
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

function importRow(concerned: Concerned, row: ImportRow, now: string): ImportOutcome {
  const known = concerned.ofEmail(row.email)
  const person = known ? updated(known, row) : created(row, now)
  if (known && isDeepStrictEqual(person, known)) return { outcome: 'unchanged' }
  if (concerned.holdsAnother(person)) return { outcome: 'invalid', field: 'handles' }
  concerned.put(known, person)
  return { outcome: known ? 'updated' : 'created' }
}

function updated(known: PersonRecord, row: ImportRow): PersonRecord {
  const { name, email, team = known.team, handles = known.handles } = row
  return { ...known, name, email, team, handles }
}

function created({ name, email, team = null, handles = [] }: ImportRow, now: string): PersonRecord {
  return { id: uuidv7(), name, email, team, role: 'member', handles, active: true, createdAt: now }
}

/** `PeopleStore.import`, inside a transaction. */
export async function importPeople(
  statements: Statements,
  rows: readonly ImportRow[],
  { now, dryRun }: { now: string; dryRun: boolean },
): Promise<{ outcomes: ImportOutcome[]; hints: readonly Hint[] }> {
  if (!dryRun) await statements.query(LOCK_PEOPLE)
  const emails = rows.map(({ email }) => emailKey(email))
  const handles = rows.flatMap((row) => (row.handles ?? []).map(handleKey))
  const concerned = new Concerned(await statements.query<PersonRecord>(CONCERNED, [emails, handles]))
  const outcomes = rows.map((row) => importRow(concerned, row, now))
  const isStored = !dryRun && outcomes.every(({ outcome }) => outcome !== 'invalid')
  const hints = isStored ? await putPeople(statements, [...concerned.changed.values()]) : []
  return { outcomes, hints }
}

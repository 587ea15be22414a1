import { isDeepStrictEqual } from 'node:util'
import { v7 as uuidv7 } from 'uuid'
import type { PersonId } from '../../../shared/recognition.ts'
import { emailKey } from '../folding.ts'
import type { ImportOutcome, ImportRow } from '../people-store.ts'
import type { PersonRow } from '../rows.ts'
import type { Draft } from './draft.ts'
import { Holders } from './holders.ts'
import type { Indexes } from './indexes.ts'
import { newPerson, putPerson } from './people-rows.ts'

const NO_MANAGER: ImportOutcome = { outcome: 'invalid', field: 'manager' }

/** One import, on one draft. Its rows may name each other, whichever comes first. */
export class PeopleImport {
  readonly #draft: Draft
  readonly #indexes: Indexes
  readonly #now: string
  readonly #holders: Holders
  /** Of all that the rows are about, those too who are new. */
  readonly #ids = new Map<string, PersonId>()

  constructor(draft: Draft, indexes: Indexes, now: string) {
    this.#draft = draft
    this.#indexes = indexes
    this.#now = now
    this.#holders = new Holders(indexes)
  }

  take(rows: readonly ImportRow[]): ImportOutcome[] {
    for (const { email } of rows) this.#ids.set(emailKey(email), this.#idOf(email) ?? uuidv7())
    return rows.map((row) => this.#takeRow(row))
  }

  #takeRow(row: ImportRow): ImportOutcome {
    const id = this.#idOf(row.email) ?? uuidv7()
    const known = this.#draft.people.get(id)
    const managerId = this.#managerOf(row, known)
    if (managerId === undefined || managerId === id) return NO_MANAGER
    const { name, email, team = known?.team ?? null, handles = known?.handles ?? [] } = row
    const begun = known ?? newPerson({ name, email, team, handles, role: 'member' }, this.#now)
    const person = { ...begun, id, name, email, team, handles, managerId }
    return isDeepStrictEqual(person, known) ? { outcome: 'unchanged' } : this.#put(person, known)
  }

  #put(person: PersonRow, known: PersonRow | undefined): ImportOutcome {
    const stored = putPerson(this.#draft, this.#holders, person)
    if (stored.kind === 'taken' && stored.field !== 'userName')
      return { outcome: 'invalid', field: stored.field }
    return { outcome: known ? 'updated' : 'created' }
  }

  /** Undefined when nobody has the address. */
  #managerOf({ manager }: ImportRow, known: PersonRow | undefined): PersonId | null | undefined {
    if (manager === undefined) return known?.managerId ?? null
    return manager === null ? null : this.#idOf(manager)
  }

  #idOf(email: string): PersonId | undefined {
    const key = emailKey(email)
    return this.#ids.get(key) ?? this.#indexes.personByEmail.get(key)
  }
}

import type { PersonId } from '../../../shared/recognition.ts'
import { emailKey, fold, handleKey } from '../folding.ts'
import type { Handle, MatchAnswer, MatchQuestion, PersonRecord } from '../people-store.ts'
import type { Indexes } from './indexes.ts'
import type { Tables } from './tables.ts'

/** Finds out whom a page means. */
export class Matching {
  readonly #tables: Tables
  readonly #indexes: Indexes
  readonly #askedBy: PersonId

  constructor(tables: Tables, indexes: Indexes, askedBy: PersonId) {
    this.#tables = tables
    this.#indexes = indexes
    this.#askedBy = askedBy
  }

  answer({ email, handle, name }: MatchQuestion): MatchAnswer | null {
    const byEmail = email === undefined ? undefined : this.#byEmail(email)
    if (byEmail) return { person: byEmail, by: 'email' }
    const byHandle = handle && this.#byHandle(handle)
    if (byHandle) return { person: byHandle, by: 'handle' }
    const byName = name === undefined ? undefined : this.#byName(name)
    return byName ? { person: byName, by: 'name' } : null
  }

  #byEmail(email: string): PersonRecord | undefined {
    return this.#findActive(this.#indexes.personByEmail.get(emailKey(email)))
  }

  #byHandle(handle: Handle): PersonRecord | undefined {
    const key = handleKey(handle)
    return this.#findActive(this.#indexes.personByHandle.get(key) ?? this.#claimed(key))
  }

  /** Who it is by the word of who asks. */
  #claimed(key: string): PersonId | undefined {
    const claims = [...this.#indexes.claimsOfHandle.get(key)].map((id) => this.#tables.claims.get(id))
    return claims.find((claim) => claim?.claimedBy === this.#askedBy && !claim.refused)?.personId
  }

  #byName(name: string): PersonRecord | undefined {
    const ids = [...this.#indexes.peopleByName.get(fold(name))]
    const namesakes = ids.flatMap((id) => this.#findActive(id) ?? [])
    return namesakes.length === 1 ? namesakes[0] : undefined
  }

  #findActive(id: PersonId | undefined): PersonRecord | undefined {
    const person = id === undefined ? undefined : this.#tables.people.get(id)
    return person?.active ? person : undefined
  }
}

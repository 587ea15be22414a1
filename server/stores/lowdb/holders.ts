import type { PersonId } from '../../../shared/recognition.ts'
import { emailKey, handleKey, userNameKey } from '../folding.ts'
import type { PersonRow } from '../rows.ts'
import type { Indexes } from './indexes.ts'

type Field = 'email' | 'handles' | 'userName'

/** What a person holds, by the field that it is in. */
function keysOf({ email, handles, userName }: PersonRow): [Field, string][] {
  return [
    ['email', emailKey(email)],
    ...handles.map((handle): [Field, string] => ['handles', handleKey(handle)]),
    ...(userName === null ? [] : [['userName', userNameKey(userName)] satisfies [Field, string]]),
  ]
}

/** Who holds an address, a handle or a user name, one transaction's changes included. Each belongs to one person at most. */
export class Holders {
  readonly #indexes: Indexes
  readonly #passed = {
    email: new Map<string, PersonId | undefined>(),
    handles: new Map<string, PersonId | undefined>(),
    userName: new Map<string, PersonId | undefined>(),
  }

  constructor(indexes: Indexes) {
    this.#indexes = indexes
  }

  /** Which field of `person` belongs to somebody else. */
  findTaken(person: PersonRow): Field | undefined {
    const [field] = keysOf(person).find(([name, key]) => this.#isOf(name, key, person.id) === false) ?? []
    return field
  }

  /** Frees what `before` held and gives `after` what is theirs. */
  pass(before: PersonRow | undefined, after: PersonRow): void {
    for (const [field, key] of before ? keysOf(before) : []) this.#passed[field].set(key, undefined)
    for (const [field, key] of keysOf(after)) this.#passed[field].set(key, after.id)
  }

  /** @returns undefined when it is nobody's. */
  #isOf(field: Field, key: string, id: PersonId): boolean | undefined {
    const passed = this.#passed[field]
    const holder = passed.has(key) ? passed.get(key) : this.#before(field).get(key)
    return holder === undefined ? undefined : holder === id
  }

  #before(field: Field): ReadonlyMap<string, PersonId> {
    const { personByEmail, personByHandle, personByUserName } = this.#indexes
    return { email: personByEmail, handles: personByHandle, userName: personByUserName }[field]
  }
}

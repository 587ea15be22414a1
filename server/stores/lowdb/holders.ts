import type { PersonId } from '../../../shared/recognition.ts'
import { emailKey, handleKey } from '../folding.ts'
import type { PersonRow } from '../rows.ts'
import type { Indexes } from './indexes.ts'

/** Who holds an e-mail address or a handle, one transaction's changes included. Both belong to one person at most. */
export class Holders {
  readonly #indexes: Indexes
  readonly #emails = new Map<string, PersonId | undefined>()
  readonly #handles = new Map<string, PersonId | undefined>()

  constructor(indexes: Indexes) {
    this.#indexes = indexes
  }

  ofEmail(key: string): PersonId | undefined {
    return this.#emails.has(key) ? this.#emails.get(key) : this.#indexes.personByEmail.get(key)
  }

  ofHandle(key: string): PersonId | undefined {
    return this.#handles.has(key) ? this.#handles.get(key) : this.#indexes.personByHandle.get(key)
  }

  /** Which field of `person` belongs to somebody else. */
  findTaken({ id, email, handles }: PersonRow): 'email' | 'handles' | undefined {
    const isOther = (holder: PersonId | undefined) => holder !== undefined && holder !== id
    if (isOther(this.ofEmail(emailKey(email)))) return 'email'
    return handles.some((handle) => isOther(this.ofHandle(handleKey(handle)))) ? 'handles' : undefined
  }

  /** Frees what `before` held and gives `after` what is theirs. */
  pass(before: PersonRow | undefined, after: PersonRow): void {
    if (before) this.#emails.set(emailKey(before.email), undefined)
    for (const handle of before?.handles ?? []) this.#handles.set(handleKey(handle), undefined)
    this.#emails.set(emailKey(after.email), after.id)
    for (const handle of after.handles) this.#handles.set(handleKey(handle), after.id)
  }
}

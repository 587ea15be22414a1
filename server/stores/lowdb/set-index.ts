const NONE: ReadonlySet<string> = new Set()

/** The keys of rows by what they have in common. */
export class SetIndex {
  readonly #sets = new Map<string, Set<string>>()

  get(key: string): ReadonlySet<string> {
    return this.#sets.get(key) ?? NONE
  }

  add(key: string, value: string): void {
    this.#sets.set(key, (this.#sets.get(key) ?? new Set()).add(value))
  }

  remove(key: string, value: string): void {
    const values = this.#sets.get(key)
    values?.delete(value)
    if (values?.size === 0) this.#sets.delete(key)
  }
}

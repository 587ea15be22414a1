/** Things of which there may be one only, by what they are called. */
export class Names {
  readonly #seen = new Set<string>()

  has(name: string): boolean {
    return this.#seen.has(name)
  }

  /** @returns false when it was there before. */
  add(name: string): boolean {
    const isNew = !this.#seen.has(name)
    this.#seen.add(name)
    return isNew
  }
}

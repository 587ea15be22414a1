/** Why something is not moved, in words for the person who typed the command. Nothing has changed then. */
export class Refusal extends Error {
  constructor(words: string, options?: ErrorOptions) {
    super(words, options)
    this.name = 'Refusal'
  }
}

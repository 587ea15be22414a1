import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type { Device } from './device.ts'
import type { Kept, Model } from './model.ts'

interface Reading {
  id: RecognitionId
  readerId: PersonId
}

/** What people did on their devices and may rely on, whatever the network and the server went through. */
export class Promises {
  readonly #model: Model
  readonly #sends = new Set<RecognitionId>()
  #readings: Reading[] = []

  constructor(model: Model) {
    this.#model = model
  }

  written(id: RecognitionId): void {
    this.#sends.add(id)
  }

  takenBack(id: RecognitionId): void {
    this.#sends.delete(id)
  }

  /**
   * A device that has not heard of a restored backup may read what the server is still to deliver: once that arrives it is
   * unread again, and nothing better was promised.
   */
  read(id: RecognitionId, readerId: PersonId): void {
    const reading = { id, readerId }
    if (this.#isThere(reading)) this.#readings.push(reading)
  }

  /** Puts the model back to a backup. What was acknowledged after it is lost; what was not, is still to come. */
  putBack(kept: Kept, devices: readonly Device[]): void {
    for (const { acknowledged } of devices)
      for (const id of acknowledged) if (!kept.has(id)) this.#sends.delete(id)
    const untold = this.#untold()
    this.#model.putBack(kept)
    this.#readings = untold.filter((reading) => this.#isThere(reading))
  }

  /** What was not kept, in words. */
  broken(): string[] {
    const unsent = [...this.#sends].filter((id) => !this.#model.has(id))
    return [
      ...unsent.map((id) => `${id} was never sent`),
      ...this.#untold().map(({ id }) => `${id} was read and is unread`),
    ]
  }

  #untold(): Reading[] {
    return this.#readings.filter((reading) => this.#isThere(reading) && !this.#isKnown(reading))
  }

  #isThere({ id, readerId }: Reading): boolean {
    return this.#model.viewOf(readerId).some((seen) => seen.id === id)
  }

  #isKnown({ id, readerId }: Reading): boolean {
    return this.#model.viewOf(readerId).some((seen) => seen.id === id && seen.readAt !== null)
  }
}

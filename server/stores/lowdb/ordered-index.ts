import { OrderedSet } from '@js-sdsl/ordered-set'
import type { RecognitionId } from '../../../shared/recognition.ts'

const AFTER_ALL = '\uffff'

/** Keys in their own order. */
export class OrderedIndex {
  readonly #keys = new OrderedSet<string>()

  add(key: string): void {
    this.#keys.insert(key)
  }

  remove(key: string): void {
    this.#keys.eraseElementByKey(key)
  }

  /** The library's own iteration would make a list of the whole set first. */
  *ascending(after = ''): Generator<string> {
    for (const place = this.#keys.upperBound(after); place.isAccessible(); place.next()) yield place.pointer
  }

  /** From the last on, or from the one before that place. */
  *descending(before = AFTER_ALL): Generator<string> {
    const first = this.#keys.begin()
    const place = this.#keys.reverseUpperBound(before)
    while (place.isAccessible()) {
      yield place.pointer
      if (place.equals(first)) return
      place.pre()
    }
  }
}

/** ISO times of one length sort as text does. */
const timeKey = (time: string, id: RecognitionId) => `${time} ${id}`
const idIn = (key: string): RecognitionId => key.slice(key.indexOf(' ') + 1)

/** Bright spots in the order of a time; of one moment, in that of their ids. */
export class TimeIndex {
  readonly #keys = new OrderedIndex()

  add(time: string, id: RecognitionId): void {
    this.#keys.add(timeKey(time, id))
  }

  remove(time: string, id: RecognitionId): void {
    this.#keys.remove(timeKey(time, id))
  }

  /** From the earliest on, or from the one after that place. */
  *ascending(after?: { time: string; id: RecognitionId }): Generator<RecognitionId> {
    const place = after && timeKey(after.time, after.id)
    for (const key of this.#keys.ascending(place)) yield idIn(key)
  }

  /** From the latest on, or from the one before that place. */
  *descending(before?: { time: string; id: RecognitionId }): Generator<RecognitionId> {
    const place = before && timeKey(before.time, before.id)
    for (const key of this.#keys.descending(place)) yield idIn(key)
  }
}

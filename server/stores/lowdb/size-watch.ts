/** So many bright spots the store is made for. */
export const SUPPORTED_SIZE = 100_000

/** When it is time to think of a move, and when it is time to move. */
const MARKS = [80_000, SUPPORTED_SIZE]

const NUMBERS = new Intl.NumberFormat('en')

/** Says in time that the store gets too large for its kind, and what to do: once at each mark, and no other number. Private ones are counted for nobody. */
export class SizeWatch {
  readonly #folder: string
  readonly #warn: (line: string) => void
  #next = MARKS[0]

  /** @param folder as it stands in the store's address. */
  constructor(folder: string, warn: (line: string) => void) {
    this.#folder = folder
    this.#warn = warn
  }

  /** Told of how many there are, whenever there may be more. */
  look(size: number): void {
    const passed = MARKS.findLast((mark) => mark <= size)
    if (this.#next === undefined || passed === undefined || passed < this.#next) return
    this.#next = MARKS.find((mark) => mark > size)
    this.#warn(
      `The store has ${NUMBERS.format(passed)} bright spots or more, and this kind is made for ${NUMBERS.format(SUPPORTED_SIZE)}. To move to PostgreSQL stop the server, run: npm run store -- copy lowdb:${this.#folder} postgres://USER:PASSWORD@HOST/DATABASE, and set STORE_URL to that address`,
    )
  }
}

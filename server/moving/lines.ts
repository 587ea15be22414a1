import { Refusal } from './refusal.ts'

/** Far more than the longest row has: what is longer was not written by us, and would fill the memory. */
const LINE_MAX_BYTES = 4 * 1024 * 1024
const NEWLINE = 0x0a

export interface Line {
  /** As editors count: from 1. */
  number: number
  text: string
  /** Whether a line break ends it. */
  isWhole: boolean
}

/** Collects the bytes of one line, however many chunks they come in. */
class LineBuffer {
  #pieces: Uint8Array[] = []
  #bytes = 0
  #number = 1

  get isEmpty(): boolean {
    return this.#bytes === 0
  }

  add(piece: Uint8Array): void {
    this.#bytes += piece.length
    if (this.#bytes > LINE_MAX_BYTES)
      throw new Refusal(`Line ${this.#number} is longer than any that Bright Spots writes`)
    if (piece.length > 0) this.#pieces.push(piece)
  }

  take(isWhole: boolean): Line {
    const line = { number: this.#number, text: this.#decoded(), isWhole }
    this.#pieces = []
    this.#bytes = 0
    this.#number += 1
    return line
  }

  #decoded(): string {
    try {
      // Leaves out a byte order mark.
      return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(this.#pieces))
    } catch (cause) {
      throw new Refusal(`Line ${this.#number} is damaged: it is not UTF-8`, { cause })
    }
  }
}

/**
 * The lines of a text, with as little of it in memory as can be. `node:readline` would also end a line at U+2028, which JSON may hold.
 * @throws Refusal for what is no text.
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const buffer = new LineBuffer()
  for await (const chunk of chunks) {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      buffer.add(chunk.subarray(start, end))
      yield buffer.take(true)
      start = end + 1
    }
    buffer.add(chunk.subarray(start))
  }
  if (!buffer.isEmpty) yield buffer.take(false)
}

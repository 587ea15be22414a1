import { createReadStream } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import type { Disk } from './disk.ts'
import { codeOf, replaceFile } from './disk.ts'
import type { JournalEntry } from './journal-line.ts'
import { writeEntry, writeHeader } from './journal-line.ts'
import type { Replay } from './journal-replay.ts'
import { replay } from './journal-replay.ts'

/** Read so many at a time: after months without a stop there may be more than a buffer holds. */
const CHUNK_BYTES = 1 << 20

/**
 * `bright-spots.journal`: a line for each transaction since the checkpoint, only ever appended to.
 * A batch of lines counts once it is written whole and synced; nobody is told of it before.
 */
export class Journal {
  readonly #path: string
  readonly #disk: Disk
  #file: FileHandle | undefined
  #isKnown = false
  #hasLines = false
  /** Where the synced part ends, in bytes. */
  #length = 0

  constructor(path: string, disk: Disk) {
    this.#path = path
    this.#disk = disk
  }

  /**
   * Hands on all entries that come after the line `after`, the last one that the checkpoint has.
   * @returns undefined when there is no journal.
   * @throws CannotStart when it is damaged, or not the one that belongs to the checkpoint.
   */
  async read(after: number, take: (entry: JournalEntry) => void): Promise<Replay | undefined> {
    try {
      return await replay({ path: this.#path, chunks: this.#chunks(), after }, take)
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
      return undefined
    }
  }

  /** Begins anew, in a file of its own, after a checkpoint that has all lines up to `after`. */
  async begin(after: number): Promise<void> {
    const header = writeHeader(after)
    await this.close()
    await replaceFile(this.#disk, this.#path, header)
    this.#length = Buffer.byteLength(header)
    this.#hasLines = false
    await this.goOn()
  }

  /** Opens the file that was read or begun, to append to it. */
  async goOn(): Promise<void> {
    this.#file = await this.#disk.open(this.#path, 'a', 0o600)
    this.#isKnown = true
  }

  /** Whether it is known what the file has: not after a failed sync, which may have dropped anything. */
  get isKnown(): boolean {
    return this.#isKnown
  }

  /** Whether there is anything after the header. */
  get hasLines(): boolean {
    return this.#hasLines
  }

  /** Resolves when all of them would survive a power cut. When it rejects, `cut` takes away what is left of them. */
  async append(entries: readonly JournalEntry[]): Promise<void> {
    const lines = Buffer.from(entries.map(writeEntry).join(''))
    await this.#opened().writeFile(lines)
    await this.#sync()
    this.#length += lines.length
    this.#hasLines = true
  }

  /** Only while it is known what the file has. */
  async cut(): Promise<void> {
    await this.#opened().truncate(this.#length)
  }

  async close(): Promise<void> {
    const file = this.#file
    this.#file = undefined
    this.#isKnown = false
    await file?.close()
  }

  async *#chunks(): AsyncGenerator<Buffer> {
    const chunks: AsyncIterable<Buffer> = createReadStream(this.#path, { highWaterMark: CHUNK_BYTES })
    for await (const chunk of chunks) {
      this.#length += chunk.length
      yield chunk
    }
  }

  async #sync(): Promise<void> {
    try {
      await this.#opened().datasync()
    } catch (error) {
      this.#isKnown = false
      throw error
    }
  }

  #opened(): FileHandle {
    if (!this.#file) throw Object.assign(new Error('The journal is closed'), { code: 'EBADF' })
    return this.#file
  }
}

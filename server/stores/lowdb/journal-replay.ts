import { CannotStart } from '../../cannot-start.ts'
import { FILE_VERSION } from './file.ts'
import type { JournalEntry, JournalHeader } from './journal-line.ts'
import { readEntry, readHeader } from './journal-line.ts'
import { upToDate } from './older-changes.ts'

const NEWLINE = 0x0a

/** The lines of a file, as many at a time as come; it may be larger than a buffer can be. The last one may have no end. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  let begun: Buffer[] = []
  for await (const chunk of chunks) {
    const lines: string[] = []
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      lines.push(Buffer.concat([...begun, chunk.subarray(start, end)]).toString())
      begun = []
      start = end + 1
    }
    if (start < chunk.length) begun.push(chunk.subarray(start))
    yield lines
  }
  if (begun.length > 0) yield [Buffer.concat(begun).toString()]
}

/** What the journal has after the checkpoint beside it. */
export interface Replay {
  /** The last line that counts. */
  last: number
  /** So many of them the checkpoint does not have. */
  newLines: number
  /** Whether an older version wrote it: no line of this one belongs in it. */
  isOlder: boolean
  /**
   * Whether it cannot be appended to: it ends in lines that nobody was told of, because the power went while they were
   * written; or before the checkpoint does, or is empty.
   */
  isTorn: boolean
}

/** What to do about it, said in each of the refusals. */
const ADVICE =
  'put a backup of the whole folder in its place; to go on without what was stored since the last start, replace the journal by an empty file'

interface Source {
  path: string
  chunks: AsyncIterable<Buffer>
  /** The last line that the checkpoint has. */
  after: number
}

/**
 * Reads a journal, and hands on what the checkpoint does not have, in order.
 *
 * A line that is not whole is torn, and is cut off with all that follows, when nothing behind it was ever synced: each
 * line names the first one of its batch, and a batch is written only when the one before it is down. Otherwise the line is
 * damaged: what was acknowledged is behind it, and not in the checkpoint.
 * @throws CannotStart naming the file and the line, when it is damaged or not the one that belongs to the checkpoint; what
 * was handed on by then counts for nothing.
 */
export async function replay(
  { path, chunks, after }: Source,
  take: (entry: JournalEntry) => void,
): Promise<Replay> {
  let reading: Reading | undefined
  let number = 0
  for await (const lines of linesOf(chunks))
    for (const text of lines) {
      number += 1
      if (reading) reading.read(text, number)
      else reading = new Reading({ path, header: checkHeader(path, text, after), after, take })
    }
  return reading?.end() ?? { last: after, newLines: 0, isOlder: false, isTorn: true }
}

function checkHeader(path: string, text: string, checkpoint: number): JournalHeader {
  const header = readHeader(text)
  if (!header) throw damaged(path, 1)
  if (header.version > FILE_VERSION)
    throw new CannotStart(
      `${path} was written by a newer version of this server (this one reads up to ${FILE_VERSION}): start that one`,
    )
  if (header.after > checkpoint)
    throw new CannotStart(
      `${path} begins after line ${header.after + 1}, but the file beside it ends at ${checkpoint}: they are not of one moment; ${ADVICE}`,
    )
  return header
}

interface Span {
  path: string
  header: JournalHeader
  after: number
  take: (entry: JournalEntry) => void
}

/** The lines behind the header, one after the other. */
class Reading {
  readonly #span: Span
  readonly #isOlder: boolean
  #last: number
  #newLines = 0
  #brokenAt: number | undefined

  constructor(span: Span) {
    this.#span = span
    this.#isOlder = span.header.version < FILE_VERSION
    this.#last = span.header.after
  }

  read(text: string, number: number): void {
    const entry = readEntry(text)
    if (this.#brokenAt === undefined && entry?.seq === this.#last + 1) return this.#count(entry)
    this.#brokenAt ??= number
    const { path, after } = this.#span
    if (entry && entry.first > Math.max(this.#last, after) + 1) throw damaged(path, this.#brokenAt)
  }

  end(): Replay {
    const last = this.#last
    const isTorn = this.#brokenAt !== undefined || last < this.#span.after
    return { last, newLines: this.#newLines, isOlder: this.#isOlder, isTorn }
  }

  #count(entry: JournalEntry): void {
    this.#last = entry.seq
    if (entry.seq <= this.#span.after) return
    this.#newLines += 1
    this.#span.take(this.#isOlder ? { ...entry, changes: entry.changes && upToDate(entry.changes) } : entry)
  }
}

function damaged(path: string, line: number): CannotStart {
  return new CannotStart(`${path} is damaged in line ${line}: ${ADVICE}`)
}

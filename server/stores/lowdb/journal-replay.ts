import { CannotStart } from '../../cannot-start.ts'
import { FILE_VERSION } from './file.ts'
import type { JournalEntry } from './journal-line.ts'
import { readEntry, readHeader } from './journal-line.ts'

const NEWLINE = 0x0a

/** The lines of a file that may be larger than a string can be; the last one may have no end. */
function* linesOf(content: Buffer): Generator<string> {
  let start = 0
  while (start < content.length) {
    const end = content.indexOf(NEWLINE, start)
    yield content.toString('utf8', start, end === -1 ? content.length : end)
    if (end === -1) return
    start = end + 1
  }
}

/** What the journal says after the checkpoint beside it. */
export interface Replay {
  entries: JournalEntry[]
  /**
   * Whether it cannot be appended to: it ends in lines that nobody was told of, because the power went while they were
   * written; or before the checkpoint does, or is empty.
   */
  isTorn: boolean
}

/** What to do about it, said in each of the refusals. */
const ADVICE =
  'put a backup of the whole folder in its place; to go on without what was stored since the last start, replace the journal by an empty file'

/**
 * Reads a journal from its bytes.
 *
 * A line that is not whole is torn, and is cut off with all that follows, when nothing behind it was ever synced: each
 * line names the first one of its batch, and a batch is written only when the one before it is down. Otherwise the line is
 * damaged: what was acknowledged is behind it, and not in the checkpoint.
 * @param after the last line that the checkpoint has.
 * @throws CannotStart naming the file and the line, when it is damaged or not the one that belongs to the checkpoint.
 */
export function replay(path: string, content: Buffer, after: number): Replay {
  const lines = linesOf(content)
  const { done, value: first } = lines.next()
  if (done) return { entries: [], isTorn: true }
  return readLines(path, lines, { from: checkHeader(path, first, after), after })
}

/** @returns the line that the first one comes after. */
function checkHeader(path: string, text: string, checkpoint: number): number {
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
  return header.after
}

interface Span {
  from: number
  after: number
}

function readLines(path: string, lines: Iterable<string>, { from, after }: Span): Replay {
  const entries: JournalEntry[] = []
  let number = 1
  let last = from
  let brokenAt: number | undefined
  for (const text of lines) {
    number += 1
    const entry = readEntry(text)
    if (brokenAt === undefined && entry?.seq === last + 1) {
      last = entry.seq
      if (last > after) entries.push(entry)
    } else {
      brokenAt ??= number
      if (entry && entry.first > Math.max(last, after) + 1) throw damaged(path, brokenAt)
    }
  }
  return { entries, isTorn: brokenAt !== undefined || last < after }
}

function damaged(path: string, line: number): CannotStart {
  return new CannotStart(`${path} is damaged in line ${line}: ${ADVICE}`)
}

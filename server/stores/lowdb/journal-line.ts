import { checksum } from './checksum.ts'
import { FILE_VERSION } from './file.ts'
import type { Changes } from './tables.ts'

/** One transaction in the journal. Lines of one batch are written and synced together, and acknowledged together. */
export interface JournalEntry {
  /** Counts up by one from line to line, through checkpoints too. */
  seq: number
  /** The first line of its batch. All lines before that one were synced when this one was written. */
  first: number
  /** Nothing, for a line that only tried whether the disk takes lines. */
  changes: Changes | null
}

/** The journal's first line. */
export interface JournalHeader {
  product: 'bright-spots-journal'
  version: number
  /** The last line that the checkpoint beside it has: the first one here comes after it. */
  after: number
}

const LINE = /^\{"sum":"([0-9a-f]{8})","line":(.+)\}$/s

function write(content: JournalEntry | JournalHeader): string {
  const json = JSON.stringify(content)
  return `{"sum":"${checksum(json)}","line":${json}}\n`
}

/** @returns undefined for what was never written so. */
function read(text: string): unknown {
  const [, sum, json = ''] = LINE.exec(text) ?? []
  return sum !== undefined && sum === checksum(json) ? JSON.parse(json) : undefined
}

export const writeEntry = (entry: JournalEntry): string => write(entry)

export function writeHeader(after: number): string {
  return write({ product: 'bright-spots-journal', version: FILE_VERSION, after })
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** A checksum that fits says that this server wrote it: its content needs no further look. */
export function readHeader(text: string): JournalHeader | undefined {
  const line = read(text)
  const isHeader = (value: unknown): value is JournalHeader => isObject(value) && 'product' in value
  return isHeader(line) ? line : undefined
}

/** Likewise. @returns undefined for a line that is torn or damaged. */
export function readEntry(text: string): JournalEntry | undefined {
  const line = read(text)
  const isEntry = (value: unknown): value is JournalEntry => isObject(value) && 'seq' in value
  return isEntry(line) ? line : undefined
}

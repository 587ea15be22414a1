import * as v from 'valibot'
import packageJson from '../../package.json' with { type: 'json' }
import { StoreRow } from '../stores/rows.ts'
import { Counts, countRow, NOTHING } from './counts.ts'
import type { Line } from './lines.ts'
import { readLines } from './lines.ts'
import { Refusal } from './refusal.ts'

/** An export is NDJSON: a header, a row a line, and at the end how many of each kind there were. */

/** Raised when there are rows that an older server does not know. All older ones are read. */
const FORMAT = 3
/** About as much as the system takes in one write. */
const CHUNK_LENGTH = 64 * 1024

const Header = v.object({
  product: v.literal('bright-spots'),
  format: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** Of the server that wrote it. */
  version: v.string(),
  exportedAt: v.string(),
})

const Ending = v.strictObject({ counts: Counts })

async function* linesOf(rows: AsyncIterable<StoreRow>, exportedAt: Date): AsyncGenerator<object> {
  yield {
    product: 'bright-spots',
    format: FORMAT,
    version: packageJson.version,
    exportedAt: exportedAt.toISOString(),
  } satisfies v.InferOutput<typeof Header>
  const counts = { ...NOTHING }
  for await (const row of rows) {
    countRow(counts, row)
    yield row
  }
  yield { counts } satisfies v.InferOutput<typeof Ending>
}

/** The text of an export, in chunks of a size that suits writing. */
export async function* writeRows(rows: AsyncIterable<StoreRow>, exportedAt: Date): AsyncGenerator<string> {
  let chunk = ''
  for await (const line of linesOf(rows, exportedAt)) {
    chunk += `${JSON.stringify(line)}\n`
    if (chunk.length >= CHUNK_LENGTH) {
      yield chunk
      chunk = ''
    }
  }
  yield chunk
}

function parse({ number, text, isWhole }: Line): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (!isWhole) throw truncated(number, cause)
    throw new Refusal(`Line ${number} is damaged: it is not JSON`, { cause })
  }
}

function truncated(lineNumber: number, cause?: unknown): Refusal {
  return new Refusal(
    `The export ends too early, at line ${lineNumber}: its last line, with the counts, is missing. It was not written or copied to its end`,
    { cause },
  )
}

/** npm prints lines of its own before what a script prints: they came along when somebody forgot `--silent`. */
function isOfNpm({ text }: Line): boolean {
  return text.trim() === '' || text.startsWith('> ')
}

function checkHeader(line: Line): void {
  const notOurs = `Line ${line.number} is not the header of an export: this file was not made by Bright Spots`
  let header: unknown
  try {
    header = JSON.parse(line.text)
  } catch (cause) {
    throw new Refusal(notOurs, { cause })
  }
  if (!v.is(Header, header)) throw new Refusal(notOurs)
  if (header.format > FORMAT)
    throw new Refusal(
      `The export has a newer format (${header.format}, of Bright Spots ${header.version}) than this version knows: bring this one up to date first`,
    )
}

/** The place and the reason of the fault that lies deepest: it belongs to the kind of row that was meant. */
function describeIssue(issues: v.InferIssue<typeof StoreRow>[]): string {
  const all = issues.flatMap((issue) => [issue, ...(issue.issues ?? [])])
  const [deepest] = all.toSorted((a, b) => (b.path?.length ?? 0) - (a.path?.length ?? 0))
  if (!deepest?.path) return 'it is no row of a store'
  return `${v.getDotPath(deepest) ?? 'a key'}: ${deepest.message}`
}

function readRow(value: unknown, { number }: Line): StoreRow {
  const row = v.safeParse(StoreRow, value)
  if (!row.success) throw new Refusal(`Line ${number} is damaged: ${describeIssue(row.issues)}`)
  return row.output
}

function compareCounts(stated: Counts, found: Counts): void {
  for (const [kind, count] of Object.entries(found)) {
    const expected = stated[kind as keyof Counts]
    if (expected !== count)
      throw new Refusal(
        `The counts do not match: the last line says ${expected} of the kind '${kind}', and there are ${count}. Lines were lost or added`,
      )
  }
}

/**
 * Reads the header and leaves the rest, so that a file which is none of ours is refused before anything else is done.
 * @returns the lines after it.
 */
async function openExport(chunks: AsyncIterable<Uint8Array>): Promise<AsyncGenerator<Line>> {
  const lines = readLines(chunks)
  let next = await lines.next()
  while (!next.done && isOfNpm(next.value)) next = await lines.next()
  if (next.done) throw new Refusal('The export is empty')
  checkHeader(next.value)
  return lines
}

async function* rowsOf(lines: AsyncIterable<Line>): AsyncGenerator<StoreRow> {
  const counts = { ...NOTHING }
  let ending: Counts | undefined
  let lastNumber = 1
  for await (const line of lines) {
    lastNumber = line.number
    if (ending && line.text.trim() === '') continue
    if (ending) throw new Refusal(`Line ${line.number} comes after the counts, which end an export`)
    const value = parse(line)
    const end = v.safeParse(Ending, value)
    if (end.success) ending = end.output.counts
    else {
      const row = readRow(value, line)
      countRow(counts, row)
      yield row
    }
  }
  if (!ending) throw truncated(lastNumber)
  compareCounts(ending, counts)
}

/**
 * Reads an export.
 * @returns its rows; what is wrong with one of them, or with their number, is thrown where it is found.
 * @throws Refusal when it does not begin as one.
 */
export async function readRows(chunks: AsyncIterable<Uint8Array>): Promise<AsyncGenerator<StoreRow>> {
  return rowsOf(await openExport(chunks))
}

/** What an export says of itself in its last line, for those who want to know before they read it; undefined when the end is damaged. */
export function findCounts(end: string): Counts | undefined {
  try {
    return v.parse(Ending, JSON.parse(end.trimEnd().split('\n').at(-1) ?? '')).counts
  } catch {
    return undefined
  }
}

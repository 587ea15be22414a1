import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'
import type { ImportRow } from '../stores/people-store.ts'
import { ProfileEmail, ProfileHandles, ProfileName, ProfileTeam } from './schemas.ts'

const COLUMNS = new Set(['name', 'email', 'team', 'manager', 'handles'])
const NEEDED_COLUMNS = ['name', 'email']
const COLUMN_RULE =
  'The first line must name the columns name, email and, if wanted, team, manager and handles, each once'

/** A row of the file: what it says, or what is wrong with it. `line` is where it ends, counted from 1. */
export type CsvRow = { line: number; email: string } & ({ row: ImportRow } | { message: string })

interface ParsedRow {
  record: Record<string, string>
  info: { lines: number }
}

const CsvPerson = v.object({
  name: ProfileName,
  email: ProfileEmail,
  team: v.exactOptional(v.nullable(ProfileTeam)),
  manager: v.exactOptional(v.nullable(ProfileEmail)),
  handles: v.exactOptional(ProfileHandles),
})

function readHeader(header: readonly string[]): string[] {
  const columns = header.map((column) => column.trim().toLowerCase())
  const isKnown = columns.every((column) => COLUMNS.has(column))
  const isWhole = NEEDED_COLUMNS.every((column) => columns.includes(column))
  if (!isKnown || !isWhole || new Set(columns).size !== columns.length)
    throw new Problem('invalid_request', columnRule(columns))
  return columns
}

/** What many spreadsheets write, depending on their language, are semicolons. */
function columnRule(columns: readonly string[]): string {
  const hasSemicolons = !columns.includes('email') && columns.some((column) => column.includes(';'))
  return hasSemicolons ? `${COLUMN_RULE}: separate the columns by commas` : COLUMN_RULE
}

function countOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0
}

function cells(count: number): string {
  return count === 1 ? '1 cell' : `${count} cells`
}

/** What is wrong, in words, and nothing of what the file says. */
function describeError(error: CsvError): string {
  const line = `Line ${String(error['lines'])}`
  if (error.code === 'CSV_RECORD_INCONSISTENT_COLUMNS')
    return `${line} has ${cells(countOf(error['record']))}, the first line has ${countOf(error['columns'])}`
  if (error.code === 'CSV_QUOTE_NOT_CLOSED') return `${line} is not valid CSV: a quote is not closed`
  return `${line} is not valid CSV (${error.code})`
}

function parseRows(text: string): ParsedRow[] {
  if (text.trim() === '') throw new Problem('invalid_request', COLUMN_RULE)
  try {
    return parse(text, { bom: true, columns: readHeader, info: true, skip_empty_lines: true, trim: true })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new Problem('invalid_request', describeError(error))
  }
}

/** `tool|origin|handle`, separated by semicolons. */
function readHandles(cell: string): unknown[] {
  const entries = cell.split(';').map((entry) => entry.trim())
  return entries
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [tool, origin, ...handle] = entry.split('|').map((part) => part.trim())
      return { tool, origin, handle: handle.join('|') }
    })
}

/** An empty cell empties the field; a column that is not there leaves it as it is. */
function readRow({ record, info }: ParsedRow): CsvRow {
  const { name, email = '', team, manager, handles } = record
  const row = v.safeParse(CsvPerson, {
    name,
    email,
    ...(team === undefined ? {} : { team: team || null }),
    ...(manager === undefined ? {} : { manager: manager || null }),
    ...(handles === undefined ? {} : { handles: readHandles(handles) }),
  })
  const place = { line: info.lines, email }
  if (row.success) return { ...place, row: row.output }
  const [issue] = row.issues
  const rule = issue.message.startsWith('must ') ? issue.message : 'is not valid'
  return { ...place, message: `${v.getDotPath(issue) ?? 'The row'} ${rule}` }
}

function refuseRepeats(rows: readonly CsvRow[]): CsvRow[] {
  const firstLines = new Map<string, number>()
  return rows.map((row) => {
    const key = row.email.toLowerCase()
    const first = firstLines.get(key)
    if (first === undefined || 'message' in row) {
      firstLines.set(key, first ?? row.line)
      return row
    }
    return { line: row.line, email: row.email, message: `email repeats that of line ${first}` }
  })
}

/**
 * Reads people from CSV with a header line, each row by itself.
 * @throws Problem `invalid_request` when it is no CSV or has other columns.
 */
export function readPeopleCsv(text: string): CsvRow[] {
  return refuseRepeats(parseRows(text).map(readRow))
}

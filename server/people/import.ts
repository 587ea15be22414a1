import * as v from 'valibot'
import type { ImportOutcome, PeopleStore } from '../stores/people-store.ts'
import type { CsvRow } from './csv.ts'

const COUNTED = ['created', 'updated', 'unchanged', 'invalid'] as const
/** `valid`: it would have been stored, had there been no invalid one. */
const OUTCOMES = [...COUNTED, 'valid'] as const

const ReportRow = v.object({
  line: v.number(),
  email: v.string(),
  outcome: v.picklist(OUTCOMES),
  message: v.exactOptional(v.string()),
})
type ReportRow = v.InferOutput<typeof ReportRow>

/** What an import did, or with `dryRun` would do, row by row. Nothing is stored while one row is invalid. */
export const ImportReport = v.object({
  rows: v.array(ReportRow),
  created: v.number(),
  updated: v.number(),
  unchanged: v.number(),
  invalid: v.number(),
})
export type ImportReport = v.InferOutput<typeof ImportReport>

const FAULTS = {
  email: 'the e-mail address belongs to somebody else',
  handles: 'a handle belongs to somebody else',
  manager: 'nobody else has that address, neither here nor in the file',
}

function reportRow({ line, email }: CsvRow, outcome: ImportOutcome | undefined): ReportRow {
  if (outcome?.outcome !== 'invalid') return { line, email, outcome: outcome?.outcome ?? 'invalid' }
  const { field } = outcome
  return { line, email, outcome: 'invalid', message: `${field}: ${FAULTS[field]}` }
}

function countOutcomes(rows: readonly ReportRow[]): Record<(typeof COUNTED)[number], number> {
  const counts = { created: 0, updated: 0, unchanged: 0, invalid: 0 }
  for (const { outcome } of rows) if (outcome !== 'valid') counts[outcome] += 1
  return counts
}

/** All rows or none: beside an invalid one nothing was created, updated or left. */
function refuseTogether(rows: ReportRow[]): ReportRow[] {
  if (rows.every(({ outcome }) => outcome !== 'invalid')) return rows
  return rows.map((row) => (row.outcome === 'invalid' ? row : { ...row, outcome: 'valid' }))
}

/** Stores the rows, all or none; rows that cannot be read make it a dry run, so that the report covers all of them. */
export async function importPeople(
  people: PeopleStore,
  rows: readonly CsvRow[],
  { now, dryRun }: { now: string; dryRun: boolean },
): Promise<ImportReport> {
  const readable = rows.flatMap((row) => ('row' in row ? [row.row] : []))
  const outcomes = await people.import(readable, { now, dryRun: dryRun || readable.length < rows.length })
  const remaining = outcomes.values()
  const single = rows.map((row): ReportRow =>
    'row' in row
      ? reportRow(row, remaining.next().value)
      : { line: row.line, email: row.email, outcome: 'invalid', message: row.message },
  )
  const report = refuseTogether(single)
  return { rows: report, ...countOutcomes(report) }
}

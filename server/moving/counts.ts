import * as v from 'valibot'
import type { StoreRow } from '../stores/rows.ts'

type KeyOfEach<Row> = Row extends unknown ? keyof Row : never
type Kind = KeyOfEach<StoreRow>

const rows = v.pipe(v.number(), v.integer(), v.minValue(0))
/** A kind that the first exports do not have, and do not count. */
const laterRows = v.optional(rows, 0)

/** How many rows of each kind there are. */
export const Counts = v.strictObject({
  settings: rows,
  person: rows,
  identity: laterRows,
  claim: laterRows,
  adminToken: laterRows,
  audit: laterRows,
  feed: rows,
  invite: rows,
  session: rows,
  recognition: rows,
} satisfies Record<Kind, unknown>)
export type Counts = v.InferOutput<typeof Counts>

export const NOTHING: Readonly<Counts> = {
  settings: 0,
  person: 0,
  identity: 0,
  claim: 0,
  adminToken: 0,
  audit: 0,
  feed: 0,
  invite: 0,
  session: 0,
  recognition: 0,
}

function kindOf(row: StoreRow): Kind {
  // The schema of a row allows one key, and no other.
  const [kind] = Object.keys(row) as [Kind]
  return kind
}

export function countRow(counts: Counts, row: StoreRow): void {
  counts[kindOf(row)] += 1
}

export function totalOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}

import { DatabaseError } from 'pg'
import { Problem } from '../../../shared/problem.ts'

/** Codes of PostgreSQL (its manual, appendix A) that this store tells apart. */
const DISK_FULL = '53100'
const UNIQUE_VIOLATION = '23505'
/** Serialization failure and deadlock: the same transaction may well succeed now. */
const CONFLICTS = new Set(['40001', '40P01'])

/**
 * What passes without anybody changing the server: connections and their proxies (08), who may sign in (28), a database that
 * is not there (3D), resources (53), operators (57), its system (58), time-outs, a standby, and tables that a restore is about to bring back.
 */
const NOT_READY = /^(08|28|3D|53|57|58|25006|25P0[34]|55P03|42P01|42703|3F000|XX00[12])/

export function codeOf(error: unknown): string | undefined {
  return error instanceof DatabaseError ? error.code : undefined
}

export function isConflict(error: unknown): boolean {
  return CONFLICTS.has(codeOf(error) ?? '')
}

/** Whether a row with that unique key is there already. */
export function isTaken(error: unknown, constraint: string): boolean {
  return error instanceof DatabaseError && error.code === UNIQUE_VIOLATION && error.constraint === constraint
}

/** Integrity constraint violations. @returns the rule that rows break: a unique key, a reference, a check. */
export function contradictedRule(error: unknown): string | undefined {
  if (!(error instanceof DatabaseError) || !error.code?.startsWith('23')) return undefined
  return error.constraint ?? error.column ?? error.code
}

/** Whether the connection may be used again after this: the database answered, and did not end it. */
export function leavesConnection(error: unknown): boolean {
  return error instanceof DatabaseError && error.severity === 'ERROR'
}

/** What a failure of the driver means: it never reached the database, or lost it. Mistakes of ours are not among them. */
export function asDriverFailure(error: unknown): unknown {
  if (error instanceof DatabaseError || error instanceof TypeError || error instanceof RangeError)
    return error
  return new Problem('not_ready', undefined, { cause: error })
}

/** What the caller of a store is told. */
export function asProblem(error: unknown): unknown {
  const code = codeOf(error)
  if (code === DISK_FULL) return new Problem('disk_full', undefined, { cause: error })
  const passes = code !== undefined && (NOT_READY.test(code) || CONFLICTS.has(code))
  return passes ? new Problem('not_ready', undefined, { cause: error }) : error
}

import { createHash } from 'node:crypto'
import type { Acceptance } from '../../../server/stores/recognition-store.ts'
import type { Store } from '../../../server/stores/store.ts'

/** What a scripted process says of itself, one JSON line each, before it does anything else. */
export type Said =
  | { person: string; id: string }
  | { accepted: string }
  | { delivered: string[] }
  | { read: string }
  | { withdrawn: string }
  /** A call was refused, and is made again. */
  | { refused: string }
  /** All rows, as a checksum, while nothing is under way. */
  | { rows: string }
  | { done: true }

export const NAMES = ['ada', 'ben', 'cleo']
export const START = '2026-11-02T09:00:00.000Z'
export const DUE = '2026-11-02T09:00:10.000Z'
export const READ = '2026-11-02T09:05:00.000Z'

/** The same id always stands for the same bright spot, from the first to the other two. */
export function acceptanceOf(id: string, [ada = '', ben = '', cleo = '']: readonly string[]): Acceptance {
  const recipients = [ben, cleo]
  const message = `${id}: your runbook saved my night`
  const content = { recipients, message, values: [], visibility: 'public' as const, context: null }
  return { recognition: { id, ...content }, senderId: ada, sentAt: START, deliverAt: DUE, limits: null }
}

export async function checksumOf(store: Store): Promise<string> {
  const hash = createHash('sha256')
  for await (const row of store.rows()) hash.update(`${JSON.stringify(row)}\n`)
  return hash.digest('hex')
}

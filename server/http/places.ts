import { Problem } from '../../shared/problem.ts'
import type { PublishedCursor } from '../stores/recognition-store.ts'

/** A place in a list of bright spots that goes by time and id, as one opaque text. */
export function writePlace({ at, id }: { at: string; id: string }): string {
  return Buffer.from(`${at} ${id}`).toString('base64url')
}

/** @throws Problem `invalid_request` for a text that is none of `writePlace`. */
export function readPlace(text: string): { at: string; id: string } {
  const [at, id] = Buffer.from(text, 'base64url').toString().split(' ')
  if (!at || !id) throw new Problem('invalid_request', 'after must be the next of a page')
  return { at, id }
}

export function writeCursor({ deliveredAt, id }: PublishedCursor): string {
  return writePlace({ at: deliveredAt, id })
}

/** @throws as `readPlace`. */
export function readCursor(text: string): PublishedCursor {
  const { at, id } = readPlace(text)
  return { deliveredAt: at, id }
}

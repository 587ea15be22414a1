import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'
import { RecognitionId } from '../../shared/recognition.ts'
import type { PublishedCursor } from '../stores/recognition-store.ts'

const Place = v.object({ at: v.pipe(v.string(), v.isoTimestamp()), id: RecognitionId })
type Place = v.InferOutput<typeof Place>

/** A place in a list of bright spots that goes by time and id, as one opaque text. */
export function writePlace({ at, id }: Place): string {
  return Buffer.from(`${at} ${id}`).toString('base64url')
}

/** @throws Problem `invalid_request` for a text that is none of `writePlace`. */
export function readPlace(text: string): Place {
  const [at, id] = Buffer.from(text, 'base64url').toString().split(' ')
  const place = v.safeParse(Place, { at, id })
  if (!place.success) throw new Problem('invalid_request', 'after must be the next of a page')
  return place.output
}

export function writeCursor({ deliveredAt, id }: PublishedCursor): string {
  return writePlace({ at: deliveredAt, id })
}

/** @throws as `readPlace`. */
export function readCursor(text: string): PublishedCursor {
  const { at, id } = readPlace(text)
  return { deliveredAt: at, id }
}

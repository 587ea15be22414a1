import { Problem } from '../../shared/problem.ts'
import type { FeedCursor } from '../stores/recognition-store.ts'

/** Opaque to clients: what is inside may change whenever the server likes. */
export function writeCursor({ epoch, moves, position }: FeedCursor): string {
  return Buffer.from(`${epoch} ${moves} ${position}`).toString('base64url')
}

/** @throws Problem `cursor_expired` for anything that this server did not write: starting over is the cure for all of it. */
export function readCursor(text: string): FeedCursor {
  const parts = /^(\S+) (\d{1,15}) (\d{1,15})$/.exec(Buffer.from(text, 'base64url').toString())
  const [, epoch, moves, position] = parts ?? []
  if (epoch === undefined) throw new Problem('cursor_expired')
  return { epoch, moves: Number(moves), position: Number(position) }
}

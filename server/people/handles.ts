import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { MyHandle } from '../../shared/api.ts'
import { handleKey } from '../stores/folding.ts'
import type { OpenClaim } from '../stores/handle-store.ts'
import type { Handle } from '../stores/people-store.ts'

/** Of a handle that is confirmed, or of what somebody said of one. */
export const HandleId = v.pipe(v.string(), v.regex(/^[\w-]{36,43}$/, 'must be the id of a handle'))

/** Names a confirmed handle in an address; the same as long as it is the same handle. */
export function confirmedId(handle: Handle): string {
  return createHash('sha256').update(handleKey(handle)).digest('base64url')
}

export function asConfirmed({ tool, origin, handle }: Handle): MyHandle {
  return { id: confirmedId({ tool, origin, handle }), tool, origin, handle, confirmed: true }
}

export function asClaimed({ id, handle: { tool, origin, handle } }: OpenClaim): MyHandle {
  return { id, tool, origin, handle, confirmed: false }
}

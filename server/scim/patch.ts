import * as v from 'valibot'
import type { Attributes } from './attributes.ts'
import { inOne, isWorkEmail, pathKey, readAttribute, readAttributes } from './attributes.ts'
import { ScimRefusal } from './errors.ts'

const OPERATIONS_MAX = 200
const PATH_MAX_LENGTH = 500

/** A name, perhaps with a filter in brackets and what to take of what it finds. */
const PATH = /^[\w:.$-]+(?:\[[^[\]]*\](?:\.[\w$-]+)?)?$/

const Operation = v.object({
  op: v.pipe(v.string(), v.toLowerCase(), v.picklist(['add', 'replace', 'remove'])),
  path: v.nullish(v.string()),
  value: v.optional(v.unknown()),
})
type Operation = v.InferOutput<typeof Operation>

/** The body of `PATCH /Users/{id}` (RFC 7644, 3.5.2). */
export const PatchBody = v.object({
  schemas: v.optional(v.array(v.string())),
  Operations: v.pipe(v.array(Operation), v.minLength(1), v.maxLength(OPERATIONS_MAX)),
})
export type PatchBody = v.InferOutput<typeof PatchBody>

/** Adding to the list leaves the one that is there, unless the new one takes its place. */
function readAddedEmails(value: unknown): Attributes {
  const added = [value].flat().filter(isWorkEmail)
  return added.length === 0 ? {} : readAttribute('emails', added)
}

function readOperation({ op, path, value }: Operation): Attributes {
  if (path === undefined || path === null || path === '') {
    if (op === 'remove') throw new ScimRefusal('noTarget', 'remove needs a path')
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return readAttributes(value)
    throw new ScimRefusal('invalidValue', 'Without a path the value must be an object')
  }
  if (path.length > PATH_MAX_LENGTH || !PATH.test(path.trim()))
    throw new ScimRefusal('invalidPath', 'The path must name an attribute')
  if (op === 'remove') return readAttribute(path, null)
  return op === 'add' && pathKey(path) === 'emails' ? readAddedEmails(value) : readAttribute(path, value)
}

/**
 * What the operations come to, the later ones counting. Everything that is read of a user has one value, so that adding,
 * replacing and removing are three ways to say what it is from now on.
 */
export function readPatch({ Operations }: PatchBody): Attributes {
  return inOne(Operations.map(readOperation))
}

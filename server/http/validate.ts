import type { MiddlewareHandler } from 'hono'
import { validator } from 'hono-openapi'
import * as v from 'valibot'
import { Problem } from '../../shared/problem.ts'

type Schema = v.GenericSchema<unknown, unknown>
type Issue = v.BaseIssue<unknown>

/** The key's own name is left out: it is what the caller wrote. */
function parentOf(issue: Issue): string {
  const names = (issue.path ?? []).slice(0, -1).map(({ key }) => String(key))
  return names.length === 0 ? 'The request' : names.join('.')
}

/** Names the field and what it must be, never what it was. */
function describe(issue: Issue): string {
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return `${parentOf(issue)} has a key that is not known here`
  const field = v.getDotPath(issue) ?? 'The body'
  if (issue.message.startsWith('must ')) return `${field} ${issue.message}`
  if (issue.received === 'undefined') return `${field} is missing`
  return issue.expected === null ? `${field} is not valid` : `${field} must be ${issue.expected}`
}

function isValibotIssue(issue: object | undefined): issue is Issue {
  return issue !== undefined && 'kind' in issue && 'expected' in issue
}

interface Result {
  success: boolean
  data: unknown
  error?: readonly object[]
}

/** Valibot's issues come through the standard interface, which shows less of them than they have. An array would pass for an object without keys. */
function refuse({ success, data, error = [] }: Result): void {
  if (Array.isArray(data)) throw new Problem('invalid_request', 'The body must be an object')
  if (success) return
  const [issue] = error
  throw new Problem('invalid_request', isValibotIssue(issue) ? describe(issue) : undefined)
}

/** Validates the JSON body, and documents it as of that type; `c.req.valid('json')` has the outcome. */
export function body<S extends Schema>(schema: S, media = 'application/json') {
  return validator('json', schema, refuse, { media })
}

/** Before `body` where all may be left out: many programs name the type of a body that they do not send. */
export const mayBeEmpty: MiddlewareHandler = async (c, next) => {
  if ((await c.req.text()) === '') Object.assign(c.req.bodyCache, { text: Promise.resolve('{}') })
  await next()
}

/** Validates the query; `c.req.valid('query')` has the outcome. */
export function query<S extends Schema>(schema: S) {
  return validator('query', schema, refuse, { options: { typeMode: 'input' } })
}

/** Validates what stands in the path; `c.req.valid('param')` has the outcome. */
export function path<S extends Schema>(schema: S) {
  return validator('param', schema, refuse)
}

import type { MiddlewareHandler } from 'hono'
import { resolver, uniqueSymbol, validator } from 'hono-openapi'
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

/** Bodies that the schema takes, by what each is an example of. */
type Examples<S extends Schema> = Record<string, v.InferInput<S>>

/**
 * Validates the JSON body, and documents it as of that type; `c.req.valid('json')` has the outcome. What `validator` would
 * document by itself has no room for examples.
 */
export function body<S extends Schema>(schema: S, examples: Examples<S>, media = 'application/json') {
  const named = Object.entries(examples).map(([name, value]) => [name, { value }])
  const content = { [media]: { schema: resolver(schema), examples: Object.fromEntries(named) } }
  const documented = { spec: { requestBody: { required: true, content } } }
  return Object.assign(validator('json', schema, refuse), { [uniqueSymbol]: documented })
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

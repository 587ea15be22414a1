import type { MiddlewareHandler } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import type * as v from 'valibot'
import { SCIM_MEDIA } from './names.ts'
import { ScimError } from './schemas.ts'

type Schema = v.GenericSchema<unknown, unknown>

interface ScimOperation {
  summary: string
  description?: string
  /** What is answered when all is well; without a schema, nothing but the status. */
  answers: Record<number, { description: string; schema?: Schema }>
  /** The refusals beyond those that every route has, by status. */
  refusals?: Record<number, string>
}

const ALWAYS = {
  400: 'The request is not valid; `scimType` says how',
  401: 'No valid token',
  403: 'The token has not the scope `people`, or would change by what an admin is known',
  413: 'Too large',
  415: 'Neither application/scim+json nor application/json',
  500: 'A mistake of the server',
  503: 'Nothing can be stored at the moment',
}

const contentOf = (schema: Schema) => ({ [SCIM_MEDIA]: { schema: resolver(schema) } })

/** Documents the route that it stands in, as `operation` does for the others: here errors are SCIM's. */
export function scimOperation({
  summary,
  description,
  answers,
  refusals = {},
}: ScimOperation): MiddlewareHandler {
  const good = Object.entries(answers).map(([status, answer]) => [
    status,
    { description: answer.description, ...(answer.schema && { content: contentOf(answer.schema) }) },
  ])
  const bad = Object.entries({ ...ALWAYS, ...refusals }).map(([status, text]) => [
    status,
    { description: text, content: contentOf(ScimError) },
  ])
  return describeRoute({
    summary,
    description: [description, 'Scope: `people`.'].filter(Boolean).join(' '),
    tags: ['directories'],
    security: [{ token: ['admin', 'people'] }],
    responses: { ...Object.fromEntries(bad), ...Object.fromEntries(good) },
  })
}

import type { MiddlewareHandler } from 'hono'
import type { ResponsesWithResolver } from 'hono-openapi'
import { describeRoute, resolver } from 'hono-openapi'
import type * as v from 'valibot'
import { ProblemDocument } from '../../shared/api.ts'
import type { ProblemCode } from '../../shared/problem.ts'
import { PROBLEMS } from '../../shared/problem.ts'
import type { Scope } from '../stores/admin-token-store.ts'

/** Whose token it takes. `scope`: what a token that was made over the API must have for it; null where none will do. */
type Whose = { for: 'everyone' | 'people'; scope?: never } | { for: 'admins'; scope: Scope | null }

/** What the OpenAPI document says of a route, beside the schemas that validate it. */
export type Operation = Whose & {
  summary: string
  description?: string
  answers: Record<number, Answer>
  /** The refusals beyond those that every route has. */
  problems?: readonly ProblemCode[]
  /** The media type and meaning of a body that is not JSON. */
  textBody?: { media: string; description: string; example: string }
}

interface Answer {
  description: string
  schema?: v.GenericSchema<unknown, unknown>
  /** The media type of an answer that is not JSON. */
  media?: string
}

const ALWAYS: readonly ProblemCode[] = [
  'invalid_request',
  'client_too_old',
  'too_large',
  'unsupported_media_type',
  'internal',
  'not_ready',
]
const WITH_TOKEN: readonly ProblemCode[] = ['signed_out', 'forbidden']

function answerOf({ description, schema, media }: Answer): ResponsesWithResolver[string] {
  if (schema) return { description, content: { 'application/json': { schema: resolver(schema) } } }
  return media ? { description, content: { [media]: { schema: { type: 'string' } } } } : { description }
}

/** One answer for each status, which names the codes that come with it. */
function problemAnswers(codes: readonly ProblemCode[]): ResponsesWithResolver {
  const byStatus = Map.groupBy(new Set(codes), (code) => PROBLEMS[code].status)
  const content = { 'application/problem+json': { schema: resolver(ProblemDocument) } }
  return Object.fromEntries(
    Array.from(byStatus, ([status, group]) => [
      status,
      { description: `\`${group.join('`, `')}\``, content },
    ]),
  )
}

/** As OpenAPI has it: the roles, any of which is enough, that the token must have. */
function securityOf(whose: Whose): Record<string, string[]>[] {
  if (whose.for !== 'admins') return whose.for === 'everyone' ? [] : [{ token: [] }]
  return [{ token: ['admin', ...(whose.scope === null ? [] : [whose.scope])] }]
}

function textOf(whose: Whose, description: string | undefined): string | undefined {
  if (whose.for !== 'admins') return description
  const scope = whose.scope === null ? 'Not for tokens with scopes.' : `Scope: \`${whose.scope}\`.`
  return description === undefined ? scope : `${description} ${scope}`
}

/** Documents the route that it stands in. */
export function operation({
  summary,
  description: text,
  answers,
  textBody,
  problems = [],
  ...whose
}: Operation): MiddlewareHandler {
  const description = textOf(whose, text)
  const codes = [...ALWAYS, ...(whose.for === 'everyone' ? [] : WITH_TOKEN), ...problems]
  const good = Object.entries(answers).map(([status, answer]) => [status, answerOf(answer)])
  return describeRoute({
    summary,
    ...(description === undefined ? {} : { description }),
    tags: [whose.for],
    security: securityOf(whose),
    ...(textBody && {
      requestBody: {
        required: true,
        description: textBody.description,
        content: { [textBody.media]: { schema: { type: 'string' }, example: textBody.example } },
      },
    }),
    responses: { ...problemAnswers(codes), ...Object.fromEntries(good) },
  })
}

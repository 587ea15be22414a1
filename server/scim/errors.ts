import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ProblemCode } from '../../shared/problem.ts'
import { Problem, PROBLEMS } from '../../shared/problem.ts'
import { problemOf } from '../http/problems.ts'
import { ERROR_SCHEMA, SCIM_MEDIA } from './names.ts'
import type { ScimError } from './schemas.ts'

/** What kind of mistake it was, in SCIM's words (RFC 7644, 3.12). */
type ScimType = 'invalidFilter' | 'invalidPath' | 'invalidSyntax' | 'invalidValue' | 'noTarget' | 'uniqueness'

const SCIM_TYPES: Partial<Record<ProblemCode, ScimType>> = {
  invalid_request: 'invalidSyntax',
  conflict: 'uniqueness',
}

/** A request that SCIM has a closer word for than its problem's code. */
export class ScimRefusal extends Problem {
  readonly scimType: ScimType

  constructor(scimType: ScimType, detail: string) {
    super('invalid_request', detail)
    this.scimType = scimType
  }
}

/** Answers in SCIM's own form, which says the status as text. */
export function answerInScim(
  c: Context,
  { status, detail, scimType }: { status: ContentfulStatusCode; detail: string; scimType?: ScimType },
): Response {
  const document: ScimError = {
    schemas: [ERROR_SCHEMA],
    status: String(status),
    ...(scimType === undefined ? {} : { scimType }),
    detail,
  }
  return c.body(JSON.stringify(document), status, { 'content-type': SCIM_MEDIA })
}

/** Whether the answer, a refusal too, must be SCIM's. */
export function speaksScim(c: Context): boolean {
  return c.req.path.startsWith('/scim/')
}

/** What `answerError` is elsewhere. */
export function answerScimError(error: Error, c: Context): Response {
  const problem = problemOf(error)
  c.set('problem', problem)
  const { status, title } = PROBLEMS[problem.code]
  const scimType = problem instanceof ScimRefusal ? problem.scimType : SCIM_TYPES[problem.code]
  const detail = problem.detail ?? title
  return answerInScim(c, { status, detail, ...(scimType === undefined ? {} : { scimType }) })
}

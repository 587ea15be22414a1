import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ProblemDocument } from '../../shared/api.ts'
import { Problem, PROBLEMS } from '../../shared/problem.ts'

/** What hono itself refuses: malformed JSON is the one that reaches us. */
export function problemOf(error: Error): Problem {
  if (error instanceof Problem) return error
  if (error instanceof HTTPException && error.status < 500)
    return new Problem('invalid_request', 'The body must be whole JSON')
  return new Problem('internal')
}

/** Answers `application/problem+json` (RFC 9457), with `extension` beside the members that every problem has. */
export function answerProblem(
  c: Context,
  problem: Problem,
  extension: Record<string, unknown> = {},
): Response {
  const { code, detail } = problem
  const { status, title } = PROBLEMS[code]
  c.set('problem', problem)
  const document: ProblemDocument = {
    type: 'about:blank',
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    requestId: c.get('requestId'),
  }
  return c.body(JSON.stringify({ ...document, ...extension }), status satisfies ContentfulStatusCode, {
    'content-type': 'application/problem+json',
  })
}

/** `app.onError`: every error of a route ends here. The log hears of it from `observeRequests`. */
export function answerError(error: Error, c: Context): Response {
  return answerProblem(c, problemOf(error))
}

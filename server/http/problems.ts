import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ProblemDocument } from '../../shared/api.ts'
import { Problem, PROBLEMS } from '../../shared/problem.ts'

/** What hono itself refuses: malformed JSON is the one that reaches us. */
function problemOf(error: Error): Problem {
  if (error instanceof Problem) return error
  if (error instanceof HTTPException && error.status < 500)
    return new Problem('invalid_request', 'The body must be whole JSON')
  return new Problem('internal')
}

/** Only the kind of the error and where it came from: its message may hold what a person wrote. */
function logMistake(error: Error, requestId: string): void {
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '))
  console.error([`${error.name} in request ${requestId}`, ...frames].join('\n'))
}

/** Answers `application/problem+json` (RFC 9457), with `extension` beside the members that every problem has. */
export function answerProblem(
  c: Context,
  problem: Problem,
  extension: Record<string, unknown> = {},
): Response {
  const { code, detail } = problem
  const { status, title } = PROBLEMS[code]
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

/** `app.onError`: every error of a route ends here. */
export function answerError(error: Error, c: Context): Response {
  const problem = problemOf(error)
  if (problem.code === 'internal') logMistake(error, c.get('requestId'))
  return answerProblem(c, problem)
}

import type { Context, MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import type { Problem, ProblemCode } from '../../shared/problem.ts'
import type { Services } from '../services.ts'
import { describeFault } from './fault.ts'

declare module 'hono' {
  interface ContextVariableMap {
    /** The refusal that was answered. */
    problem: Problem | undefined
  }
}

/** One request as the log and the meters see it. */
export interface AnsweredRequest {
  method: string
  /** The pattern, never the path with its ids; null where no route is. */
  route: string | null
  status: number
  ms: number
  problem?: ProblemCode
}

/** Asked every few seconds by whoever looks after the process. */
const PROBES = new Set(['/healthz', '/readyz'])

/** `/recognitions/:id` as the documentation writes it: `/recognitions/{id}`. */
export function readablePattern(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}')
}

/** Middleware matches every method; what is left is the route. */
function routeOf(c: Context): string | null {
  const route = matchedRoutes(c).find(({ method }) => method !== 'ALL')
  return route ? readablePattern(route.path) : null
}

function describe(c: Context, began: number): AnsweredRequest {
  const problem = c.get('problem')
  return {
    method: c.req.method,
    route: routeOf(c),
    status: c.res.status,
    ms: Math.round(performance.now() - began),
    ...(problem && { problem: problem.code }),
  }
}

/** Once a request is answered: one line in the log, with the stack when that was the fault of the server, and the meters are told. */
export function observeRequests({ log, meters }: Pick<Services, 'log' | 'meters'>): MiddlewareHandler {
  return async (c, next) => {
    const began = performance.now()
    await next()
    const request = describe(c, began)
    const line = { requestId: c.get('requestId'), ...request }
    if (request.status >= 500) log.error({ ...line, fault: describeFault(c.error) }, 'failed')
    else if (PROBES.has(request.route ?? '')) log.debug(line, 'answered')
    else log.info(line, 'answered')
    meters.answered(request)
  }
}

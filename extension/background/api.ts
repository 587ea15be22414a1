import * as v from 'valibot'
import { version } from '../../package.json'
import { API_VERSION, ProblemDocument, ServerInfo } from '../../shared/api.ts'
import { CLIENT_HEADER, isOlder, nameExtension } from '../../shared/client-version.ts'
import { isProblemCode } from '../../shared/problem.ts'
import type { Fault } from '../faults.ts'

/** Longer than the server holds a long-poll, shorter than the 30 s after which Chrome ends a worker that waits for an answer. */
const LONGEST_ANSWER_MS = 28_000

const SERVER_INFO = '/api/v1/server'

export type Reply<T> =
  | { ok: true; status: number; data: T; serverTime: number | null }
  | { ok: false; fault: Fault; retryAfterMs: number | null }

interface Question {
  server: string
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'
  path: string
  token?: string
  body?: object
}

export interface Call<S extends v.GenericSchema> extends Question {
  /** What the answer must look like; unknown keys in it are ignored, so that a newer server can be read. */
  answer: S
}

/** The schema of an answer without a body. */
export const NoContent = v.null()

const failed = (fault: Fault, retryAfterMs: number | null = null) =>
  ({ ok: false, fault, retryAfterMs }) as const

/** One request to the server. Never throws: what can go wrong comes back as a fault with words of its own. */
export async function call<S extends v.GenericSchema>(request: Call<S>): Promise<Reply<v.InferOutput<S>>> {
  const response = await send(request)
  if (typeof response === 'string') return failed(response)
  if (!response.ok) return readProblem(response)
  const body = response.status === 204 ? null : await response.json().catch(() => undefined)
  const read = v.safeParse(request.answer, body)
  if (!read.success) return failed(await whyNotUnderstood(request.server))
  const date = Date.parse(response.headers.get('date') ?? '')
  return {
    ok: true,
    status: response.status,
    data: read.output,
    serverTime: Number.isNaN(date) ? null : date,
  }
}

async function send(request: Question): Promise<Response | Fault> {
  const headers = new Headers()
  // To ask what a server is stays a request without a header of ours: also servers that do not know it let it through.
  if (request.path !== SERVER_INFO) headers.set(CLIENT_HEADER, nameExtension(version))
  if (request.token) headers.set('authorization', `Bearer ${request.token}`)
  if (request.body) headers.set('content-type', 'application/json')
  try {
    return await fetch(request.server + request.path, {
      method: request.method,
      headers,
      body: request.body ? JSON.stringify(request.body) : null,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
      signal: AbortSignal.timeout(LONGEST_ANSWER_MS),
    })
  } catch (error) {
    return whyNoAnswer(request.server, error)
  }
}

/** A refusal in our server's format keeps its code; anything else with an error status is somebody else's page. */
async function readProblem(response: Response): Promise<Reply<never>> {
  const body: unknown = await response.json().catch(() => undefined)
  const problem = v.safeParse(ProblemDocument, body)
  if (!problem.success) return failed('not_our_server')
  const retryAfterMs = pauseOf(response, problem.output.retryAt)
  if (isProblemCode(problem.output.code)) return failed(problem.output.code, retryAfterMs)
  return failed(response.status >= 500 ? 'internal' : 'server_too_new', retryAfterMs)
}

/** How long to wait, as the server says: in seconds, or until a moment by its own clock. */
function pauseOf({ headers }: Response, retryAt = ''): number | null {
  const seconds = Number(headers.get('retry-after'))
  if (seconds > 0) return seconds * 1000
  const pause = Date.parse(retryAt) - Date.parse(headers.get('date') ?? '')
  return pause > 0 ? pause : null
}

/** Tells apart what a failed fetch leaves to tell apart: offline, too slow, broken off, somebody else answering, nobody answering. */
async function whyNoAnswer(server: string, error: unknown): Promise<Fault> {
  if (!navigator.onLine) return 'offline'
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'timeout'
  if (!(await probe(server, 'no-cors'))) return 'unreachable'
  return (await probe(server, 'cors'))?.ok ? 'interrupted' : 'not_our_server'
}

/** Our server lets us read its answer; of anybody else `no-cors` tells that there is somebody. */
async function probe(server: string, mode: 'cors' | 'no-cors'): Promise<Response | null> {
  const options = { mode, credentials: 'omit', cache: 'no-store', signal: AbortSignal.timeout(5000) } as const
  try {
    return await fetch(server + SERVER_INFO, options)
  } catch {
    return null
  }
}

/** An answer that we cannot read comes from another version of our server, or from something else at its address. */
async function whyNotUnderstood(server: string): Promise<Fault> {
  const asked = await askServer(server)
  return asked.ok ? 'server_too_new' : asked.fault
}

/** What runs at an address, asked without a token; a fault when it is not our server, or of a version that we do not speak. */
export async function askServer(server: string): Promise<Reply<ServerInfo>> {
  const response = await send({ server, method: 'GET', path: SERVER_INFO })
  if (typeof response === 'string') return failed(response)
  const body: unknown = await response.json().catch(() => undefined)
  const versions = v.safeParse(v.pick(ServerInfo, ['product', 'apiVersions']), body)
  if (!versions.success) return response.ok ? failed('not_our_server') : problemOf(response, body)
  const { apiVersions } = versions.output
  if (!apiVersions.includes(API_VERSION))
    return failed(Math.max(...apiVersions) < API_VERSION ? 'server_too_old' : 'server_too_new')
  if (isOlder(version, oldestOf(body))) return failed('client_too_old')
  const info = v.safeParse(ServerInfo, body)
  return info.success
    ? { ok: true, status: response.status, data: info.output, serverTime: null }
    : failed('server_too_new')
}

/** The oldest extension that a server says it serves; the first one when it says nothing. */
function oldestOf(body: unknown): string {
  const said = v.safeParse(v.object({ oldestExtension: v.string() }), body)
  return said.success ? said.output.oldestExtension : '0'
}

function problemOf(response: Response, body: unknown): Reply<never> {
  const problem = v.safeParse(ProblemDocument, body)
  if (!problem.success) return failed('not_our_server')
  return failed(isProblemCode(problem.output.code) ? problem.output.code : 'internal')
}

import { RequestError } from '@hono/node-server'
import type { Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { ProblemDocument } from '../../shared/api.ts'
import type { ProblemCode } from '../../shared/problem.ts'
import { PROBLEMS } from '../../shared/problem.ts'

interface Refusal {
  status: string
  code: ProblemCode
}

const MALFORMED: Refusal = { status: '400 Bad Request', code: 'invalid_request' }

/** By Node's word for what was wrong. */
const REFUSALS = new Map<string, Refusal>([
  ['HPE_HEADER_OVERFLOW', { status: '431 Request Header Fields Too Large', code: 'too_large' }],
])

function documentOf(status: number, code: ProblemCode): string {
  const { title } = PROBLEMS[code]
  return JSON.stringify({ type: 'about:blank', title, status, code } satisfies ProblemDocument)
}

/** The whole answer: the connection ends with it. */
function answerOf({ status, code }: Refusal): string {
  const text = documentOf(Number.parseInt(status, 10), code)
  const head = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'X-Content-Type-Options: nosniff',
  ]
  return [...head, '', text].join('\r\n')
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : ''
}

/** Answers with a problem what is no request at all, such as headers of more than 16 kB: no route ever sees it. */
export function refuseUnreadable(server: Server): void {
  const answering = new WeakMap<Duplex, ServerResponse>()
  server.on('request', ({ socket }, answer) => answering.set(socket, answer))
  server.on('clientError', (error, socket) => {
    const before = answering.get(socket)
    // Into an answer that is half sent nothing can be written; and who is too slow is told so by the end of the connection.
    const isAmid = before?.headersSent === true && !before.writableFinished
    const isSlow = codeOf(error) === 'ERR_HTTP_REQUEST_TIMEOUT'
    if (isAmid || isSlow || !socket.writable) socket.destroy()
    else socket.end(answerOf(REFUSALS.get(codeOf(error)) ?? MALFORMED))
  })
}

/** Answers with a problem what has no address that could be read, such as a Host with spaces in it: the app never sees it. */
export function refuseUnaddressed(error: unknown): Response {
  const code = error instanceof RequestError ? 'invalid_request' : 'internal'
  const { status } = PROBLEMS[code]
  return new Response(documentOf(status, code), {
    status,
    headers: { 'content-type': 'application/problem+json', 'x-content-type-options': 'nosniff' },
  })
}

import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectProblem } from '../refusals.ts'
import type { RunningServer } from '../running-server.ts'
import { startServer } from '../running-server.ts'
import { makeTemporaryFolder } from '../stores/temporary-folder.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'

const YEAR = 31_536_000

let server: TestServer
let ada: SignedIn
beforeAll(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
})
afterAll(() => server.close())

describe('every answer tells browsers what they may do:', () => {
  test.each([
    'GET /',
    'GET /docs',
    'GET /docs/swagger-ui.css',
    'GET /openapi.json',
    'GET /healthz',
    'GET /nowhere',
    'GET /api/v1/server',
    'GET /api/v1/me',
    'POST /api/v1/sessions',
    'GET /api/v1/admin/recognitions.csv',
    'GET /scim/v2/Users',
  ])('%s', async (call) => {
    const { headers } = await server.ask(call, { token: ADMIN_TOKEN })
    const [, seconds, , ...rest] = /^max-age=(\d+)(; includeSubDomains)$/.exec(
      headers.get('strict-transport-security') ?? '',
    ) ?? ['', '0']
    expect([Number(seconds) >= YEAR, rest]).toEqual([true, []])
    for (const directive of [
      "default-src 'none'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ])
      expect(headers.get('content-security-policy')).toContain(directive)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('server') ?? headers.get('x-powered-by')).toBeNull()
    expect(headers.get('content-type')).toMatch(
      /^(application\/(problem\+|scim\+)?json|text\/\w+; ?charset=utf-8)$/i,
    )
  })
})

describe('what is said twice is refused, not chosen from:', () => {
  test.each(['limit=1&limit=2', 'wait=0&wait=25', 'since=a&since=b', 'limit[]=1'])('%s', async (query) => {
    await expectProblem(
      await server.ask(`GET /api/v1/changes?${query}`, { token: ada.token }),
      'invalid_request',
    )
  })

  test('a token in the query or in the body is none', async () => {
    await expectProblem(
      await server.ask(`GET /api/v1/me?access_token=${ada.token}&token=${ada.token}`),
      'signed_out',
    )
    await expectProblem(await server.ask('POST /api/v1/people', { json: { token: ada.token } }), 'signed_out')
  })
})

describe('the log', () => {
  test('has a line for each refusal, with its code, and no line that a caller wrote', async () => {
    const before = server.logged.length
    const forged = '\r\n{"level":"info","msg":"forged"}'
    await server.ask('GET /api/v1/me', { token: 'wrong' })
    await server.ask('GET /api/v1/admin/people', { token: ada.token })
    await server.ask(`GET /api/v1/changes?limit=${encodeURIComponent(forged)}`, { token: ada.token })
    await server.ask(`GET /nowhere/${encodeURIComponent(forged)}`, {
      headers: { 'x-request-id': 'forged {}' },
    })
    const lines = server.logged.slice(before).map((line) => JSON.parse(line))
    expect(lines).toMatchObject([
      { route: '/api/v1/me', status: 401, problem: 'signed_out', time: expect.stringMatching(/Z$/) },
      { route: '/api/v1/admin/people', status: 403, problem: 'forbidden', requestId: expect.any(String) },
      { route: '/api/v1/changes', status: 400, problem: 'invalid_request' },
      { route: null, status: 404, problem: 'not_found' },
    ])
    expect(server.logged.join('')).not.toContain('forged')
  })
})

describe('over a real connection', () => {
  let running: RunningServer | undefined
  beforeAll(async () => {
    running = await startServer({ STORE_URL: `lowdb:${await makeTemporaryFolder()}`, ADMIN_TOKEN })
  }, 60_000)
  afterAll(() => running?.stop('SIGKILL'))

  function send(
    method: string,
    path: string,
    headers: Record<string, string> = {},
  ): Promise<[number, string]> {
    const { promise, resolve, reject } = Promise.withResolvers<[number, string]>()
    request(`${running?.url}${path}`, { method, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (more: string) => {
        text += more
      })
      answer.on('end', () => resolve([answer.statusCode ?? 0, text]))
    })
      .on('error', reject)
      .end()
    return promise
  }

  test('TRACE says nothing back', async () => {
    const [status, text] = await send('TRACE', '/api/v1/server', { 'x-secret': 'echoed' })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(text).not.toContain('echoed')
  })

  test('a head that is too large, or says two lengths, is refused', async () => {
    expect((await send('GET', '/api/v1/server', { 'x-large': 'x'.repeat(20_000) }))[0]).toBe(431)
    const both = { 'transfer-encoding': 'chunked', 'content-length': '5', 'content-type': 'application/json' }
    expect((await send('POST', '/api/v1/sessions', both))[0]).toBe(400)
  })
})

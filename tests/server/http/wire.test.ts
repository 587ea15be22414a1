import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CHROME_ID } from '../../../shared/extension-ids.ts'
import { Problem } from '../../../shared/problem.ts'
import { expectProblem } from '../refusals.ts'
import type { TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await openTestServer()
})
afterEach(() => server.close())

const INFO = 'GET /api/v1/server'
const FIREFOX = 'moz-extension://0b1e2c3d-4f5a-6789-abcd-ef0123456789'

describe('every answer', () => {
  test('has a request id, the caller’s if it is a sane one', async () => {
    const idOf = async (headers: Record<string, string>) =>
      (await server.ask(INFO, { headers })).headers.get('x-request-id')
    expect(await idOf({})).toMatch(/^[\da-f-]{36}$/)
    expect(await idOf({ 'x-request-id': 'trace-1' })).toBe('trace-1')
    for (const bad of ['a b', 'x'.repeat(65), '<script>'])
      expect(await idOf({ 'x-request-id': bad })).toMatch(/^[\da-f-]{36}$/)
  })

  test.each([INFO, 'GET /api/v1/me', 'GET /nowhere', 'PUT /api/v1/recognitions/x'])(
    '%s may be framed, sniffed, run and cached by nobody',
    async (call) => {
      const { headers } = await server.ask(call)
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
      )
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      const isForAll = call === INFO
      if (call.includes('/api/'))
        expect(headers.get('cache-control')).toBe(isForAll ? 'no-cache' : 'no-store')
    },
  )

  test('to a path or a method that is not there is a problem', async () => {
    await expectProblem(await server.ask('GET /nowhere/secret-path'), 'not_found', 'secret-path')
    await expectProblem(await server.ask('PATCH /api/v1/server', { json: {} }), 'not_found')
  })
})

describe('the address itself', () => {
  test('says what to do with an invitation, with one style and no script', async () => {
    const answer = await server.ask('GET /')
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    const page = await answer.text()
    expect(page).toContain('<title>Bright Spots</title>')
    expect(page.replaceAll(/\s+/g, ' ')).toContain('as it was sent to you, with everything after the #.')
    expect(page).not.toMatch(/<script|(href|src)="?https?:| style=/)
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(page) ?? []
    const hash = createHash('sha256').update(style).digest('base64')
    expect(answer.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'none'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'`,
    )
  })
})

describe('a mistake of the server', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  test('is a problem, and its log says where, not what', async () => {
    vi.spyOn(server.store, 'settings').mockRejectedValue(new TypeError('words of a person'))
    await expectProblem(await server.ask(INFO, { headers: { 'x-request-id': 'r1' } }), 'internal', 'words')
    const [logged = ''] = server.logged
    expect(JSON.parse(logged)).toMatchObject({
      level: 'error',
      requestId: 'r1',
      route: '/api/v1/server',
      status: 500,
      problem: 'internal',
      fault: { name: 'TypeError', at: expect.arrayContaining([expect.stringMatching(/^at .*wire\.test/)]) },
    })
    expect(logged).not.toContain('words of a person')
  })

  test('a store that cannot be written is told apart', async () => {
    vi.spyOn(server.store, 'ping').mockRejectedValue(new Problem('disk_full'))
    await expectProblem(await server.ask('GET /readyz'), 'disk_full')
    expect((await server.ask('GET /healthz')).status).toBe(200)
  })

  test('a store that is gone is told apart', async () => {
    expect((await server.ask('GET /readyz')).status).toBe(200)
    await rm(join(server.folder, 'bright-spots.json'))
    await expectProblem(await server.ask('GET /readyz'), 'not_ready')
    const fault = { name: 'Problem', cause: { name: 'Error', code: 'ENOENT' } }
    expect(JSON.parse(server.logged.at(-1) ?? '')).toMatchObject({ problem: 'not_ready', fault })
  })

  test('an ordinary day is a line for each request, without anything of the people in it', async () => {
    const [ada, ben] = [await server.addPerson('Ada'), await server.addPerson('Ben')]
    const { id, json } = newSpot([ben.id])
    await server.ask(`PUT /api/v1/recognitions/${id}`, { token: ada.token, json })
    await server.ask(`PUT /api/v1/recognitions/${id}`, { token: 'wrong', json })
    await server.passUndoTime()
    await server.ask('GET /api/v1/changes', { token: ben.token })
    const lines = server.logged.map((line) => JSON.parse(line))
    const put = { level: 'info', method: 'PUT', route: '/api/v1/recognitions/{id}' }
    expect(lines.slice(6)).toMatchObject([
      { ...put, status: 201 },
      { ...put, status: 401, problem: 'signed_out' },
      { level: 'info', method: 'GET', route: '/api/v1/changes', status: 200 },
    ])
    const keys = new Set(lines.flatMap((line) => Object.keys(line)))
    expect([...keys].toSorted()).toEqual(
      ['level', 'method', 'ms', 'msg', 'problem', 'requestId', 'route', 'status', 'time'].toSorted(),
    )
  })
})

describe('other origins', () => {
  const allowed = async (origin: string) =>
    (await server.ask(INFO, { headers: { origin } })).headers.get('access-control-allow-origin')

  test('are the extension’s, exactly', async () => {
    for (const origin of [`chrome-extension://${CHROME_ID}`, FIREFOX])
      expect(await allowed(origin)).toBe(origin)
    const strangers = [
      'https://evil.example',
      'null',
      `chrome-extension://${'a'.repeat(32)}`,
      `chrome-extension://${CHROME_ID}.evil.example`,
      `${FIREFOX}.evil.example`,
      'moz-extension://not-a-uuid',
    ]
    for (const origin of strangers) expect(await allowed(origin)).toBeNull()
  })

  test('may ask with a token and JSON, and read what the extension needs', async () => {
    const headers = { origin: FIREFOX, 'access-control-request-method': 'PUT' }
    const preflight = (await server.ask('OPTIONS /api/v1/recognitions/x', { headers })).headers
    expect(preflight.get('access-control-allow-origin')).toBe(FIREFOX)
    expect(preflight.get('access-control-allow-methods')).toBe('GET,POST,PUT,PATCH,DELETE')
    expect(preflight.get('access-control-allow-headers')).toBe(
      'authorization,content-type,Bright-Spots-Client',
    )
    expect(preflight.get('access-control-max-age')).toBe('600')
    expect(preflight.get('access-control-allow-credentials')).toBeNull()
    const refused = await server.ask('GET /api/v1/me', { headers: { origin: FIREFOX } })
    expect(refused.headers.get('access-control-allow-origin')).toBe(FIREFOX)
    expect(refused.headers.get('access-control-expose-headers')).toMatch(/Date,X-Request-Id,Retry-After,Link/)
    expect(refused.headers.get('vary')).toContain('Origin')
  })
})

describe('the server', () => {
  test('says what it is', async () => {
    expect(await (await server.ask(INFO)).json()).toMatchObject({
      product: 'bright-spots',
      name: 'Bright Spots',
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      apiVersions: [1],
      features: ['devices', 'handles', 'leaving', 'preferences', 'answers', 'shared', 'reports'],
      signIn: ['invite'],
      values: { length: 8, 0: { id: 'responsive', name: 'Responsive' } },
      undoSeconds: 10,
    })
    await server.store.changeSettings({ values: [{ id: 'golden', name: 'Golden' }] })
    expect(await (await server.ask(INFO)).json()).toMatchObject({ values: [{ id: 'golden' }] })
  })

  test('the admin token speaks for nobody, however it is written', async () => {
    await expectProblem(await server.ask('GET /api/v1/me', { token: ADMIN_TOKEN }), 'forbidden')
    const headers = { authorization: `bearer ${ADMIN_TOKEN}` }
    expect((await server.ask('GET /api/v1/admin/people', { headers })).status).toBe(200)
    const bare = await (await server.ask('GET /api/v1/admin/people')).json()
    expect(bare.detail).toBe('Send an admin token: Authorization: Bearer ...')
    for (const authorization of [`Basic ${ADMIN_TOKEN}`, ADMIN_TOKEN, `Bearer  ${ADMIN_TOKEN}`])
      await expectProblem(
        await server.ask('GET /api/v1/admin/people', { headers: { authorization } }),
        'signed_out',
      )
  })
})

import { BlockList } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Config } from '../../../server/config.ts'
import { expectProblem } from '../refusals.ts'
import type { TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

let server: TestServer
afterEach(() => server.close())

/** What the log says that is not about one request. */
const notices = () => server.logged.map((line) => JSON.parse(line)).filter(({ requestId }) => !requestId)

const open = async (settings: Partial<Config> = {}) => {
  server = await openTestServer({ isLimited: true, ...settings })
}

function tryCode(from: string, forwarded?: string): Promise<Response> {
  const json = { grant: 'invite', code: 'a-guess', device: 'x' }
  const headers: Record<string, string> = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded }
  return server.ask('POST /api/v1/sessions', { json, from, headers })
}

async function tryTenTimes(from: string, forwarded?: string): Promise<void> {
  for (let count = 0; count < 10; count += 1)
    await expectProblem(await tryCode(from, forwarded), 'invite_unknown')
}

describe('attempts to sign in', () => {
  test('are ten a minute from one address', async () => {
    await open()
    const first = await tryCode('192.0.2.1')
    expect(first.headers.get('ratelimit-policy')).toBe('"sign-in";q=10;w=60')
    expect(first.headers.get('ratelimit')).toBe('"sign-in";r=9;t=60')
    for (let count = 0; count < 9; count += 1) await tryCode('192.0.2.1')
    const refused = await tryCode('192.0.2.1')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50)
    await expectProblem(refused, 'too_many_requests')
    await expectProblem(await tryCode('192.0.2.2'), 'invite_unknown')
  })

  test('do not count when they succeed: a company behind one address signs in', async () => {
    await open()
    const ada = await server.addPerson('Ada')
    for (let count = 0; count < 15; count += 1) {
      const invited = await server.ask(`POST /api/v1/admin/people/${ada.id}/invite`, { token: ADMIN_TOKEN })
      const { code } = await invited.json()
      const json = { grant: 'invite', code, device: 'x' }
      expect((await server.ask('POST /api/v1/sessions', { json, from: '192.0.2.1' })).status).toBe(201)
    }
    await tryTenTimes('192.0.2.1')
    await expectProblem(await tryCode('192.0.2.1'), 'too_many_requests')
  })

  test('cannot be disguised by a header', async () => {
    await open()
    await tryTenTimes('192.0.2.1', '198.51.100.1')
    await expectProblem(await tryCode('192.0.2.1', '198.51.100.2'), 'too_many_requests')
  })

  test('are counted behind a trusted proxy by whom it saw', async () => {
    const trustedProxies = new BlockList()
    trustedProxies.addSubnet('10.0.0.0', 8)
    await open({ trustedProxies })
    await tryTenTimes('::ffff:10.0.0.1', 'made-up, 198.51.100.1, 10.0.0.2')
    await expectProblem(await tryCode('10.0.0.1', '203.0.113.9, 198.51.100.1'), 'too_many_requests')
    await expectProblem(await tryCode('10.0.0.1', '198.51.100.2'), 'invite_unknown')
  })
})

describe('a proxy that nobody named', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['192.0.2.7', 'its address'],
  ])('at %s is told once, with what to set', async (peer, named) => {
    await open()
    await tryCode('127.0.0.1')
    expect(notices()).toEqual([])
    for (const person of ['198.51.100.1', '198.51.100.2']) await tryCode(peer, person)
    expect(notices()).toMatchObject([
      { level: 'warn', msg: expect.stringContaining(`set TRUSTED_PROXIES to ${named}, else`) },
    ])
    expect(server.logged.join('')).not.toMatch(/192\.0\.2|198\.51/)
  })

  test('is a stranger where others are named', async () => {
    const trustedProxies = new BlockList()
    trustedProxies.addAddress('10.0.0.1')
    await open({ trustedProxies })
    await tryCode('127.0.0.1', '198.51.100.1')
    await tryCode('10.0.0.1', '198.51.100.1')
    expect(notices()).toEqual([])
  })
})

describe('sending', () => {
  test('is sixty a minute for one person, who can still take back the last', async () => {
    await open()
    const [ada, ben] = [await server.addPerson('Ada'), await server.addPerson('Ben')]
    const { id, json } = newSpot([ben.id])
    const put = ({ token }: { token: string }) =>
      server.ask(`PUT /api/v1/recognitions/${id}`, { token, json })
    for (let count = 0; count < 60; count += 1) expect((await put(ada)).status).toBeLessThan(300)
    await expectProblem(await put(ada), 'too_many_requests')
    await expectProblem(await put(ben), 'self_recipient')
    const remove = () => server.ask(`DELETE /api/v1/recognitions/${id}`, { token: ada.token })
    for (let count = 0; count < 60; count += 1) expect((await remove()).status).toBe(204)
    await expectProblem(await remove(), 'too_many_requests')
  })

  test('is not counted with LIMITS=off', async () => {
    await open({ isLimited: false })
    const [ada, ben] = [await server.addPerson('Ada'), await server.addPerson('Ben')]
    const { id, json } = newSpot([ben.id])
    for (let count = 0; count < 70; count += 1) {
      const answer = await server.ask(`PUT /api/v1/recognitions/${id}`, { token: ada.token, json })
      expect(answer.status).toBeLessThan(300)
      expect(answer.headers.get('ratelimit')).toBeNull()
    }
  })
})

describe('calls of all kinds', () => {
  const me = (token: string, from = '192.0.2.1') => server.ask('GET /api/v1/me', { token, from })

  test('are 3,000 a minute for one person, and do not count for another', async () => {
    await open()
    const [ada, ben] = [await server.addPerson('Ada'), await server.addPerson('Ben')]
    const first = await me(ada.token)
    expect(first.headers.get('ratelimit-policy')).toBe('"calls";q=3000;w=60')
    expect(first.headers.get('ratelimit')).toBe('"calls";r=2999;t=60')
    for (let count = 1; count < 3000; count += 1) await me(ada.token)
    await expectProblem(await me(ada.token), 'too_many_requests')
    expect((await me(ben.token)).status).toBe(200)
  })

  test('with tokens that nobody has are 600 a minute from one address, which serves who has one', async () => {
    await open()
    const ada = await server.addPerson('Ada')
    for (let count = 0; count < 600; count += 1) await expectProblem(await me(`guess-${count}`), 'signed_out')
    await expectProblem(await me('one-more-guess'), 'too_many_requests')
    expect((await server.ask('GET /scim/v2/Users', { token: 'x', from: '192.0.2.1' })).status).toBe(429)
    await expectProblem(await me('a-guess', '192.0.2.2'), 'signed_out')
    expect((await me(ada.token)).status).toBe(200)
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'

const WEEK_SECONDS = 7 * 24 * 3600

let server: TestServer
let ada: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
})
afterEach(() => server.close())

async function invite(): Promise<string> {
  const answer = await server.ask(`POST /api/v1/admin/people/${ada.id}/invite`, { token: ADMIN_TOKEN })
  return (await answer.json()).code
}

const signIn = (code: string) =>
  server.ask('POST /api/v1/sessions', { json: { grant: 'invite', code, device: 'Firefox on Linux' } })

describe('signing in', () => {
  test('an invite gives a token and says whose it is', async () => {
    const answer = await signIn(await invite())
    expect(answer.status).toBe(201)
    const { token, person } = await answer.json()
    expect(person).toEqual({ id: ada.id, name: 'Ada', email: 'ada@corp.example', team: null })
    expect(Buffer.from(token, 'base64url').length).toBeGreaterThanOrEqual(16)
    const me = await server.ask('GET /api/v1/me', { token })
    expect(await me.json()).toMatchObject({ person })
  })

  test('an invite is used once', async () => {
    const code = await invite()
    await signIn(code)
    await expectProblem(await signIn(code), 'invite_used', code)
  })

  test('an invite ends after seven days', async () => {
    const [last, late] = [await invite(), await invite()]
    server.pass(WEEK_SECONDS - 1)
    expect((await signIn(last)).status).toBe(201)
    server.pass(1)
    await expectProblem(await signIn(late), 'invite_expired', late)
  })

  test('what signed in is noted, and nothing that could open anything', async () => {
    const code = await invite()
    const { token } = await (await signIn(code)).json()
    const { entries } = await server.store.audit.list({ limit: 1 })
    expect(entries[0]).toMatchObject({
      action: 'session.opened',
      actor: { kind: 'person', id: ada.id },
      target: { kind: 'session', id: expect.any(String) },
      details: { grant: 'invite' },
    })
    expect(JSON.stringify(entries)).not.toMatch(new RegExp(`${code}|${token}|Firefox`))
  })

  test('another code is not known', async () => {
    await expectProblem(await signIn('no-such-code'), 'invite_unknown', 'no-such-code')
  })

  test('a grant that this server does not have is refused', async () => {
    const json = { grant: 'magic', code: 'x', device: 'x' }
    await expectProblem(await server.ask('POST /api/v1/sessions', { json }), 'invalid_request', 'magic')
  })

  describe('refuses', () => {
    itRefuses({
      server: () => server,
      call: 'POST /api/v1/sessions',
      whose: 'everyone',
      json: () => ({ grant: 'invite', code: 'x', device: 'x' }),
    })
  })
})

describe('signing out', () => {
  test('is noted', async () => {
    await server.ask('DELETE /api/v1/sessions/current', { token: ada.token })
    const { entries } = await server.store.audit.list({ limit: 1 })
    expect(entries[0]).toMatchObject({ action: 'session.ended', actor: { kind: 'person', id: ada.id } })
  })

  test('ends that session and no other', async () => {
    const { token } = await (await signIn(await invite())).json()
    expect((await server.ask('DELETE /api/v1/sessions/current', { token })).status).toBe(204)
    await expectProblem(await server.ask('GET /api/v1/me', { token }), 'signed_out')
    expect((await server.ask('GET /api/v1/me', { token: ada.token })).status).toBe(200)
  })

  describe('refuses', () => {
    itRefuses({
      server: () => server,
      call: 'DELETE /api/v1/sessions/current',
      whose: 'people',
      otherToken: () => ADMIN_TOKEN,
    })
  })
})

describe('GET /api/v1/me refuses', () => {
  itRefuses({ server: () => server, call: 'GET /api/v1/me', whose: 'people', otherToken: () => ADMIN_TOKEN })
})

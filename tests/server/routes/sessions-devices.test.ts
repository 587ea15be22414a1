import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'

let server: TestServer
let ada: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
})
afterEach(() => server.close())

async function signIn(device: string): Promise<string> {
  const invited = await server.ask(`POST /api/v1/admin/people/${ada.id}/invite`, { token: ADMIN_TOKEN })
  const { code } = await invited.json()
  const answer = await server.ask('POST /api/v1/sessions', { json: { grant: 'invite', code, device } })
  return (await answer.json()).token
}

async function devicesOf(token: string): Promise<{ id: string; device: string; current: boolean }[]> {
  return (await (await server.ask('GET /api/v1/sessions', { token })).json()).sessions
}

describe('devices', () => {
  test('are listed to their person, the one that asks marked', async () => {
    server.pass(60)
    const token = await signIn('Firefox on Linux')
    await server.addPerson('Ben')
    const devices = await devicesOf(token)
    expect(devices).toEqual([
      {
        id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7/),
        device: 'Firefox on Linux',
        grant: 'invite',
        createdAt: '2026-11-02T09:01:00.000Z',
        lastUsedAt: '2026-11-02T09:01:00.000Z',
        current: true,
      },
      expect.objectContaining({ device: 'a test', current: false }),
    ])
    expect(JSON.stringify(devices)).not.toMatch(/token|hash/i)
    expect((await devicesOf(ada.token)).map(({ current }) => current)).toEqual([false, true])
  })

  test('are ended one by one, and it is noted', async () => {
    const token = await signIn('a lost laptop')
    const lost = (await devicesOf(ada.token)).find(({ device }) => device === 'a lost laptop')
    expect((await server.ask(`DELETE /api/v1/sessions/${lost?.id}`, { token: ada.token })).status).toBe(204)
    await expectProblem(await server.ask('GET /api/v1/me', { token }), 'signed_out')
    expect(await devicesOf(ada.token)).toHaveLength(1)
    const { entries } = await server.store.audit.list({ limit: 1 })
    expect(entries[0]).toMatchObject({
      action: 'session.ended',
      actor: { kind: 'person', id: ada.id },
      target: { kind: 'session', id: lost?.id },
    })
    const again = await server.ask(`DELETE /api/v1/sessions/${lost?.id}`, { token: ada.token })
    await expectProblem(again, 'not_found')
  })

  test('of others cannot be ended, nor told from those that are not there', async () => {
    const ben = await server.addPerson('Ben')
    const [device] = await devicesOf(ben.token)
    const theirs = await server.ask(`DELETE /api/v1/sessions/${device?.id}`, { token: ada.token })
    const nobodys = await server.ask('DELETE /api/v1/sessions/nobodys', { token: ada.token })
    await expectProblem(theirs, 'not_found')
    await expectProblem(nobodys, 'not_found')
    expect((await server.ask('GET /api/v1/me', { token: ben.token })).status).toBe(200)
  })

  test('end all at once when their person is deactivated', async () => {
    const token = await signIn('another')
    await server.ask(`DELETE /api/v1/admin/people/${ada.id}`, { token: ADMIN_TOKEN })
    for (const old of [token, ada.token])
      await expectProblem(await server.ask('GET /api/v1/sessions', { token: old }), 'signed_out')
  })
})

describe.each(['GET /api/v1/sessions', 'DELETE /api/v1/sessions/some-id'])('%s refuses', (call) => {
  itRefuses({ server: () => server, call, whose: 'people', otherToken: () => ADMIN_TOKEN })
})

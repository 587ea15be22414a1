import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { expectProblem } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'

const DAY = 86_400
const ME = 'GET /api/v1/me'
const PEOPLE = 'GET /api/v1/admin/people'

let server: TestServer
let ada: SignedIn
let root: SignedIn
beforeEach(async () => {
  server = await openTestServer({ sessionIdleDays: 30, sessionMaxDays: 90 })
  ada = await server.addPerson('Ada')
  root = await server.addPerson('Root', { role: 'admin' })
})
afterEach(async () => {
  vi.restoreAllMocks()
  await server.close()
})

const status = async (call: string, token: string) => (await server.ask(call, { token })).status

/** Nobody waits for the note that a session was used. */
const untilNoted = () =>
  vi.waitFor(async () => {
    const [device] = await server.store.access.devices(ada.id)
    expect(device?.lastUsedAt).toBe(server.services.now().toISOString())
  })

describe('a session', () => {
  test('ends when it is not used, and its person is told why', async () => {
    server.pass(30 * DAY)
    expect(await status(ME, ada.token)).toBe(200)
    await untilNoted()
    server.pass(30 * DAY + 1)
    const refused = await server.ask(ME, { token: ada.token })
    expect((await refused.clone().json()).detail).toContain('not used for 30 days')
    await expectProblem(refused, 'signed_out')
  })

  test('ends after a time, however much it is used', async () => {
    for (let day = 0; day < 90; day += 15) {
      server.pass(15 * DAY)
      expect(await status(ME, ada.token)).toBe(200)
      await untilNoted()
    }
    server.pass(1)
    const refused = await server.ask(ME, { token: ada.token })
    expect((await refused.clone().json()).detail).toContain('After 90 days')
    await expectProblem(refused, 'signed_out')
  })

  test('is looked up once for a call, and noted once a day', async () => {
    const find = vi.spyOn(server.store.access, 'findSession')
    const touch = vi.spyOn(server.store.access, 'touchSession')
    for (let time = 0; time < 3; time += 1) await status(ME, ada.token)
    expect(find).toHaveBeenCalledTimes(3)
    expect(touch).not.toHaveBeenCalled()
    server.pass(DAY + 1)
    await status(ME, ada.token)
    await Promise.all(touch.mock.results.map(({ value }) => value))
    for (let time = 0; time < 3; time += 1) await status(ME, ada.token)
    expect(touch).toHaveBeenCalledTimes(1)
  })

  test('is good also while its use cannot be noted', async () => {
    vi.spyOn(server.store.access, 'touchSession').mockRejectedValue(new Error('a full disk'))
    server.pass(DAY + 1)
    expect(await status(ME, ada.token)).toBe(200)
    await vi.waitFor(() => expect(server.logged.join()).toContain('could not be noted'))
    expect(server.logged.join()).not.toContain('a full disk')
  })
})

describe('what is for admins', () => {
  test('opens for people who are admins, as long as they are', async () => {
    expect(await status(PEOPLE, root.token)).toBe(200)
    await server.ask(`PATCH /api/v1/admin/people/${root.id}`, {
      token: ADMIN_TOKEN,
      json: { role: 'member' },
    })
    await expectProblem(await server.ask(PEOPLE, { token: root.token }), 'forbidden')
  })

  test('is refused to an admin whose session is too old', async () => {
    server.pass(31 * DAY)
    await expectProblem(await server.ask(PEOPLE, { token: root.token }), 'signed_out')
  })

  test('ends when its person becomes an admin, and takes open invites along', async () => {
    const path = `/api/v1/admin/people/${ada.id}`
    const invited = await server.ask(`POST ${path}/invite`, { token: ADMIN_TOKEN })
    const { code } = await invited.json()
    const change = (json: object) => server.ask(`PATCH ${path}`, { token: ADMIN_TOKEN, json })
    expect((await change({ role: 'admin' })).status).toBe(200)
    await expectProblem(await server.ask(ME, { token: ada.token }), 'signed_out')
    const grant = { grant: 'invite', code, device: 'x' }
    await expectProblem(await server.ask('POST /api/v1/sessions', { json: grant }), 'invite_unknown')
    expect((await change({ role: 'admin', team: 'Network' })).status).toBe(200)
    expect(await status(ME, root.token)).toBe(200)
  })

  test('tells the caller their role', async () => {
    expect(await (await server.ask(ME, { token: root.token })).json()).toMatchObject({ role: 'admin' })
    expect(await (await server.ask(ME, { token: ada.token })).json()).toMatchObject({ role: 'member' })
  })
})

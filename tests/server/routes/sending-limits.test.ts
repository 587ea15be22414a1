import { afterEach, describe, expect, test } from 'vitest'
import type { Config } from '../../../server/config.ts'
import type { SendingLimits } from '../../../server/stores/recognition-store.ts'
import { expectProblem } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

const NONE: SendingLimits = { perMinute: null, perDay: null, perPairPerWeek: null, newcomers: null }

let server: TestServer
let ada: SignedIn
let ben: SignedIn
let cleo: SignedIn
afterEach(() => server.close())

async function open(limits: Partial<SendingLimits>, settings: Partial<Config> = {}): Promise<void> {
  server = await openTestServer({ isLimited: true, ...settings })
  ada = await server.addPerson('Ada')
  ben = await server.addPerson('Ben')
  cleo = await server.addPerson('Cleo')
  const json = { limits: { ...NONE, ...limits } }
  await server.ask('PATCH /api/v1/admin/settings', { token: ADMIN_TOKEN, json })
}

const send = (to = ben, spot = newSpot([to.id])) =>
  server.ask(`PUT /api/v1/recognitions/${spot.id}`, { token: ada.token, json: spot.json })

describe('limits that fit people', () => {
  test.each([
    ['minute', { perMinute: 1 }, '2026-11-02T09:01:00.000Z'],
    ['day', { perDay: 1 }, '2026-11-03T09:00:00.000Z'],
    ['pair', { perPairPerWeek: 1 }, '2026-11-09T09:00:00.000Z'],
    ['newcomer', { newcomers: { days: 7, perDay: 1 } }, '2026-11-03T09:00:00.000Z'],
  ] as const)('say which it is, the %s’s, and when to come again', async (limit, limits, retryAt) => {
    await open(limits)
    expect((await send()).status).toBe(201)
    const refused = await send()
    expect(await refused.clone().json()).toMatchObject({ limit, retryAt })
    await expectProblem(refused, 'enough_for_now', 'runbook')
    server.pass((Date.parse(retryAt) - Date.parse('2026-11-02T09:00:00.000Z')) / 1000)
    expect((await send()).status).toBe(201)
  })

  test('count what is new, once', async () => {
    await open({ perDay: 1 })
    const spot = newSpot([ben.id])
    for (const status of [201, 200, 200]) expect((await send(ben, spot)).status).toBe(status)
  })

  test('do not count what was undone', async () => {
    await open({ perDay: 1 })
    const spot = newSpot([ben.id])
    await send(ben, spot)
    await server.ask(`DELETE /api/v1/recognitions/${spot.id}`, { token: ada.token })
    expect((await send()).status).toBe(201)
  })

  test('of a pair leave others alone', async () => {
    await open({ perPairPerWeek: 1 })
    await send()
    expect((await send(cleo)).status).toBe(201)
  })

  test('are not kept where measurements are made', async () => {
    await open({ perMinute: 1 }, { isLimited: false })
    for (let count = 0; count < 3; count += 1) expect((await send()).status).toBe(201)
  })
})

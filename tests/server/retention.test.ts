import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { openLog } from '../../server/observing/log.ts'
import type { RetentionRounds } from '../../server/retention.ts'
import { startRetention } from '../../server/retention.ts'
import { expectProblem } from './refusals.ts'
import type { SignedIn, TestServer } from './test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from './test-server.ts'

const DAY = 86_400
const DAY_MS = DAY * 1000
const START = Date.parse('2026-11-02T09:00:00.000Z')
const CONFIG = { ...readConfig({}), isLimited: false, sessionIdleDays: 400, sessionMaxDays: 500 }

let server: TestServer
let ada: SignedIn
let ben: SignedIn
let time: number
let logged: string[]
let running: RetentionRounds[]

beforeEach(async () => {
  server = await openTestServer(CONFIG)
  time = START
  logged = []
  running = []
  ada = await server.addPerson('Ada')
  ben = await server.addPerson('Ben')
})
afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  await Promise.all(running.map((rounds) => rounds.stop()))
  await server.close()
})

function pass(days: number): void {
  server.pass(days * DAY)
  time += days * DAY_MS
}

function begin(): void {
  const log = openLog('info', { write: (line) => logged.push(line) })
  running.push(startRetention({ store: server.store, config: CONFIG, log, now: () => new Date(time) }))
}

async function send(): Promise<string> {
  const { id, json } = newSpot([ben.id])
  await server.ask(`PUT /api/v1/recognitions/${id}`, { token: ada.token, json })
  await server.passUndoTime()
  return id
}

const keep = (retention: { recognitions?: number; audit?: number }) =>
  server.ask('PATCH /api/v1/admin/settings', { token: ADMIN_TOKEN, json: { retention } })
const find = (id: string) => server.ask(`GET /api/v1/recognitions/${id}`, { token: ben.token })
const entries = async () => (await server.store.audit.list({ limit: 200 })).entries

/** What each round that forgot something says at its end. */
const forgotten = async () =>
  (await entries()).flatMap(({ action, details }) => (action === 'retention.forgot' ? [details] : []))
const untilForgotten = (times = 1) =>
  vi.waitFor(async () => expect(await forgotten()).toHaveLength(times), { timeout: 10_000 })

describe('retention', () => {
  test('forgets bright spots that are too old, for everybody', async () => {
    await keep({ recognitions: 30 })
    const [old, asOld] = [await send(), await send()]
    pass(29)
    const young = await send()
    pass(1.5)
    const { next } = await (await server.ask('GET /api/v1/changes', { token: ben.token })).json()
    begin()
    await untilForgotten()
    await expectProblem(await find(old), 'withdrawn')
    expect((await find(young)).status).toBe(200)
    const later = await server.ask(`GET /api/v1/changes?since=${next}`, { token: ben.token })
    expect((await later.json()).changes).toEqual([old, asOld].map((id) => ({ type: 'removed', id })))
    expect(await forgotten()).toEqual([{ recognitions: 'some' }])
  })

  test('forgets entries of the audit log, however many', async () => {
    await keep({ audit: 10 })
    const at = new Date(time).toISOString()
    const entry = { at, action: 'old', target: null, address: null, requestId: null, details: {} }
    const actor = { kind: 'server' as const, id: null }
    await Promise.all(
      Array.from({ length: 1200 }, () => server.store.audit.append({ ...entry, id: uuidv7(), actor })),
    )
    const first = await server.store.audit.list({ limit: 1 })
    expect(first.entries).toMatchObject([{ action: 'old' }])
    pass(11)
    await keep({ audit: 10 })
    begin()
    await untilForgotten()
    expect((await entries()).map(({ action }) => action)).toEqual(['retention.forgot', 'settings.changed'])
  })

  test('is off until somebody sets it; sessions end all the same', async () => {
    const id = await send()
    const before = await entries()
    pass(401)
    begin()
    await untilForgotten()
    expect(await forgotten()).toEqual([{ sessions: 'some' }])
    expect(await server.store.access.devices(ben.id)).toEqual([])
    expect(await server.store.recognitions.find(id, ben.id)).toMatchObject({ kind: 'found' })
    expect((await entries()).slice(1)).toEqual(before)
  })

  test('ends sessions that are used, but too old', async () => {
    pass(300)
    await server.ask('GET /api/v1/me', { token: ben.token })
    await vi.waitFor(async () => {
      const [device] = await server.store.access.devices(ben.id)
      expect(device?.lastUsedAt).not.toBe(device?.createdAt)
    })
    pass(200)
    const young = await server.addPerson('Young')
    pass(1)
    begin()
    await untilForgotten()
    expect(await server.store.access.devices(ben.id)).toEqual([])
    expect(await server.store.access.devices(young.id)).toHaveLength(1)
  })

  test('may be done by several servers at once', async () => {
    await keep({ recognitions: 30, audit: 30 })
    for (let count = 0; count < 3; count += 1) await send()
    pass(31)
    const forgetting = vi.spyOn(server.store.recognitions, 'forgetBefore')
    begin()
    begin()
    await vi.waitFor(() => expect(forgetting.mock.settledResults).toHaveLength(3))
    const counts = forgetting.mock.settledResults.map(({ value }) => String(value))
    expect(counts.toSorted().join(' ')).toBe('0 0 3')
    expect(logged).toEqual([])
  })

  test('comes again every day', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await keep({ recognitions: 30 })
    await send()
    pass(31)
    begin()
    await untilForgotten()
    await send()
    pass(31)
    await vi.advanceTimersByTimeAsync(DAY_MS)
    await untilForgotten(2)
  })

  test('is tried again when the store fails, and says no more than that', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    await keep({ recognitions: 30 })
    await send()
    pass(31)
    vi.spyOn(server.store, 'settings').mockRejectedValueOnce(new Error('words of somebody'))
    begin()
    await vi.waitFor(() => expect(logged).toHaveLength(1))
    expect(logged.join()).toContain('could not be forgotten')
    expect(logged.join()).not.toContain('words of somebody')
    expect(await forgotten()).toEqual([])
    await vi.advanceTimersByTimeAsync(600_000)
    await untilForgotten()
  })
})

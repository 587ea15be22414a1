import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Client } from '../../api-client.ts'
import { addClient } from '../../api-client.ts'
import type { RunningServer } from '../../running-server.ts'
import { startServer } from '../../running-server.ts'
import { newSpot } from '../../test-server.ts'
import type { CuttingProxy } from './cutting-proxy.ts'
import { startCuttingProxy } from './cutting-proxy.ts'
import type { NewDatabase } from './new-database.ts'
import { makeDatabase } from './new-database.ts'
import type { PostgresServer } from './postgres-server.ts'
import { startPostgres } from './postgres-server.ts'

const ADMIN_TOKEN = 'an-admin-token-for-tests'
const SOON = { timeout: 10_000, interval: 50 }

let postgres: PostgresServer
let proxy: CuttingProxy
let database: NewDatabase
let server: RunningServer
let ada: Client
let ben: Client
beforeAll(async () => {
  postgres = await startPostgres()
  proxy = await startCuttingProxy(postgres.port)
})
afterAll(async () => {
  await proxy.close()
  await postgres.remove()
})
beforeEach(async () => {
  database = await makeDatabase(postgres.url)
  const throughProxy = database.url.replace(`:${postgres.port}/`, `:${proxy.port}/`)
  server = await startServer({ ADMIN_TOKEN, STORE_URL: throughProxy, UNDO_SECONDS: '0', LIMITS: 'off' })
  ada = await addClient(server.url, ADMIN_TOKEN, 'ada')
  ben = await addClient(server.url, ADMIN_TOKEN, 'ben')
})
afterEach(async () => {
  await server.stop()
  await database.drop()
})

const isReady = async () => (await fetch(`${server.url}/readyz`)).status

function send({ id, json }: ReturnType<typeof newSpot>): Promise<Response> {
  return ada.call('PUT', `recognitions/${id}`, json)
}

/** Waits as the extension does: who is refused meanwhile asks again. */
async function waitForChanges(since: string): Promise<unknown> {
  const answer = await ben.call('GET', `changes?since=${since}&wait=25`)
  return answer.ok ? answer.json() : waitForChanges(since)
}

/** Asks without pause, so that there is always something under way. */
async function keepAsking(over: AbortSignal): Promise<Set<number>> {
  const seen = new Set<number>()
  while (!over.aborted) seen.add((await ben.call('GET', 'changes')).status)
  return seen
}

describe('while the database is away', () => {
  test('everything is refused as not ready, and goes on by itself when it is back', async () => {
    const spot = newSpot([ben.id])
    const waiting = ben.call('GET', 'changes?wait=25')
    await postgres.stop()
    expect(await isReady()).toBe(503)
    const refused = await send(spot)
    expect([refused.status, await refused.json()]).toMatchObject([503, { code: 'not_ready' }])
    expect((await waiting).status).toBeOneOf([200, 503])
    await postgres.start()
    await vi.waitFor(async () => expect(await isReady()).toBe(200), SOON)
    expect((await send(spot)).status).toBe(201)
    expect(await (await ben.call('GET', 'changes')).json()).toMatchObject({ changes: [{ id: spot.id }] })
  })

  test('who waits for something new hears of it after the database was away', async () => {
    const { next } = await (await ben.call('GET', 'changes')).json()
    const waiting = waitForChanges(next)
    await postgres.stop()
    await postgres.start()
    const spot = newSpot([ben.id])
    await vi.waitFor(async () => expect((await send(spot)).ok).toBe(true), SOON)
    expect(await waiting).toMatchObject({ changes: [{ id: spot.id }] })
  })
})

test('connections that are cut cost a few refusals and nothing else', async () => {
  const over = new AbortController()
  const asking = Promise.all([1, 2, 3, 4].map(() => keepAsking(over.signal)))
  const sent: string[] = []
  for (let cuts = 0; cuts < 20; cuts += 1) {
    const spot = newSpot([ben.id])
    proxy.cut()
    await vi.waitFor(async () => expect((await send(spot)).ok).toBe(true), SOON)
    sent.push(spot.id)
  }
  over.abort()
  const statuses = new Set((await asking).flatMap((seen) => [...seen]))
  expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([])
  const { changes }: { changes: { id: string }[] } = await (await ben.call('GET', 'changes')).json()
  expect(changes.map(({ id }) => id)).toEqual(sent)
  expect(await isReady()).toBe(200)
})

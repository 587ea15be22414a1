import { rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Change } from '../../shared/api.ts'
import { freePort } from '../e2e/free-port.ts'
import type { Client } from './api-client.ts'
import { addClient, sendUntilAcknowledged } from './api-client.ts'
import type { RunningServer } from './running-server.ts'
import { startServer } from './running-server.ts'
import { makeTemporaryFolder } from './stores/temporary-folder.ts'

const ADMIN_TOKEN = 'an-admin-token-for-tests'

let folder: string
let port: number
let running: RunningServer[] = []
beforeEach(async () => {
  folder = await makeTemporaryFolder()
  port = await freePort()
})
afterEach(async () => {
  await Promise.all(running.map((server) => server.stop('SIGKILL')))
  running = []
  await rm(folder, { recursive: true })
})

/** Always on the same port and the same folder. */
async function start(): Promise<RunningServer> {
  const settings = { ADMIN_TOKEN, UNDO_SECONDS: '0', LIMITS: 'off', PORT: String(port) }
  const server = await startServer({ STORE_URL: `lowdb:${folder}`, ...settings })
  running.push(server)
  return server
}

/** A request whose body never comes to its end: the server cannot answer it. */
async function askHalf(): Promise<void> {
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write('POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n')
  socket.write('Content-Length: 100\r\n\r\n{"grant":')
  await sleep(200)
}

/** Reads the feed with long-polls until it is told to end, across whatever happens to the server. */
async function follow(reader: Client, over: AbortSignal) {
  const seen: string[] = []
  let since = ''
  while (!over.aborted) {
    const query = since === '' ? '' : `&since=${since}`
    const answer = await reader.call('GET', `changes?wait=5${query}`).catch(() => undefined)
    if (!answer?.ok) {
      await sleep(50)
      continue
    }
    const page: { changes: Change[]; next: string } = await answer.json()
    seen.push(...page.changes.map(({ id }) => id))
    since = page.next
  }
  return seen
}

describe('a restart while people send and wait', () => {
  test('loses and doubles nothing that was acknowledged', async () => {
    const first = await start()
    const [ada, ben] = [
      await addClient(first.url, ADMIN_TOKEN, 'ada'),
      await addClient(first.url, ADMIN_TOKEN, 'ben'),
    ]
    const [sendingEnds, readingEnds] = [new AbortController(), new AbortController()]
    const acknowledged: string[] = []
    const send = async () => {
      while (!sendingEnds.signal.aborted) acknowledged.push(await sendUntilAcknowledged(ada, ben))
    }
    const following = follow(ben, readingEnds.signal)
    const senders = [send(), send(), send()]
    await expect.poll(() => acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(20)
    const ending = first.stop()
    const second = await start()
    expect(await ending).toBe(0)
    const before = acknowledged.length
    await expect.poll(() => acknowledged.length, { timeout: 10_000 }).toBeGreaterThan(before + 20)
    sendingEnds.abort()
    await Promise.all(senders)
    const last = await sendUntilAcknowledged(ada, ben)
    await sleep(300)
    readingEnds.abort()
    await sendUntilAcknowledged(ada, ben)
    const seen = await following
    expect(seen.filter((id) => acknowledged.includes(id)).toSorted()).toEqual(acknowledged.toSorted())
    expect(seen).toContain(last)
    expect(second.log().some(({ level }) => level === 'error')).toBe(false)
  }, 30_000)

  test('answers who waits at once', async () => {
    const first = await start()
    const ada = await addClient(first.url, ADMIN_TOKEN, 'ada')
    const polls = Array.from({ length: 20 }, async () => {
      const answer = await ada.call('GET', 'changes?wait=25')
      return { status: answer.status, connection: answer.headers.get('connection'), at: performance.now() }
    })
    await sleep(500)
    const told = performance.now()
    await first.stop()
    for (const { status, connection, at } of await Promise.all(polls)) {
      expect([status, connection]).toEqual([200, 'close'])
      expect(at - told).toBeLessThan(1500)
    }
  })
})

describe('a server that cannot end at once', () => {
  test('ends after a bounded time, and the next one waits for it', async () => {
    const first = await start()
    await askHalf()
    const began = performance.now()
    const ending = first.stop()
    const second = await start()
    expect(await ending).toBe(0)
    expect(performance.now() - began).toBeLessThan(13_000)
    expect(second.log().map(({ msg }) => msg)).toEqual([
      'The store is in use by another server: waiting up to 11 s for its end',
      'started',
    ])
  }, 30_000)

  test('ends as it is when it is told again, but not by one signal that comes twice', async () => {
    const first = await start()
    await askHalf()
    const began = performance.now()
    process.kill(first.pid, 'SIGINT')
    process.kill(first.pid, 'SIGINT')
    await sleep(1000)
    expect(await first.stop()).toBe(1)
    expect(performance.now() - began).toBeLessThan(4000)
    expect(first.log().at(-1)).toMatchObject({ level: 'warn', msg: 'told to stop again: ended as it is' })
  })
})

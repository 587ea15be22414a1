import { rm } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { listRoutes } from '../../server/app.ts'
import { labelsOf } from '../../server/observing/prometheus.ts'
import { addClient, sendUntilAcknowledged } from './api-client.ts'
import type { RunningServer } from './running-server.ts'
import { runServer, startServer } from './running-server.ts'
import { openTestServer } from './test-server.ts'
import { makeTemporaryFolder } from './stores/temporary-folder.ts'

const ADMIN_TOKEN = 'an-admin-token-for-tests'

/** Has the process say whether it loaded the library, and at how many ports it listens. */
const TELLS = encodeURIComponent(`
  import { createRequire } from 'node:module'
  const { cache } = createRequire(process.cwd() + '/')
  process.on('SIGUSR2', () => {
    const isLoaded = Object.keys(cache).some((path) => path.includes('prom-client'))
    const ports = process.getActiveResourcesInfo().filter((name) => name === 'TCPServerWrap').length
    console.log(JSON.stringify({ isLoaded, ports }))
  })
`)

let folder: string
let server: RunningServer | undefined
beforeEach(async () => {
  folder = await makeTemporaryFolder()
})
afterEach(async () => {
  await server?.stop('SIGKILL')
  await rm(folder, { recursive: true })
})

const settings = () => ({
  STORE_URL: `lowdb:${folder}`,
  ADMIN_TOKEN,
  UNDO_SECONDS: '0',
  NODE_OPTIONS: `--import data:text/javascript,${TELLS}`,
})

async function tell(running: RunningServer): Promise<string | undefined> {
  process.kill(running.pid, 'SIGUSR2')
  await expect.poll(() => running.output()).toContain('isLoaded')
  return running.output().trim().split('\n').at(-1)
}

/** The samples by their name with labels. */
async function scrape(address: string): Promise<Map<string, number>> {
  const answer = await fetch(address)
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ''), Number(line.split(' ').at(-1))]))
}

test('without the setting nothing is loaded and nothing more listens', async () => {
  server = await startServer(settings())
  expect(await tell(server)).toBe('{"isLoaded":false,"ports":1}')
})

test('with it Prometheus finds what the server did, without a person in it', async () => {
  server = await startServer({ ...settings(), METRICS_PORT: '0' })
  const address = String(server.log().find(({ metrics }) => metrics)?.['metrics'])
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/)
  expect(await tell(server)).toBe('{"isLoaded":true,"ports":2}')
  const [ada, ben] = [
    await addClient(server.url, ADMIN_TOKEN, 'ada'),
    await addClient(server.url, ADMIN_TOKEN, 'ben'),
  ]
  const ids = [await sendUntilAcknowledged(ada, ben), await sendUntilAcknowledged(ada, ben)]
  await ada.call('PUT', `recognitions/${ids[0]}`, {})
  await ben.call('GET', 'recognitions')
  await fetch(`${server.url}/nowhere/grace`)
  const waiting = ada.call('GET', 'changes?wait=25&since=')
  const polls = Array.from({ length: 3 }, async () => {
    const { next } = await (await ben.call('GET', 'changes')).json()
    return ben.call('GET', `changes?wait=25&since=${next}`)
  })
  await sleep(500)
  const samples = await scrape(address)
  const answered = (method: string, route: string, status: number | string) =>
    samples.get(
      `bright_spots_http_request_duration_seconds_count{method="${method}",route="${route}",status="${status}"}`,
    )
  expect(answered('any', '/api/v1/recognitions', '2xx')).toBe(3)
  expect(answered('any', '/api/v1/recognitions', '4xx')).toBe(1)
  expect(answered('GET', 'none', 404)).toBe(1)
  expect(samples.get('bright_spots_failed_deliveries_total')).toBe(0)
  expect(samples.get('bright_spots_waiting_polls')).toBe(3)
  expect([...samples.keys()].filter((name) => name.startsWith('nodejs_eventloop_lag'))).not.toEqual([])
  const names = [...samples.keys()].join('\n')
  expect(names).not.toMatch(/method="(?!any)\w+",route="[^"]*(recognitions|reports)/)
  for (const personal of [ada.id, ben.id, ...ids, 'grace', 'corp.example'])
    expect(names).not.toContain(personal)
  await sendUntilAcknowledged(ada, ben)
  await Promise.all([...polls, waiting])
  expect((await scrape(address)).get('bright_spots_waiting_polls')).toBe(0)
  expect((await fetch(`${server.url}/metrics`)).status).toBe(404)
  expect(await server.stop()).toBe(0)
})

test('nothing that is done with bright spots or reports is told apart', async () => {
  const opened = await openTestServer()
  const routes = listRoutes(opened.app).map((call) => call.split(' '))
  await opened.close()
  // Of what colleagues share, which admins may read, nothing more is known by how often they do.
  const spots = routes.filter(([, route = '']) => /v1\/recognitions|reports/.test(route))
  const labels = spots.flatMap(([method = '', route = '']) =>
    [200, 201, 204].map((status) => Object.values(labelsOf({ method, route, status })).join(' ')),
  )
  expect(spots.length).toBeGreaterThan(10)
  expect(new Set(labels)).toEqual(new Set(['any /api/v1/recognitions 2xx', 'any /api/v1/admin/reports 2xx']))
})

test('a port that is taken ends the start in words', async () => {
  server = await startServer(settings())
  const { port } = new URL(server.url)
  const other = { ...settings(), STORE_URL: `lowdb:${folder}/other`, METRICS_PORT: port }
  const { code, output } = await runServer(other)
  expect([code, output]).toEqual([
    1,
    `Nothing can listen on METRICS_HOST 127.0.0.1, METRICS_PORT ${port} (EADDRINUSE): choose others\n`,
  ])
})

import autocannon, { type Options, type Result } from 'autocannon'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { addColleague } from '../e2e/colleague.ts'
import { startServer } from '../e2e/server.ts'
import type { Bench, Benchmark, Figure } from './benchmark.ts'
import { alternate, quantile, sampleOf } from './statistics.ts'

const ROUNDS = 5
const SECONDS = 2
const CONNECTIONS = [1, 64]

interface Target {
  address: string
  token: string
  body: string
}

/** How one round went. */
interface Load {
  perSecond: number
  p50: number
  p99: number
}

const MEASURES = [
  { key: 'perSecond', words: 'sent', unit: 'requests/s' },
  { key: 'p50', words: 'answered, p50', unit: 'ms' },
  { key: 'p99', words: 'answered, p99', unit: 'ms' },
] as const

export const send: Benchmark = {
  name: 'send',
  about:
    'PUT of a bright spot through the whole app, on disk, beside a bare Hono handler that echoes the body',
  run: async (bench) => {
    const figures: Figure[] = []
    for (const connections of CONNECTIONS) figures.push(...(await measure(connections, bench)))
    return figures
  },
}

/** On a store that is empty at first: each round finds it fuller. */
async function measure(connections: number, bench: Bench): Promise<Figure[]> {
  const [server, echo] = await Promise.all([startServer(), startEcho()])
  try {
    const [sender, recipient] = [await addColleague(server), await addColleague(server, 'Jorge Benítez')]
    const { token } = sender
    const body = bodyFor(recipient.id)
    const loads = await alternate(ROUNDS, {
      ours: () => load({ address: server.address, token, body }, connections),
      echo: () => load({ address: echo.address, token, body }, connections),
    })
    const stored = loads.ours.reduce((sum, { perSecond }) => sum + perSecond * SECONDS, 0)
    bench.say(`${words(connections)}: about ${Math.round(stored)} were stored`)
    return MEASURES.map(({ key, words: what, unit }) => ({
      what: `${words(connections)}, ${what}`,
      unit,
      ours: sampleOf(loads.ours.map((round) => round[key])),
      yardstick: sampleOf(loads.echo.map((round) => round[key])),
      target: null,
    }))
  } finally {
    await echo.stop()
    await server.remove()
  }
}

const words = (connections: number) => (connections === 1 ? '1 connection' : `${connections} connections`)

function bodyFor(recipient: string): string {
  const message = 'Your safe order got us through the key rotation at three in the morning. Thank you.'
  const context = {
    tool: 'mediawiki',
    kind: 'wiki',
    key: 'Rotating_the_signing_keys',
    title: 'Rotating the signing keys',
    url: 'https://wiki.corp.example/wiki/Rotating_the_signing_keys',
  }
  return JSON.stringify({ recipients: [recipient], message, values: [], visibility: 'private', context })
}

/** Each request has an id of its own, as each bright spot has. */
async function load({ address, token, body }: Target, connections: number): Promise<Load> {
  const times: number[] = []
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  const options: Options = {
    url: address,
    connections,
    duration: SECONDS,
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
    requests: [{ setupRequest: (request) => ({ ...request, path: `/api/v1/recognitions/${uuidv7()}` }) }],
  }
  const run = autocannon(options, (fault, result) => (fault ? reject(fault) : resolve(result)))
  // Its own histogram counts whole milliseconds.
  run.on('response', (_client, _status, _bytes, time) => times.push(time))
  const { errors, timeouts, non2xx, duration } = await promise
  if (errors + timeouts + non2xx > 0)
    throw new Error(`${errors + timeouts + non2xx} requests were not served`)
  return { perSecond: times.length / duration, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

async function startEcho(): Promise<{ address: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'echo.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  return {
    address: String(line).trim(),
    stop: async () => {
      const ended = once(child, 'exit')
      child.kill()
      await ended
    },
  }
}

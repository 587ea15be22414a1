import autocannon, { type Options, type Result } from 'autocannon'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Figure } from './benchmark.ts'
import { quantile } from './statistics.ts'

/** What is asked, over and over, by so many connections at once. */
export interface Load {
  address: string
  connections: number
  seconds: number
  method: 'GET' | 'PUT'
  token: string
  /** Asked anew for each request: each bright spot has an id of its own. */
  path: () => string
  /** JSON, of a PUT. */
  body?: string
}

/** How it went. */
export interface Answered {
  perSecond: number
  p50: number
  p99: number
}

export const ANSWERED: readonly { key: keyof Answered; words: string; unit: Figure['unit'] }[] = [
  { key: 'perSecond', words: 'answered', unit: 'requests/s' },
  { key: 'p50', words: 'p50', unit: 'ms' },
  { key: 'p99', words: 'p99', unit: 'ms' },
]

/** @throws when any of it was not served. */
export async function answer(load: Load): Promise<Answered> {
  const times: number[] = []
  const { promise, resolve, reject } = Promise.withResolvers<Result>()
  const run = autocannon(optionsOf(load), (fault, result) => (fault ? reject(fault) : resolve(result)))
  // Its own histogram counts whole milliseconds.
  run.on('response', (_client, _status, _bytes, time) => times.push(time))
  const { errors, timeouts, non2xx, duration } = await promise
  if (errors + timeouts + non2xx > 0)
    throw new Error(`${errors + timeouts + non2xx} requests were not served`)
  return { perSecond: times.length / duration, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

function optionsOf({ address, connections, seconds, method, token, path, body }: Load): Options {
  return {
    url: address,
    connections,
    duration: seconds,
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
    requests: [{ setupRequest: (request) => ({ ...request, path: path() }) }],
  }
}

/** A server that is a yardstick, as a process of its own. */
export interface Yardstick {
  address: string
  stop(): Promise<void>
}

/** @param script beside this file; it prints its address once it listens. */
export async function startYardstick(script: string, ...args: string[]): Promise<Yardstick> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), ...args], {
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

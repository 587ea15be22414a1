import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import type { Server } from 'node:http'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Address } from '../listening.ts'
import { listen } from '../listening.ts'
import type { Meters } from './meters.ts'
import type { AnsweredRequest } from './requests.ts'

/** From a store in memory to the longest long-poll. */
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30]

/**
 * What is done with bright spots, private ones too, and with those that were reported. Each is one thing here, whatever is done:
 * how often one of them was sent, read, answered or reported would be how many there are.
 */
const TOGETHER = ['/api/v1/recognitions', '/api/v1/admin/reports']

type Labels = Record<'method' | 'route' | 'status', string>

/** What a request is counted as. */
export function labelsOf({ method, route, status }: Omit<AnsweredRequest, 'ms'>): Labels {
  const together = TOGETHER.find((path) => route === path || route?.startsWith(`${path}/`))
  if (together === undefined) return { method, route: route ?? 'none', status: String(status) }
  return { method: 'any', route: together, status: `${Math.trunc(status / 100)}xx` }
}

function countAnswers(registers: Registry[]): Meters['answered'] {
  const durations = new Histogram({
    name: 'bright_spots_http_request_duration_seconds',
    help: 'Time until a request was answered; long-polls wait by design',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  })
  return (request) => durations.observe(labelsOf(request), request.ms / 1000)
}

function createMeters(registry: Registry): Meters {
  const registers = [registry]
  const failed = new Counter({
    name: 'bright_spots_failed_deliveries_total',
    help: 'Times that the store could not deliver what was due; it is asked again',
    registers,
  })
  const waiting = new Gauge({
    name: 'bright_spots_waiting_polls',
    help: 'Requests for changes whose answer is held back until there is something',
    registers,
  })
  return {
    answered: countAnswers(registers),
    deliveryFailed: () => failed.inc(),
    waits() {
      waiting.inc()
      return () => waiting.dec()
    },
  }
}

export interface Prometheus {
  meters: Meters
  server: Server
}

/** Counts, and shows what it counted at `/metrics` on a port of its own: what is for operators never is public by accident. */
export async function startPrometheus(address: Address): Promise<Prometheus> {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const app = new Hono().get('/metrics', async (c) =>
    c.body(await registry.metrics(), 200, { 'content-type': registry.contentType }),
  )
  const server = await listen(address, 'METRICS_')
  const answer = getRequestListener(app.fetch, { hostname: address.host })
  server.on('request', (incoming, outgoing) => void answer(incoming, outgoing))
  return { meters: createMeters(registry), server }
}

import { openLowdbStore } from '../../server/stores/lowdb/open.ts'
import { startServer } from '../e2e/server.ts'
import type { ServerUnderTest } from '../e2e/server.ts'
import type { Bench, Benchmark, Figure, Target } from './benchmark.ts'
import { ANSWERED, answer, startYardstick } from './load.ts'
import type { Answered, Load } from './load.ts'
import type { Organisation } from './spots.ts'
import { READER_TOKEN, rowsOf } from './spots.ts'
import { alternate, sampleOf } from './statistics.ts'

const ROUNDS = 5
const SECONDS = 2
const CONNECTIONS = 64

const SMALL: Organisation = { people: 200, recognitions: 1_000, inboxOfReader: 100 }
const FULL: Organisation = { people: 200, recognitions: 100_000, inboxOfReader: 100 }
const LONG_INBOX: Organisation = { people: 200, recognitions: 11_000, inboxOfReader: 10_000 }
const SHORT_INBOX: Organisation = { people: 200, recognitions: 11_000, inboxOfReader: 100 }

export const read: Benchmark = {
  name: 'read',
  about:
    'the feed through the whole app: with nothing new beside a bare Hono handler, with much behind it beside little',
  run: async (bench) => [
    ...(await nothingNew(bench)),
    ...(await compareStores('page of a feed, of 100,000 bright spots beside 1,000', [FULL, SMALL], bench)),
    ...(await compareStores(
      'first page of an inbox of 10,000, beside one of 100',
      [LONG_INBOX, SHORT_INBOX],
      bench,
    )),
  ],
}

/** A server on a store that has all that. */
export async function serverOf(organisation: Organisation, bench: Bench): Promise<ServerUnderTest> {
  const folder = bench.folder()
  const store = await openLowdbStore(folder)
  await store.fill(rowsOf(organisation))
  await store.close()
  return startServer({ env: { STORE_URL: `lowdb:${folder}` } })
}

async function nothingNew(bench: Bench): Promise<Figure[]> {
  const [server, echo] = [await serverOf(SMALL, bench), await startYardstick('echo.ts')]
  try {
    const response = await server.call('GET', '/api/v1/changes?limit=200', undefined, READER_TOKEN)
    const { next } = await response.json()
    const load = loadOf(`/api/v1/changes?since=${next}`)
    const loads = await alternate(ROUNDS, {
      ours: () => answer({ ...load, address: server.address }),
      yardstick: () => answer({ ...load, address: echo.address }),
    })
    return figuresOf('nothing new, beside a bare GET', loads, { compare: 'ratio', atLeast: 0.6 })
  } finally {
    await echo.stop()
    await server.remove()
  }
}

/** The same page of 50, asked of both in turns. */
async function compareStores(
  what: string,
  [ours, yardstick]: [Organisation, Organisation],
  bench: Bench,
): Promise<Figure[]> {
  const [first, second] = [await serverOf(ours, bench), await serverOf(yardstick, bench)]
  try {
    const load = loadOf('/api/v1/changes?limit=50')
    const loads = await alternate(ROUNDS, {
      ours: () => answer({ ...load, address: first.address }),
      yardstick: () => answer({ ...load, address: second.address }),
    })
    return figuresOf(what, loads, { compare: 'ratio', atLeast: 0.9 })
  } finally {
    await Promise.all([first.remove(), second.remove()])
  }
}

function loadOf(path: string): Omit<Load, 'address'> {
  return { connections: CONNECTIONS, seconds: SECONDS, method: 'GET', token: READER_TOKEN, path: () => path }
}

/** Of these the target is for the throughput alone: the others say how it was reached. */
export function figuresOf(
  what: string,
  { ours, yardstick }: { ours: Answered[]; yardstick: Answered[] },
  target: Target | null,
): Figure[] {
  return ANSWERED.map(({ key, words, unit }) => ({
    what: `${what}: ${words}`,
    unit,
    ours: sampleOf(ours.map((round) => round[key])),
    yardstick: sampleOf(yardstick.map((round) => round[key])),
    target: key === 'perSecond' ? target : null,
  }))
}

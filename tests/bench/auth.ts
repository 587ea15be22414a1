import { openLowdbStore } from '../../server/stores/lowdb/open.ts'
import type { Bench, Benchmark, Figure } from './benchmark.ts'
import type { Answered, Load, Yardstick } from './load.ts'
import { answer, startYardstick } from './load.ts'
import { figuresOf } from './read.ts'
import { READER_TOKEN, rowsOf } from './spots.ts'
import { alternate, sampleOf } from './statistics.ts'

/** Many short turns: what else the machine does falls on both. */
const ROUNDS = 31
const SECONDS = 1
const CONNECTIONS = 16
const ORGANISATION = { people: 200, recognitions: 1_000, inboxOfReader: 100 }
/** Of the rounds: others on the machine make a request dearer, by its caches, and never cheaper. */
const QUIET = 0.25
/** Whatever takes a tenth of the whole makes nine tenths into the whole. */
const AT_MOST = 1 / 0.9

export const auth: Benchmark = {
  name: 'auth',
  about:
    'the feed with nothing new through the whole app, beside the same app without its check of the token: no hash, no look into the store, no age',
  run: async (bench) => {
    const checked = await start('checked', bench)
    const unchecked = await start('unchecked', bench)
    try {
      return await compare(checked, unchecked)
    } finally {
      await Promise.all([checked.stop(), unchecked.stop()])
    }
  },
}

/** On a store of its own: a folder is for one process. */
async function start(how: 'checked' | 'unchecked', bench: Bench): Promise<Yardstick> {
  const folder = bench.folder()
  const store = await openLowdbStore(folder)
  await store.fill(rowsOf(ORGANISATION))
  await store.close()
  return startYardstick('auth-server.ts', folder, how)
}

async function feedAt(address: string, token: string | undefined): Promise<Response> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  return fetch(`${address}/api/v1/changes?limit=200`, { headers })
}

/** One that measured the same thing twice would say that a check costs nothing. */
async function expectDifference(checked: Yardstick, unchecked: Yardstick): Promise<void> {
  const statuses = [checked, unchecked].map(async ({ address }) => (await feedAt(address, undefined)).status)
  const [refused, served] = await Promise.all(statuses)
  if (refused !== 401 || served !== 200)
    throw new Error(`Without a token: ${refused} where it is checked, ${served} where it is not`)
}

async function loadOn({ address }: Yardstick): Promise<Load> {
  const { next } = await (await feedAt(address, READER_TOKEN)).json()
  return {
    address,
    connections: CONNECTIONS,
    seconds: SECONDS,
    method: 'GET',
    token: READER_TOKEN,
    path: () => `/api/v1/changes?since=${next}`,
  }
}

async function spentBy(address: string): Promise<{ cpuMs: number; answered: number }> {
  return (await fetch(`${address}/spent`)).json()
}

/** How it went, and what the server took of the processor for one request. */
async function measure(load: Load): Promise<Answered & { cpuMs: number }> {
  const before = await spentBy(load.address)
  const answered = await answer(load)
  const after = await spentBy(load.address)
  return { ...answered, cpuMs: (after.cpuMs - before.cpuMs) / (after.answered - before.answered) }
}

async function compare(checked: Yardstick, unchecked: Yardstick): Promise<Figure[]> {
  await expectDifference(checked, unchecked)
  const [ours, yardstick] = [await loadOn(checked), await loadOn(unchecked)]
  const loads = await alternate(ROUNDS, { ours: () => measure(ours), yardstick: () => measure(yardstick) })
  const cpuOf = (rounds: readonly { cpuMs: number }[]) =>
    sampleOf(
      rounds.map(({ cpuMs }) => cpuMs),
      QUIET,
    )
  return [
    {
      what: 'token check: of the processor, for a request',
      unit: 'ms',
      ours: cpuOf(loads.ours),
      yardstick: cpuOf(loads.yardstick),
      target: { compare: 'ratio', atMost: AT_MOST },
    },
    ...figuresOf('token check', loads, null),
  ]
}

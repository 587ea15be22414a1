import { openLowdbStore } from '../../server/stores/lowdb/open.ts'
import type { Bench, Benchmark } from './benchmark.ts'
import type { Yardstick } from './load.ts'
import { answer, startYardstick } from './load.ts'
import { figuresOf } from './read.ts'
import { READER_TOKEN, rowsOf } from './spots.ts'
import { alternate } from './statistics.ts'

const ROUNDS = 11
const SECONDS = 2
const CONNECTIONS = 64
const ORGANISATION = { people: 200, recognitions: 1_000, inboxOfReader: 100 }
/** A check that takes a tenth of a request leaves nine tenths of the answers. */
const SHARE_LEFT = 0.9

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

async function loadOn({ address }: Yardstick) {
  const { next } = await (await feedAt(address, READER_TOKEN)).json()
  return {
    address,
    connections: CONNECTIONS,
    seconds: SECONDS,
    method: 'GET' as const,
    token: READER_TOKEN,
    path: () => `/api/v1/changes?since=${next}`,
  }
}

async function compare(checked: Yardstick, unchecked: Yardstick) {
  await expectDifference(checked, unchecked)
  const [ours, yardstick] = [await loadOn(checked), await loadOn(unchecked)]
  const loads = await alternate(ROUNDS, { ours: () => answer(ours), yardstick: () => answer(yardstick) })
  return figuresOf('token check', loads, { compare: 'ratio', atLeast: SHARE_LEFT })
}

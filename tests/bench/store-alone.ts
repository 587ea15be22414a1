import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openLowdbStore } from '../../server/stores/lowdb/open.ts'
import type { Bench, Figure } from './benchmark.ts'
import type { Organisation } from './spots.ts'
import { rowsOf } from './spots.ts'
import { sampleOf, single } from './statistics.ts'

const STARTS = 5

/** What `store-process.ts` found. */
export interface StoreMeasures {
  /** From asking for the store until it answers, in seconds. */
  openSeconds: number
  /** The heap after a collection, beyond that of the same process without a store. */
  heapBytes: number
  /** The longest time for which the store kept the thread, in milliseconds of that thread. */
  heldMs: number
}

/** The lowdb store without the app, in a process of its own: its start, its memory, and how long it keeps others waiting. */
export async function measureStore(organisation: Organisation, bench: Bench): Promise<Figure[]> {
  const folder = bench.folder()
  const store = await openLowdbStore(folder)
  await store.fill(rowsOf(organisation))
  await store.close()
  const starts = await times(STARTS, () => run(folder, 'open'))
  const busy = await run(folder, 'write')
  // It was killed: what it wrote is in the journal.
  const afterKill = await run(folder, 'open')
  const perSpot = starts.map(({ heapBytes }) => heapBytes / organisation.recognitions)
  return [
    {
      what: 'start with 100,000',
      unit: 's',
      ours: sampleOf(starts.map(({ openSeconds }) => openSeconds)),
      yardstick: null,
      target: { compare: 'value', atMost: 2 },
    },
    {
      what: 'the same after a kill, with some seconds of writing in the journal',
      unit: 's',
      ours: single(afterKill.openSeconds),
      yardstick: null,
      target: null,
    },
    {
      what: 'memory for each bright spot',
      unit: 'bytes',
      ours: sampleOf(perSpot),
      yardstick: null,
      target: null,
    },
    {
      what: 'longest time that the store keeps the event loop, sending and delivering among 100,000',
      unit: 'ms',
      ours: single(busy.heldMs),
      yardstick: null,
      target: { compare: 'value', atMost: 50 },
    },
  ]
}

async function times<Result>(count: number, ask: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let nth = 0; nth < count; nth += 1) results.push(await ask())
  return results
}

async function run(folder: string, what: 'open' | 'write'): Promise<StoreMeasures> {
  const script = join(import.meta.dirname, 'store-process.ts')
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, folder, what])
  const measures: StoreMeasures = JSON.parse(stdout)
  return measures
}

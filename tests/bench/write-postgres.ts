import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openPostgresStore } from '../../server/stores/postgres/open.ts'
import type { Figure } from './benchmark.ts'
import { newStore, withPostgres } from './postgres.ts'
import { rowsOf } from './spots.ts'
import { alternate, sampleOf } from './statistics.ts'

const PROCESSES = [1, 2, 4]
const ROUNDS = 3
const SECONDS = 3

/** Writes of several processes on one PostgreSQL, beside the same inserts by `pg` alone from as many. */
export function measurePostgres(): Promise<Figure[]> {
  return withPostgres(async (postgres) => {
    const url = await newStore(postgres, 'write')
    const store = await openPostgresStore(url)
    await store.fill(rowsOf({ people: 200, recognitions: 1_000, inboxOfReader: 100 }))
    await store.close()
    const figures: Figure[] = []
    for (const processes of PROCESSES) figures.push(await measure(url, processes))
    return figures
  })
}

async function measure(url: string, processes: number): Promise<Figure> {
  const rates = await alternate(ROUNDS, {
    ours: () => writeFrom(processes, 'store', url),
    yardstick: () => writeFrom(processes, 'bare', url),
  })
  return {
    what: `PostgreSQL, ${processes === 1 ? '1 process' : `${processes} processes`}, beside the same inserts in bare pg`,
    unit: 'writes/s',
    ours: sampleOf(rates.ours),
    yardstick: sampleOf(rates.yardstick),
    target: null,
  }
}

/** @returns how many were written a second, by all together. */
async function writeFrom(processes: number, how: 'store' | 'bare', url: string): Promise<number> {
  const script = join(import.meta.dirname, 'postgres-writer.ts')
  const write = () => promisify(execFile)(process.execPath, [script, url, how, String(SECONDS)])
  const outputs = await Promise.all(Array.from({ length: processes }, write))
  return outputs.reduce((sum, { stdout }) => sum + Number(stdout), 0) / SECONDS
}

import { rmSync } from 'node:fs'
import { openLowdbStore } from '../../server/stores/lowdb/open.ts'
import type { Bench, Benchmark, Figure } from './benchmark.ts'
import { answer, startYardstick } from './load.ts'
import type { Load } from './load.ts'
import { figuresOf, serverOf } from './read.ts'
import { bodyFor, newPath, personId, READER_TOKEN, rowsOf } from './spots.ts'
import type { Organisation } from './spots.ts'
import { alternate } from './statistics.ts'
import { measureStore } from './store-alone.ts'
import { measurePostgres } from './write-postgres.ts'

const ROUNDS = 5
const SECONDS = 2
const CONNECTIONS = 64

const SMALL: Organisation = { people: 200, recognitions: 1_000, inboxOfReader: 100 }
const FULL: Organisation = { people: 200, recognitions: 100_000, inboxOfReader: 100 }

export const write: Benchmark = {
  name: 'write',
  about:
    'PUT of a bright spot at 64 connections: the whole app beside a bare Hono handler, beside the same app on SQLite, on a full store beside a small one',
  run: async (bench) => [
    ...(await besideEcho(bench)),
    ...(await besideSqlite(bench)),
    ...(await fullBesideSmall(bench)),
    ...(await measureStore(FULL, bench)),
    ...(await measurePostgres()),
  ],
}

const LOAD: Omit<Load, 'address'> = {
  connections: CONNECTIONS,
  seconds: SECONDS,
  method: 'PUT',
  token: READER_TOKEN,
  path: newPath,
  body: bodyFor(personId(1)),
}

async function besideEcho(bench: Bench): Promise<Figure[]> {
  const [server, echo] = [await serverOf(SMALL, bench), await startYardstick('echo.ts')]
  try {
    const loads = await alternate(ROUNDS, {
      ours: () => answer({ ...LOAD, address: server.address }),
      yardstick: () => answer({ ...LOAD, address: echo.address }),
    })
    return figuresOf('beside a bare Hono handler that echoes the body', loads, {
      compare: 'ratio',
      atLeast: 0.5,
    })
  } finally {
    await echo.stop()
    await server.remove()
  }
}

async function besideSqlite(bench: Bench): Promise<Figure[]> {
  const folder = bench.folder()
  const store = await openLowdbStore(folder)
  await store.fill(rowsOf(SMALL))
  await store.close()
  const [server, sqlite] = [await serverOf(SMALL, bench), await startYardstick('sqlite-server.ts', folder)]
  try {
    const loads = await alternate(ROUNDS, {
      ours: () => answer({ ...LOAD, address: server.address }),
      yardstick: () => answer({ ...LOAD, address: sqlite.address }),
    })
    return figuresOf('beside the same app on SQLite, synchronous=FULL', loads, {
      compare: 'ratio',
      atLeast: 5,
    })
  } finally {
    await sqlite.stop()
    await server.remove()
    rmSync(folder, { recursive: true })
  }
}

async function fullBesideSmall(bench: Bench): Promise<Figure[]> {
  const [full, small] = [await serverOf(FULL, bench), await serverOf(SMALL, bench)]
  try {
    const loads = await alternate(ROUNDS, {
      ours: () => answer({ ...LOAD, address: full.address }),
      yardstick: () => answer({ ...LOAD, address: small.address }),
    })
    return figuresOf('with 100,000 bright spots, beside 1,000', loads, { compare: 'ratio', atLeast: 0.9 })
  } finally {
    await Promise.all([full.remove(), small.remove()])
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Change } from '../../../../shared/api.ts'
import type { Person, PersonId } from '../../../../shared/recognition.ts'
import { openPostgresStore } from '../../../../server/stores/postgres/open.ts'
import type { Store } from '../../../../server/stores/store.ts'
import { profile } from '../../../contracts/store-subject.ts'
import { deliverAll, follow, write } from './feed-load.ts'
import type { NewDatabase } from './new-database.ts'
import { makeDatabase, runSql } from './new-database.ts'

const ROUNDS = Number(process.env['ROUNDS'] ?? 1)
const WRITERS = 4
/** Of each of them, for each who leaves. */
const WRITES = 12 * ROUNDS
const STAYING = ['ada', 'ben', 'cleo', 'dan']
const LEAVING = ['eve', 'fay', 'gus', 'hal', 'ida', 'jo']

async function add({ people }: Store, names: readonly string[]): Promise<PersonId[]> {
  const created = await Promise.all(names.map((name) => people.create(profile(name), '')))
  return created.flatMap((outcome) => (outcome.kind === 'stored' ? outcome.person.id : []))
}

/** Everybody writes of everybody, and meanwhile one after the other of those who leave is erased. */
async function writeAndErase(
  stores: readonly Store[],
  people: readonly PersonId[],
  ids: readonly PersonId[],
) {
  for (const [nth, id] of ids.entries()) {
    const writings = stores.map((store) => write(store, people, WRITES))
    await sleep(Math.random() * 100)
    await stores[nth % stores.length]?.people.erase(id, new Date().toISOString())
    await Promise.all(writings)
  }
}

function named(change: Change): Person[] {
  return change.type === 'removed' ? [] : [change.recognition.sender, ...change.recognition.recipients]
}

describe(`people who are erased under ${WRITERS} writers`, () => {
  let database: NewDatabase
  let leaving: PersonId[]
  let shown: Person[]

  beforeAll(async () => {
    database = await makeDatabase()
    const stores = await Promise.all(Array.from({ length: WRITERS }, () => openPostgresStore(database.url)))
    const [reader] = stores
    if (!reader) throw new Error('No store is open')
    const staying = await add(reader, STAYING)
    leaving = await add(reader, LEAVING)
    const quiet = new AbortController()
    const readings = Promise.all(staying.map((id) => follow(reader, id, quiet.signal)))
    await writeAndErase(stores, [...staying, ...leaving], leaving)
    await deliverAll(reader)
    quiet.abort()
    shown = (await readings).flatMap((seen) => [...seen.values()].flatMap(named))
    await Promise.all(stores.map((store) => store.close()))
  }, 60_000 * ROUNDS)

  afterAll(() => database.drop())

  test('are named to nobody who followed their own feed', () => {
    const theirs = shown.filter(({ id }) => leaving.includes(id))
    expect(theirs.length).toBeGreaterThan(WRITES)
    expect(theirs.filter(({ name, former }) => name !== 'A former colleague' || !former)).toEqual([])
    expect(shown.filter(({ former }) => !former).length).toBeGreaterThan(WRITES)
  })

  test('bring nobody into each other’s way for good', async () => {
    const [count] = await runSql<{ deadlocks: number }>(
      database.url,
      'select deadlocks::int from pg_stat_database where datname = current_database()',
    )
    expect(count).toEqual({ deadlocks: 0 })
  })
})

import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openPostgresStore } from '../../../../server/stores/postgres/open.ts'
import type { Store } from '../../../../server/stores/store.ts'
import { DUE_AT, LATER, profile, SENT_AT, StoreSubject } from '../../../contracts/store-subject.ts'
import type { NewDatabase } from './new-database.ts'
import { makeDatabase, openIn } from './new-database.ts'

const SPOTS = 200

let database: NewDatabase
const here = new StoreSubject()
let others: Store[]
beforeEach(async () => {
  database = await makeDatabase()
  await here.open(() => openIn(database, database.url))
  others = await Promise.all([openPostgresStore(database.url), openPostgresStore(database.url)])
})
afterEach(async () => {
  await Promise.all(others.map((store) => store.close()))
  await here.remove()
})

function other(): Store {
  const [store] = others
  if (!store) throw new Error('No other store is open')
  return store
}

test('what one process stores rings in the others within about a second', async () => {
  const ben = here.id('ben')
  const rings: number[] = []
  const unwatch = other().watch(ben, () => rings.push(performance.now()))
  await other().recognitions.changes(ben, null, 10)
  await here.accept()
  const delivered = performance.now()
  await here.store.recognitions.deliverDue(DUE_AT)
  await vi.waitFor(() => expect(rings).toHaveLength(1), { timeout: 2_000, interval: 10 })
  expect((rings[0] ?? Infinity) - delivered).toBeLessThan(1_200)
  await here.store.people.update(ben, { active: false })
  await vi.waitFor(() => expect(rings).toHaveLength(2), { timeout: 2_000, interval: 10 })
  await sleep(600)
  expect(rings).toHaveLength(2)
  unwatch()
})

test('one asks for all who are watched at once, and nothing while nobody is', async () => {
  const questions = vi.spyOn(await poolPrototype(), 'connect')
  const unwatch = ['ada', 'ben', 'cleo'].map((name) => here.store.watch(here.id(name), () => undefined))
  await sleep(1_300)
  for (const end of unwatch) end()
  expect(questions).toHaveBeenCalledTimes(2)
  await sleep(700)
  expect(questions).toHaveBeenCalledTimes(2)
  questions.mockRestore()
})

async function poolPrototype() {
  const { Pool } = await import('pg')
  return Pool.prototype
}

test(`${SPOTS} that are due are delivered once each, by whichever of three processes comes first`, async () => {
  const ids: string[] = []
  for (let count = 0; count < SPOTS; count += 1)
    ids.push((await here.accept({ recipients: [here.id('ben'), here.id('cleo')] })).recognition.id)
  const deliverAll = async ({ recognitions }: Store) => {
    let sum = 0
    for (;;) {
      const { delivered, nextDueAt } = await recognitions.deliverDue(LATER)
      sum += delivered
      if (nextDueAt === null) return sum
    }
  }
  const counts = await Promise.all([here.store, ...others].map(deliverAll))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(SPOTS)
  const { changes, next } = await here.feed('ben', null, SPOTS * 2)
  expect(changes.map(({ id }) => id).toSorted()).toEqual(ids.toSorted())
  expect(next.position).toBe(SPOTS)
})

test('of two who add the same address at once, one is told that it is taken', async () => {
  const outcomes = await Promise.all(
    [here.store, ...others].map(({ people }) => people.create(profile('eve'), SENT_AT)),
  )
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['stored', 'taken', 'taken'])
})

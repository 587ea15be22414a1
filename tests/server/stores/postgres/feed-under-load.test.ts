import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PersonId } from '../../../../shared/recognition.ts'
import type { Acceptance } from '../../../../server/stores/recognition-store.ts'
import { openPostgresStore } from '../../../../server/stores/postgres/open.ts'
import type { Store } from '../../../../server/stores/store.ts'
import { profile } from '../../../contracts/store-subject.ts'
import { EARLY, followBroken, prepareBroken, SEQUENCE } from './broken-readers.ts'
import type { Seen } from './feed-load.ts'
import { deliverAll, endFailing, follow, killConnections, makeRowsFail, write } from './feed-load.ts'
import type { NewDatabase } from './new-database.ts'
import { makeDatabase } from './new-database.ts'

const ROUNDS = Number(process.env['ROUNDS'] ?? 1)
const WRITERS = 8
const WRITES = 60 * ROUNDS
const PEOPLE = ['ada', 'ben', 'cleo', 'dan', 'eve', 'fay']

async function wholeFeed({ recognitions }: Store, personId: PersonId): Promise<Seen> {
  const page = await recognitions.changes(personId, null, 1_000_000)
  if (page.kind !== 'page') throw new Error(page.kind)
  return new Map(page.changes.map((change) => [change.id, change]))
}

/** Those who must have an acknowledged one in the end: of one that was withdrawn, before delivery perhaps, its sender. */
function reached({ recognition, senderId }: Acceptance, seenBySender: Seen | undefined): PersonId[] {
  const isWithdrawn = seenBySender?.get(recognition.id)?.type === 'removed'
  return isWithdrawn ? [senderId] : [senderId, ...recognition.recipients]
}

describe(`the feed under ${WRITERS} writers, with rollbacks, killed connections and deliveries`, () => {
  let database: NewDatabase
  let stores: Store[]
  let people: PersonId[]
  let followed: Seen[]
  let accepted: Acceptance[]
  let killed: number
  let missedBySequence: number
  let missedByEarly: number

  beforeAll(async () => {
    database = await makeDatabase()
    const { url } = database
    stores = await Promise.all(Array.from({ length: WRITERS + 1 }, () => openPostgresStore(url)))
    const [reader, ...writers] = stores
    if (!reader) throw new Error('No store is open')
    const created = await Promise.all(PEOPLE.map((name) => reader.people.create(profile(name), '')))
    people = created.flatMap((outcome) => (outcome.kind === 'stored' ? outcome.person.id : []))
    await makeRowsFail(url)
    await prepareBroken(url, SEQUENCE)
    await prepareBroken(url, EARLY)

    const [written, quiet] = [new AbortController(), new AbortController()]
    const readings = Promise.all(people.map((id) => follow(reader, id, quiet.signal)))
    const brokenReadings = Promise.all([SEQUENCE, EARLY].map((way) => followBroken(url, way, quiet.signal)))
    const killing = killConnections(url, written.signal)
    accepted = (await Promise.all(writers.map((store) => write(store, people, WRITES)))).flat()
    written.abort()
    killed = await killing
    await sleep(100)
    await endFailing(url)
    await deliverAll(reader)
    quiet.abort()
    followed = await readings
    ;[missedBySequence = 0, missedByEarly = 0] = await brokenReadings
  }, 60_000 * ROUNDS)

  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()))
    await database.drop()
  })

  test('loses nothing: who followed has all, as it is now', async () => {
    const [store] = stores
    if (!store) throw new Error('No store is open')
    for (const [nth, personId] of people.entries()) {
      const whole = await wholeFeed(store, personId)
      expect([...whole].filter(([id, change]) => !isDeepStrictEqual(followed[nth]?.get(id), change))).toEqual(
        [],
      )
    }
  })

  test('brings whatever was acknowledged to everybody', () => {
    const seenBy = new Map(people.map((personId, nth) => [personId, followed[nth]]))
    const missing = accepted.flatMap((acceptance) =>
      reached(acceptance, seenBy.get(acceptance.senderId)).filter(
        (personId) => !seenBy.get(personId)?.has(acceptance.recognition.id),
      ),
    )
    expect(accepted.length).toBeGreaterThan(WRITES)
    expect(killed).toBeGreaterThan(10)
    expect(missing).toEqual([])
  })

  test('a sequence as the cursor would lose some', () => {
    expect(missedBySequence).toBeGreaterThan(0)
  })

  test('positions that are given before delivery would lose some', () => {
    expect(missedByEarly).toBeGreaterThan(0)
  })
})

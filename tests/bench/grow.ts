import { openPostgresStore } from '../../server/stores/postgres/open.ts'
import type { Store } from '../../server/stores/store.ts'
import type { Bench, Benchmark, Figure } from './benchmark.ts'
import { newStore, runSql, withPostgres } from './postgres.ts'
import { contentFor, personId } from './spots.ts'
import { alternate, quantile, sampleOf } from './statistics.ts'

const PEOPLE = 200
const SMALL_ROWS = 10_000
const LARGE_ROWS = 5_000_000
const ROUNDS = 8
const ASKED = 1_000
const NEW_ROWS = 10

export const grow: Benchmark = {
  name: 'grow',
  about: 'the feed on PostgreSQL with 5,000,000 rows beside 10,000; it takes some minutes and 4 GB of disk',
  run: (bench) =>
    withPostgres(async (postgres) => {
      const [small, large] = [await newStore(postgres, 'small'), await newStore(postgres, 'large')]
      await fill(small, SMALL_ROWS, bench)
      await fill(large, LARGE_ROWS, bench)
      return measure(await openPostgresStore(small), await openPostgresStore(large))
    }),
}

/** Half of the rows are senders', half recipients'; everybody has as many as everybody else. */
async function fill(url: string, rows: number, bench: Bench): Promise<void> {
  bench.say(`filling a database with ${rows} rows`)
  const { message, context } = contentFor(personId(1))
  const time = "'2026-11-02T09:00:00.000Z'"
  const id = (nth: string) => `'019a94c5-0000-7000-8000-' || lpad((${nth})::text, 12, '0')`
  const person = (nth: string) => `'019a94c4-0000-7000-8000-' || lpad((${nth})::text, 12, '0')`
  const spots = rows / 2
  await runSql(
    url,
    // A superuser's shortcut: what is made up here refers to what is there.
    'set session_replication_role = replica',
    `insert into people (id, name, email, role, handles, active, created_at, email_key, name_key, search_text, search_words)
      select ${person('n')}, 'Person ' || n, n || '@corp.example', 'member', '[]', true, ${time}, n || '@corp.example', 'person ' || n, 'person ' || n, 'person ' || n
      from generate_series(0, ${PEOPLE - 1}) as n`,
    `insert into feeds (person_id, position, run)
      select ${person('n')}, ${rows / PEOPLE}, current_run() from generate_series(0, ${PEOPLE - 1}) as n`,
    `insert into recognitions (id, sender_id, recipients, message, value_ids, visibility, context, sent_at, deliver_at, delivered_at)
      select ${id('n')}, ${person(`n % ${PEOPLE}`)}, array[${person(`(n + 1) % ${PEOPLE}`)}], '${message}', '{}', 'private', '${JSON.stringify(context)}', ${time}, ${time}, ${time}
      from generate_series(0, ${spots - 1}) as n`,
    `insert into parties (person_id, position, recognition_id, role, nth)
      select ${person(`(n + nth) % ${PEOPLE}`)}, 1 + (n / ${PEOPLE}) * 2 + nth, ${id('n')}, case nth when 0 then 'sender' else 'recipient' end, nth
      from generate_series(0, ${spots - 1}) as n, generate_series(0, 1) as nth`,
    'vacuum analyze',
    'checkpoint',
  )
}

async function measure(small: Store, large: Store): Promise<Figure[]> {
  try {
    const nothingNew = await alternate(ROUNDS, {
      ours: () => ask(large, LARGE_ROWS / PEOPLE, 0),
      yardstick: () => ask(small, SMALL_ROWS / PEOPLE, 0),
    })
    const someNew = await alternate(ROUNDS, {
      ours: () => ask(large, LARGE_ROWS / PEOPLE, NEW_ROWS),
      yardstick: () => ask(small, SMALL_ROWS / PEOPLE, NEW_ROWS),
    })
    return [
      figureOf('p99 of a feed with nothing new, at 5,000,000 rows beside 10,000', nothingNew),
      figureOf('p99 of a feed with 10 new ones, at 5,000,000 rows beside 10,000', someNew),
    ]
  } finally {
    await Promise.all([small.close(), large.close()])
  }
}

function figureOf(what: string, { ours, yardstick }: { ours: number[]; yardstick: number[] }): Figure {
  return {
    what,
    unit: 'ms',
    ours: sampleOf(ours),
    yardstick: sampleOf(yardstick),
    target: { compare: 'ratio', atMost: 1.3 },
  }
}

/** Everybody asks in turns, so that no page of the disk is asked for twice in a row. @returns the 99th percentile, in milliseconds. */
async function ask(store: Store, end: number, newRows: number): Promise<number> {
  const times: number[] = []
  for (let asked = 0; asked < ASKED; asked += 1) {
    const person = personId((asked * 7) % PEOPLE)
    const since = await cursorOf(store, person, end - newRows)
    const began = performance.now()
    const page = await store.recognitions.changes(person, since, 50)
    times.push(performance.now() - began)
    if (page.kind !== 'page' || page.changes.length !== newRows) throw new Error('That is not the feed')
  }
  return quantile(times, 0.99)
}

async function cursorOf(store: Store, person: string, position: number) {
  const page = await store.recognitions.changes(person, null, 1)
  if (page.kind !== 'page') throw new Error(page.kind)
  return { ...page.next, position }
}

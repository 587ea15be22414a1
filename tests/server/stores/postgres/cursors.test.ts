import { execFileSync } from 'node:child_process'
import { rename, rm } from 'node:fs/promises'
import { escapeLiteral } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { FeedCursor } from '../../../../server/stores/recognition-store.ts'
import { DUE_AT, StoreSubject } from '../../../contracts/store-subject.ts'
import { makeDatabase, openIn, runSql } from './new-database.ts'
import type { PostgresServer } from './postgres-server.ts'
import { startPostgres } from './postgres-server.ts'

let postgres: PostgresServer
let url: string
let on: StoreSubject
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.remove())
beforeEach(async () => {
  on = new StoreSubject()
  await on.open(async () => {
    const database = await makeDatabase(postgres.url)
    url = database.url
    return openIn(database, url)
  })
})
afterEach(() => on.remove())

/** Ben gets one more. @returns where his feed is then. */
async function receive(): Promise<FeedCursor> {
  await on.accept()
  await on.store.recognitions.deliverDue(DUE_AT)
  return (await on.feed('ben')).next
}

async function restart(): Promise<void> {
  await postgres.stop()
  await postgres.start()
}

/** With its owner, who need not be us. */
function copyFolder(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to])
}

async function isGood(cursor: FeedCursor): Promise<boolean> {
  return (await on.store.recognitions.changes(on.id('ben'), cursor, 10)).kind === 'page'
}

/** Before the backup, and after it; the restored feed then counts on, past the positions that it had. */
async function expectWhatCameLaterToExpire(early: FeedCursor, late: FeedCursor): Promise<void> {
  expect([await isGood(early), await isGood(late)]).toEqual([true, false])
  for (let count = 0; count < 3; count += 1) await receive()
  expect([await isGood(early), await isGood(late)]).toEqual([true, false])
  expect(await on.idsOf('ben', early)).toHaveLength(3)
}

test('cursors outlive restarts of the database, also when feeds move in between', async () => {
  const cursors = [(await on.feed('ben')).next]
  for (let count = 1; count <= 3; count += 1) {
    cursors.push(await receive())
    await restart()
    expect(await Promise.all(cursors.map(isGood))).toEqual(cursors.map(() => true))
  }
  for (const [seen, cursor] of cursors.entries()) expect(await on.idsOf('ben', cursor)).toHaveLength(3 - seen)
})

test('a feed remembers its newest hundred runs, and forgets older ones', async () => {
  const first = await receive()
  await restart()
  const second = await receive()
  await runSql(
    url,
    `insert into past_runs select id, 'run ' || nth, 1000 + nth from people, generate_series(1, 99) as nth`,
    `update feeds set position = 2000`,
  )
  await restart()
  await receive()
  expect([await isGood(first), await isGood(second)]).toEqual([false, true])
  expect(
    await runSql(url, `select count(*)::int from past_runs where person_id = '${on.id('ben')}'`),
  ).toEqual([{ count: 100 }])
})

/** In the order in which one refers to another. */
const TABLES = ['people', 'handles', 'invites', 'sessions', 'feeds', 'past_runs', 'recognitions', 'parties']

/** The rows of each table, as JSON; what pg_dump of the server's own version would write. */
async function dump(): Promise<Map<string, string>> {
  const dumped = new Map<string, string>()
  for (const table of TABLES) {
    const [found] = await runSql<{ rows: string }>(
      url,
      `select coalesce(json_agg(${table}), '[]')::text as rows from ${table}`,
    )
    dumped.set(table, found?.rows ?? '[]')
  }
  return dumped
}

/** Drops all tables and makes them anew, with the rows of the dump. */
async function restore(dumped: ReadonlyMap<string, string>): Promise<void> {
  await runSql(url, 'drop schema public cascade', 'create schema public')
  await on.reopen()
  for (const [table, rows] of dumped)
    await runSql(
      url,
      `insert into ${table} select * from json_populate_recordset(null::${table}, ${escapeLiteral(rows)})`,
    )
}

test('of a database whose tables are put back from a dump, what came after the dump expires', async () => {
  const early = await receive()
  const dumped = await dump()
  const late = await receive()
  await restore(dumped)
  await expectWhatCameLaterToExpire(early, late)
})

test('of a data directory that is put back, what came after it was copied expires', async () => {
  const { dataFolder } = postgres
  const backup = `${dataFolder}-backup`
  const early = await receive()
  await postgres.stop()
  copyFolder(dataFolder, backup)
  await postgres.start()
  const late = await receive()
  await postgres.stop()
  await rm(dataFolder, { recursive: true })
  await rename(backup, dataFolder)
  await postgres.start()
  await expectWhatCameLaterToExpire(early, late)
})

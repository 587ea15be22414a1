import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { describeStore } from '../../../contracts/store.ts'
import { borrowDatabase, makeDatabase, openIn, runSql } from './new-database.ts'
import type { PgBouncer } from './pgbouncer.ts'
import { findPgBouncer, startPgBouncer } from './pgbouncer.ts'

const path = findPgBouncer()

if (path === undefined) test.skip('the contract through pgbouncer: skipped, because it is not installed')
else {
  let bouncer: PgBouncer
  beforeAll(async () => {
    bouncer = await startPgBouncer(path, inject('postgresPort'))
  })
  afterAll(() => bouncer.stop())

  const throughProxy = (url: string) => url.replace(`:${inject('postgresPort')}/`, `:${bouncer.port}/`)

  describeStore('PostgreSQL behind a proxy that pools transactions', async () => {
    const database = await borrowDatabase()
    return openIn(database, throughProxy(database.url))
  })

  test('the proxy does take sessions apart: what one sets, another finds', async () => {
    const database = await makeDatabase()
    const url = throughProxy(database.url)
    await runSql(url, "set statement_timeout = '54321ms'")
    expect(await runSql(url, 'show statement_timeout')).toEqual([{ statement_timeout: '54321ms' }])
    await database.drop()
  })
}

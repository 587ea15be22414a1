import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CannotStart } from '../../../../server/cannot-start.ts'
import { openStore } from '../../../../server/stores/index.ts'
import { openPostgresStore } from '../../../../server/stores/postgres/open.ts'
import { freePort } from '../../../e2e/free-port.ts'
import type { NewDatabase } from './new-database.ts'
import { makeDatabase, runSql, sharedUrl } from './new-database.ts'
import { PASSWORD } from './postgres-server.ts'

let database: NewDatabase
beforeAll(async () => {
  database = await makeDatabase()
})
afterAll(() => database.drop())

/** What the one who starts the server reads. */
async function refusalOf(url: string): Promise<string> {
  const refusal = await openStore(url).catch((error: unknown) => error)
  if (!(refusal instanceof CannotStart)) throw new Error('It was not refused', { cause: refusal })
  expect(refusal.message).not.toContain(PASSWORD)
  return refusal.message
}

describe('opening', () => {
  test('several that open an empty database at once make its tables once', async () => {
    const { url, drop } = await makeDatabase()
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(url)))
    await Promise.all(stores.map((store) => store.ping()))
    const versions = await runSql(url, 'select version from bright_spots_migrations order by version')
    expect(versions).toEqual([{ version: 1 }, { version: 2 }, { version: 3 }])
    await Promise.all(stores.map((store) => store.close()))
    await drop()
  })

  test('also goes with the other name of the scheme', async () => {
    const store = await openStore(database.url.replace('postgres:', 'postgresql:'))
    await store.close()
  })

  test('needs no right to make tables once they are there', async () => {
    const { url, name, drop } = await makeDatabase()
    await (await openPostgresStore(url)).close()
    await runSql(
      url,
      `create role writer_${name} login password '${PASSWORD}'`,
      `grant select, insert, update, delete on all tables in schema public to writer_${name}`,
    )
    const store = await openPostgresStore(url.replace('//postgres:', `//writer_${name}:`))
    await store.ping()
    await store.close()
    await drop()
    await runSql(sharedUrl('postgres'), `drop role writer_${name}`)
  })
})

describe('what is wrong is said in words, without the password', () => {
  test('tables of a newer version', async () => {
    const { url, drop } = await makeDatabase()
    const store = await openPostgresStore(url)
    await runSql(
      url,
      `insert into bright_spots_migrations (version, name) values (999, 'of a newer version')`,
    )
    expect(await refusalOf(url)).toContain('newer version of Bright Spots (its tables have version 999')
    await expect(store.ping()).rejects.toMatchObject({ code: 'not_ready' })
    await store.close()
    await drop()
  })

  test('tables of something else', async () => {
    const { url, drop } = await makeDatabase()
    await runSql(url, 'create table people (id int)')
    expect(await refusalOf(url)).toContain('give the server a database of its own')
    await drop()
  })

  test('a wrong password', async () => {
    expect(await refusalOf(database.url.replace(PASSWORD, 'another'))).toContain(
      'it does not let postgres in',
    )
  })

  test('a user that is not there', async () => {
    expect(await refusalOf(database.url.replace('//postgres:', '//nobody:'))).toContain(
      'it does not let nobody in',
    )
  })

  test('a database that is not there', async () => {
    expect(await refusalOf(sharedUrl('nowhere'))).toContain('CREATE DATABASE nowhere OWNER postgres')
  })

  test('no right to make tables', async () => {
    const role = `guest_${database.name}`
    await runSql(database.url, `create role ${role} login password '${PASSWORD}'`)
    const { url, drop } = await makeDatabase()
    expect(await refusalOf(url.replace('//postgres:', `//${role}:`))).toContain(
      `let ${role} own the database`,
    )
    await drop()
    await runSql(database.url, `drop role ${role}`)
  })

  test('a host that nobody knows', async () => {
    expect(await refusalOf(`postgres://a:${PASSWORD}@no-such-host.invalid/b`)).toContain(
      'check the host in STORE_URL',
    )
  })

  test('a port where nothing listens', async () => {
    const port = await freePort()
    const url = `postgres://a:${PASSWORD}@127.0.0.1:${port}/b`
    expect(await refusalOf(url)).toContain(
      `PostgreSQL at 127.0.0.1:${port} is not ready for the server (ECONNREFUSED)`,
    )
  })

  test('something that does not answer', async () => {
    const mute = createServer((socket) => socket.resume())
    await once(mute.listen(0, '127.0.0.1'), 'listening')
    const address = mute.address()
    const port = typeof address === 'object' ? address?.port : undefined
    expect(await refusalOf(`postgres://a:${PASSWORD}@127.0.0.1:${port}/b`)).toContain('it does not answer')
    mute.close()
  })

  test('TLS asked of a server without', async () => {
    expect(await refusalOf(`${database.url}?sslmode=verify-full`)).toContain('it does not speak TLS')
  })

  test('an address that cannot be read', async () => {
    expect(await refusalOf(`postgres://a:${PASSWORD}@db.corp.example:port/b`)).toContain(
      'STORE_URL cannot be read as an address',
    )
  })

  test('a database that would not wait for the disk', async () => {
    const { url, name, drop } = await makeDatabase()
    await runSql(url, `alter database ${name} set synchronous_commit = off`)
    expect(await refusalOf(url)).toContain('synchronous_commit off')
    await drop()
  })

  test('a database that can only be read', async () => {
    const { url, name, drop } = await makeDatabase()
    await runSql(url, `alter database ${name} set default_transaction_read_only = on`)
    expect(await refusalOf(url)).toContain('STORE_URL must name the primary')
    await drop()
  })
})

import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { openPostgresStore } from '../../../../server/stores/postgres/open.ts'
import type { OpenedStore } from '../../../contracts/store-subject.ts'
import { PASSWORD } from './postgres-server.ts'

/** The address of a database of the server that the tests share. */
export function sharedUrl(database: string): string {
  return `postgres://postgres:${PASSWORD}@127.0.0.1:${inject('postgresPort')}/${database}`
}

/** Runs statements over a connection of their own, as an admin would. */
export async function runSql<Row extends object = object>(url: string, ...texts: string[]): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  let rows: Row[] = []
  try {
    for (const text of texts) rows = (await client.query<Row>(text)).rows
  } finally {
    await client.end()
  }
  return rows
}

export interface NewDatabase {
  name: string
  url: string
  drop: () => Promise<void>
}

/** An empty database. */
export async function makeDatabase(urlOf = sharedUrl): Promise<NewDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runSql(urlOf('postgres'), `create database ${name}`)
  return {
    name,
    url: urlOf(name),
    async drop() {
      await runSql(urlOf('postgres'), `drop database ${name} with (force)`)
    },
  }
}

/** Databases of this test file that are empty again: to make one takes longer than to clear it. */
const cleared: NewDatabase[] = []

/** An empty database for a while; dropped with the server. */
export async function borrowDatabase(): Promise<NewDatabase> {
  const database = cleared.pop() ?? (await makeDatabase())
  const drop = async () => {
    await runSql(database.url, 'drop schema public cascade', 'create schema public')
    cleared.push(database)
  }
  return { ...database, drop }
}

/** A store in a database of its own, for the contract suite. */
export async function inNewDatabase(): Promise<OpenedStore> {
  const database = await borrowDatabase()
  return openIn(database, database.url)
}

/** @param url where the server finds that database. */
export async function openIn(database: NewDatabase, url: string): Promise<OpenedStore> {
  let store = await openPostgresStore(url)
  return {
    store,
    async reopen() {
      await store.close()
      store = await openPostgresStore(url)
      return store
    },
    async remove() {
      await store.close()
      await database.drop()
    },
  }
}

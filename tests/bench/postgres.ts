import { Client } from 'pg'
import { openPostgresStore } from '../../server/stores/postgres/open.ts'
import type { PostgresServer } from '../server/stores/postgres/postgres-server.ts'
import { startPostgres } from '../server/stores/postgres/postgres-server.ts'

/** Runs these statements one after the other, as an admin would. */
export async function runSql(url: string, ...texts: string[]): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    for (const text of texts) await client.query(text)
  } finally {
    await client.end()
  }
}

/** A PostgreSQL of its own that waits for the disk, as it does where it counts. */
export async function withPostgres<Result>(
  use: (postgres: PostgresServer) => Promise<Result>,
): Promise<Result> {
  const postgres = await startPostgres(true)
  try {
    return await use(postgres)
  } finally {
    await postgres.remove()
  }
}

/** @returns the address of a new database that has the store's tables. */
export async function newStore(postgres: PostgresServer, name: string): Promise<string> {
  await runSql(postgres.url('postgres'), `create database ${name}`)
  const store = await openPostgresStore(postgres.url(name))
  await store.close()
  return postgres.url(name)
}

import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { openPostgresStore } from '../../../server/stores/postgres/open.ts'
import type { Store } from '../../../server/stores/store.ts'
import { makeDatabase, runSql, sharedUrl } from '../stores/postgres/new-database.ts'
import type { Home } from './processes.ts'

/** A server notices within some milliseconds that its idle connections are gone. */
const NOTICE_MS = 50

/** Ends connections, by what is said of them in pg_stat_activity. */
async function endConnections(where: string): Promise<void> {
  await runSql(sharedUrl('postgres'), `select pg_terminate_backend(pid) from pg_stat_activity where ${where}`)
  await sleep(NOTICE_MS)
}

/** A database that nobody is connected to can be copied. */
async function copyOf(database: string): Promise<string> {
  const copy = `test_${randomUUID().replaceAll('-', '')}`
  await runSql(sharedUrl('postgres'), `create database ${copy} template ${database}`)
  return copy
}

/** An empty database with two servers on it. */
export async function openPostgresHome(): Promise<Home> {
  return homeIn((await makeDatabase()).name)
}

function homeIn(database: string): Home {
  const databases = [database]
  const names = new Map<Store, string>()
  const closing: Promise<void>[] = []
  const current = () => databases.at(-1) ?? ''
  const moveTo = (next: string) => void databases.push(next)
  return {
    processes: 2,
    async start() {
      const name = `model-${randomUUID()}`
      const store = await openPostgresStore(`${sharedUrl(current())}?application_name=${name}`)
      names.set(store, name)
      return store
    },
    async kill(store) {
      await endConnections(`application_name = '${names.get(store)}'`)
      closing.push(store.close())
    },
    async backUp() {
      // The servers connect again when they need to.
      await endConnections(`datname = '${current()}'`)
      const backup = await copyOf(current())
      databases.unshift(backup)
      return async () => moveTo(await copyOf(backup))
    },
    async clear() {
      moveTo((await makeDatabase()).name)
    },
    fork: async () => homeIn(await copyOf(current())),
    async remove() {
      await Promise.all(closing)
      const drops = databases.map((name) => `drop database ${name} with (force)`)
      await runSql(sharedUrl('postgres'), ...drops)
    },
  }
}

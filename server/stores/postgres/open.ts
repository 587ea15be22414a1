import { Problem } from '../../../shared/problem.ts'
import type { Store } from '../store.ts'
import { PostgresAccess } from './access.ts'
import { PostgresAdminTokens } from './admin-tokens.ts'
import { PostgresAudit } from './audit.ts'
import { fill } from './copying-in.ts'
import { rowsOf } from './copying-out.ts'
import { Database } from './database.ts'
import { PostgresHandles } from './handles.ts'
import { isReady } from './migrations.ts'
import { PostgresModeration } from './moderation.ts'
import { PostgresPeople } from './people.ts'
import { PostgresRecognitions } from './recognitions.ts'
import { changeSettings, readSettings } from './settings.ts'
import { prepare } from './start.ts'
import { Watching } from './watching.ts'

/**
 * Opens the store for many: any number of server processes on one PostgreSQL database, also through a proxy that pools
 * transactions. It makes its tables if need be.
 * @param url as PostgreSQL's own clients take it, e.g. `postgres://thanks:PASSWORD@db.corp.example/thanks?sslmode=verify-full`.
 * @throws CannotStart when the database cannot be used, or a newer version made its tables.
 */
export async function openPostgresStore(url: string): Promise<Store> {
  await prepare(url)
  const database = new Database(url)
  const watching = new Watching(database)
  return {
    people: new PostgresPeople(database, watching),
    access: new PostgresAccess(database, watching),
    recognitions: new PostgresRecognitions(database, watching),
    moderation: new PostgresModeration(database, watching),
    handles: new PostgresHandles(database, watching),
    adminTokens: new PostgresAdminTokens(database),
    audit: new PostgresAudit(database),
    settings: () => readSettings(database),
    changeSettings: (patch) => changeSettings(database, patch),
    async ping() {
      if (!(await isReady(database)))
        throw new Problem('not_ready', 'The database is read-only, or of another version')
    },
    watch: (personId, onHint) => watching.watch(personId, onHint),
    rows: () => rowsOf(database),
    fill: (rows) => fill(database, rows),
    async close() {
      watching.stop()
      await database.close()
    },
  }
}

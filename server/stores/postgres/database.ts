import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientBase, PoolClient, PoolConfig } from 'pg'
import { Pool, TypeOverrides } from 'pg'
import { asDriverFailure, asProblem, isConflict, leavesConnection } from './errors.ts'

const ATTEMPTS = 5
const LONGEST_PAUSE_MS = 30
const CONNECTIONS_MAX = 10
const CONNECT_MS = 5_000
const ANSWER_MS = 10_000
/** For what is known to take long: migrations behind those of another process, and copying. */
export const LONG_ANSWER_MS = 15 * 60_000

const BATCH_SIZE = 1_000

const INT8_OID = 20

/** Counts of ours stay far below 2^53. */
function countsAsNumbers(): TypeOverrides {
  const types = new TypeOverrides()
  types.setTypeParser(INT8_OID, Number)
  return types
}

/** How each connection is made. Nothing here, and no statement of the store, needs a session: a proxy may pool transactions. */
export function connectionConfig(url: string): PoolConfig {
  return {
    connectionString: url,
    fallback_application_name: 'bright-spots',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: ANSWER_MS,
    keepAlive: true,
    types: countsAsNumbers(),
    max: CONNECTIONS_MAX,
  }
}

/** Where statements go: the database, or one transaction of it. */
export interface Statements {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
}

/** One connection, for a while. */
export class Connection implements Statements {
  readonly #client: ClientBase
  readonly #answerMs: number
  /** Whether the database still listens here. */
  isUsable = true

  constructor(client: ClientBase, answerMs = ANSWER_MS) {
    this.#client = client
    this.#answerMs = answerMs
  }

  /** @throws Problem `not_ready` when the connection fails, the database's own error when it refuses the statement. */
  async query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    try {
      const config = { text, values: [...values], query_timeout: this.#answerMs }
      return (await this.#client.query<Row>(config)).rows
    } catch (error) {
      this.isUsable &&= leavesConnection(error)
      throw asDriverFailure(error)
    }
  }

  /** @param mode stands behind `begin`. */
  async transaction<Result>(work: () => Promise<Result>, mode = ''): Promise<Result> {
    await this.query(`begin ${mode}`)
    try {
      const result = await work()
      await this.query('commit')
      return result
    } catch (error) {
      if (this.isUsable) await this.query('rollback')
      throw error
    }
  }
}

/** A pool of connections. A call finds the database when it is back, without anybody's help. */
export class Database implements Statements {
  readonly #pool: Pool
  readonly #underWay = new Set<Promise<unknown>>()

  constructor(url: string) {
    this.#pool = new Pool(connectionConfig(url))
    // A connection that breaks says so whenever it likes, also between two statements. The pool lets go of it, and whoever
    // needs one next gets another, or is told that there is none.
    this.#pool.on('error', () => undefined)
    this.#pool.on('connect', (client) => client.on('error', () => undefined))
  }

  /** Runs one statement, which is a transaction of its own. */
  query<Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.#run(() =>
      retried(() => this.#connected((connection) => connection.query<Row>(text, values))),
    )
  }

  /** Commits what `work` does, whole, or, when it throws, nothing. It runs again when another transaction was in its way. */
  transaction<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result> {
    const once = (connection: Connection) => connection.transaction(() => work(connection))
    return this.#run(() => retried(() => this.#connected(once)))
  }

  /** A transaction that may take long, and runs once. */
  longTransaction<Result>(work: (statements: Statements) => Promise<Result>): Promise<Result> {
    const once = (connection: Connection) => connection.transaction(() => work(connection))
    return this.#run(() => this.#connected(once, LONG_ANSWER_MS))
  }

  /** The rows of each of these statements, one after the other, all as they were at one moment, in batches. */
  async *snapshot<Row extends object>(texts: readonly string[]): AsyncGenerator<Row[]> {
    const { connection, giveBack } = await this.#borrow(LONG_ANSWER_MS)
    try {
      await connection.query('begin isolation level repeatable read read only')
      for (const text of texts) yield* batches<Row>(connection, text)
    } catch (error) {
      throw asProblem(error)
    } finally {
      if (connection.isUsable) await connection.query('rollback')
      giveBack()
    }
  }

  /** Waits for what is under way. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay)
    await this.#pool.end()
  }

  async #run<Result>(start: () => Promise<Result>): Promise<Result> {
    const turn = start()
    this.#underWay.add(turn)
    try {
      return await turn
    } catch (error) {
      throw asProblem(error)
    } finally {
      this.#underWay.delete(turn)
    }
  }

  async #connected<Result>(
    work: (connection: Connection) => Promise<Result>,
    answerMs?: number,
  ): Promise<Result> {
    const { connection, giveBack } = await this.#borrow(answerMs)
    try {
      return await work(connection)
    } finally {
      giveBack()
    }
  }

  async #borrow(answerMs?: number): Promise<{ connection: Connection; giveBack: () => void }> {
    const client = await this.#connect()
    const connection = new Connection(client, answerMs)
    return { connection, giveBack: () => client.release(!connection.isUsable) }
  }

  async #connect(): Promise<PoolClient> {
    try {
      return await this.#pool.connect()
    } catch (error) {
      throw asDriverFailure(error)
    }
  }
}

async function retried<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await run()
    } catch (error) {
      if (!isConflict(error) || attempt === ATTEMPTS) throw error
      await sleep(Math.random() * LONGEST_PAUSE_MS * attempt)
    }
}

async function* batches<Row extends object>(connection: Connection, text: string): AsyncGenerator<Row[]> {
  await connection.query(`declare batches no scroll cursor for ${text}`)
  for (;;) {
    const rows = await connection.query<Row>(`fetch ${BATCH_SIZE} from batches`)
    if (rows.length === 0) break
    yield rows
  }
  await connection.query('close batches')
}

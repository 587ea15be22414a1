import { Client } from 'pg'
import { expect, vi } from 'vitest'

const WAITING = `
  select pid from pg_stat_activity
  where datname = current_database() and application_name = 'bright-spots' and wait_event_type = 'Lock'`

/** Takes a lock by a statement that is rolled back in the end, and meanwhile lets others run into it, or into each other. */
export class Obstacle {
  readonly #client: Client
  #ending: Promise<void> | undefined

  constructor(url: string) {
    this.#client = new Client({ connectionString: url })
  }

  async put(text: string, values: readonly unknown[]): Promise<void> {
    await this.#client.connect()
    await this.#client.query('begin')
    await this.#client.query(text, [...values])
  }

  /** Resolves when so many statements of servers wait. */
  async isInTheWayOf(count: number): Promise<void> {
    await vi.waitFor(
      async () => {
        // Within a transaction it would be looked up once.
        await this.#client.query('select pg_stat_clear_snapshot()')
        expect((await this.#client.query(WAITING)).rows).toHaveLength(count)
      },
      { timeout: 5_000, interval: 20 },
    )
  }

  /** Ends its transaction. Doing so again is fine. */
  async takeAway(): Promise<void> {
    this.#ending ??= this.#client.end()
    await this.#ending
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openStore } from '../../../server/stores/index.ts'
import { addClient, callerOf } from '../api-client.ts'
import { startServer } from '../running-server.ts'
import type { RunningServer } from '../running-server.ts'
import { newSpot } from '../test-server.ts'
import { inParallel, ROUNDS } from './rounds.ts'

const ADMIN_TOKEN = 'an-admin-token-for-tests'
const KILLS = 30 * ROUNDS
/** So many stores are killed side by side. */
const STORES = 3
const CONNECTIONS = 16
const LOAD_MS = { least: 100, most: 500 }
/** For one start and one kill, on a busy machine. */
const KILL_MS = 8_000

/** Where a store can be made that is nobody else's. */
export interface Place {
  url: string
  remove(): Promise<void>
}

type Spot = ReturnType<typeof newSpot>

/** Who sends, with a token that outlives the server, and to whom. */
interface Pair {
  token: string
  recipientId: string
}

async function makePair(url: string): Promise<Pair> {
  const [sender, recipient] = [
    await addClient(url, ADMIN_TOKEN, 'ada'),
    await addClient(url, ADMIN_TOKEN, 'ben'),
  ]
  return { token: sender.token, recipientId: recipient.id }
}

/** @returns the status of the answer. */
async function put(url: string, { token }: Pair, { id, json }: Spot): Promise<number> {
  const answer = await callerOf(url, token)('PUT', `recognitions/${id}`, json)
  await answer.arrayBuffer()
  return answer.status
}

/** A store whose server is killed while many send at once, again and again. */
class KilledStore {
  readonly #url: string
  readonly #settings: Record<string, string>
  readonly #acknowledged = new Set<string>()
  /** Of the last server. */
  readonly #answered: Spot[] = []
  readonly #unanswered: Spot[] = []
  #pair: Pair | undefined

  constructor(url: string, settings: Record<string, string> = {}) {
    this.#url = url
    this.#settings = { ADMIN_TOKEN, UNDO_SECONDS: '1', LIMITS: 'off', LOG_LEVEL: 'silent', ...settings }
  }

  /** Starts a server, sends again what the one before it was sent, and kills it under load. @returns what was lost. */
  async surviveKill(): Promise<string[]> {
    const server = await startServer({ STORE_URL: this.#url, ...this.#settings })
    try {
      this.#pair ??= await makePair(server.url)
      const lost = await this.#sendAgain(server.url, this.#pair)
      await this.#load(server, this.#pair)
      return lost
    } finally {
      await server.stop('SIGKILL')
    }
  }

  /** Looks at all of it, once the last server is gone. @returns how many were acknowledged, and what is wrong. */
  async count(): Promise<{ acknowledged: number; faults: string[] }> {
    const store = await openStore(this.#url)
    const missing = new Set(this.#acknowledged)
    const places = new Set<string>()
    const faults: string[] = []
    for await (const row of store.rows()) {
      if (!('recognition' in row)) continue
      missing.delete(row.recognition.id)
      for (const { personId, position } of row.recognition.parties) {
        const place = `${personId} ${position}`
        if (places.has(place)) faults.push(`${row.recognition.id} shares its place in a feed`)
        places.add(place)
      }
    }
    await store.close()
    return { acknowledged: this.#acknowledged.size, faults: [...faults, ...missing] }
  }

  /** What was acknowledged is the same again; what got no answer is taken now, or was. */
  async #sendAgain(url: string, pair: Pair): Promise<string[]> {
    const lost: string[] = []
    await inParallel(this.#answered.splice(0), async (spot) => {
      const status = await put(url, pair, spot)
      if (status !== 200) lost.push(`${spot.id}, sent again, is answered ${status}`)
    })
    await inParallel(this.#unanswered.splice(0), async (spot) => {
      const status = await put(url, pair, spot)
      if (status === 200 || status === 201) this.#acknowledged.add(spot.id)
      else lost.push(`${spot.id}, which got no answer, is answered ${status}`)
    })
    return lost
  }

  async #load(server: RunningServer, pair: Pair): Promise<void> {
    const killed = new AbortController()
    const connections = Array.from({ length: CONNECTIONS }, async () => {
      while (!killed.signal.aborted) await this.#sendNew(server.url, pair)
    })
    await sleep(LOAD_MS.least + Math.random() * (LOAD_MS.most - LOAD_MS.least))
    await server.stop('SIGKILL')
    killed.abort()
    await Promise.all(connections)
  }

  async #sendNew(url: string, pair: Pair): Promise<void> {
    const spot = newSpot([pair.recipientId])
    try {
      const status = await put(url, pair, spot)
      if (status !== 201) throw new Error(`A new one is answered ${status}`)
      this.#acknowledged.add(spot.id)
      this.#answered.push(spot)
    } catch {
      this.#unanswered.push(spot)
    }
  }
}

/** Kills a server on a store of that kind again and again, while it is under load. */
export function describeKills(kind: string, makePlace: () => Promise<Place>): void {
  test(
    `a server on ${kind} that is killed under load keeps what it acknowledged, once`,
    async () => {
      const faults: string[] = []
      let acknowledged = 0
      await inParallel(Array.from({ length: STORES }), async () => {
        const place = await makePlace()
        const store = new KilledStore(place.url)
        for (let kills = 0; kills < KILLS / STORES; kills += 1) faults.push(...(await store.surviveKill()))
        const counted = await store.count()
        faults.push(...counted.faults)
        acknowledged += counted.acknowledged
        await place.remove()
      })
      expect(faults).toEqual([])
      expect(acknowledged).toBeGreaterThan(KILLS * CONNECTIONS)
    },
    KILL_MS * KILLS,
  )
}

/** @returns what a few kills show of a server with that mistake. */
export async function findMistake({ url }: Place, mistake: string): Promise<string[]> {
  const store = new KilledStore(url, { NODE_OPTIONS: `--import ${mistake}` })
  for (let kills = 0; kills < KILLS; kills += 1) {
    // One that does not even start again shows it too.
    const found = await store.surviveKill().catch((error: unknown) => [String(error)])
    if (found.length > 0) return found
  }
  return []
}

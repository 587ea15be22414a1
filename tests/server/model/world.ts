import { setImmediate as nextTick } from 'node:timers/promises'
import type { Store } from '../../../server/stores/store.ts'
import type { StoreRow } from '../../../server/stores/rows.ts'
import { Device } from './device.ts'
import type { Kept } from './model.ts'
import { Model } from './model.ts'
import type { Caller } from './network.ts'
import { GOOD_LUCK, Network } from './network.ts'
import type { Home } from './processes.ts'
import { Processes } from './processes.ts'
import { Promises } from './promises.ts'

const START = Date.parse('2026-11-02T09:00:00.000Z')

/** What is chosen for one run. */
export interface Setting {
  undoSeconds: number
  /** How far each device's clock is from the server's, in seconds. */
  clocksOff: readonly number[]
}

/** A device whose owner is signed in on it already. */
export interface CastDevice {
  name: string
  owner: Caller
}

/** What of the world is not as it should be; nothing in the real one. */
export interface Twin {
  wrapStore(store: Store): Store
  Device: typeof Device
}

interface Backup {
  putBack: () => Promise<void>
  kept: Kept
}

/** The office: people, their devices, the server and what it has to be like. */
export class World {
  readonly model: Model
  readonly devices: readonly Device[]
  readonly network: Network
  readonly processes: Processes
  readonly promises: Promises
  readonly #home: Home
  #time = START
  #backup: Backup | undefined
  commands = 0

  private constructor(home: Home, cast: readonly CastDevice[], setting: Setting, twin: Twin) {
    const { undoSeconds, clocksOff } = setting
    const now = () => this.now
    this.#home = home
    this.model = new Model(undoSeconds)
    this.promises = new Promises(this.model)
    this.processes = new Processes(home, { undoSeconds, now, wrapStore: (store) => twin.wrapStore(store) })
    const { model, processes } = this
    this.network = new Network((call, asked) => processes.ask(call, asked), model, now)
    this.devices = cast.map(({ name, owner }, nth) => {
      const wrong = () => new Date(this.#time + (clocksOff[nth] ?? 0) * 1000)
      return new twin.Device({ name, owner, now: wrong, network: this.network, model })
    })
  }

  /** @param home where the cast is known. */
  static async open(home: Home, cast: readonly CastDevice[], setting: Setting, twin: Twin): Promise<World> {
    const world = new World(home, cast, setting, twin)
    await world.processes.start()
    return world
  }

  get now(): Date {
    return new Date(this.#time)
  }

  get hasBackup(): boolean {
    return this.#backup !== undefined
  }

  /** The server's clock goes on, or is set back. */
  pass(seconds: number): void {
    this.#time += seconds * 1000
  }

  async deliver(): Promise<void> {
    this.model.deliver(this.now)
    await this.processes.deliver()
  }

  /** All devices send and read at once, while what is due is delivered. */
  async rush(): Promise<void> {
    this.network.isRushing = true
    this.model.deliver(this.now)
    const doings = this.devices.flatMap((device) => [device.flush(GOOD_LUCK), device.poll(GOOD_LUCK)])
    await allOf([...doings, this.#deliverUnlessKilled()])
    this.network.isRushing = false
  }

  /**
   * As `rush`, but so soon after its begin a server is killed, and nobody learns what became of what they asked. At the same
   * moment by the clock all is asked again, so what has to come of it is as if nothing had happened.
   */
  async killedRush(ticks: number): Promise<void> {
    const rushed = this.rush()
    await allOf([rushed, this.#killAmid(rushed, ticks)])
    this.network.isCut = false
    await this.rush()
  }

  /** As a copy of the place where the store keeps its data, or row by row. */
  async backUp(how: 'place' | 'rows'): Promise<void> {
    const putBack = how === 'place' ? await this.#home.backUp() : await this.#backUpRows()
    this.#backup = { putBack, kept: this.model.keep() }
  }

  /** The server knows nothing any more of what came after the backup; the devices do. */
  async restore(): Promise<void> {
    if (!this.#backup) throw new Error('There is no backup')
    const { putBack, kept } = this.#backup
    await this.processes.stop()
    await putBack()
    await this.processes.start()
    this.promises.putBack(kept, this.devices)
  }

  /** All that is under way arrives, all undo times end, and everybody sends and reads until there is nothing left to say. */
  async settle(): Promise<void> {
    await this.network.bringLate()
    for (let round = 0; round < 2; round += 1) {
      for (const device of this.devices) await device.flush(GOOD_LUCK)
      const last = Date.parse(this.model.lastDueAt ?? this.now.toISOString())
      this.#time = Math.max(this.#time, last)
      await this.deliver()
      for (const device of this.devices) await device.poll(GOOD_LUCK)
    }
  }

  async close(): Promise<void> {
    await this.processes.stop()
    await this.#home.remove()
  }

  async #killAmid(rushed: Promise<void>, ticks: number): Promise<void> {
    for (let tick = 0; tick < ticks; tick += 1) await nextTick()
    this.network.isCut = true
    await this.processes.killAmid(() => rushed)
  }

  async #deliverUnlessKilled(): Promise<void> {
    try {
      await this.processes.deliver()
    } catch (error) {
      if (!this.network.isCut) throw error
    }
  }

  async #backUpRows(): Promise<() => Promise<void>> {
    const rows = await Array.fromAsync(this.processes.store.rows())
    return async () => {
      await this.#home.clear()
      const store = await this.#home.start()
      await store.fill(streamOf(rows))
      await store.close()
    }
  }
}

async function* streamOf(rows: readonly StoreRow[]): AsyncGenerator<StoreRow> {
  yield* rows
}

/** Resolves when all have ended, and fails as the first of them that failed. */
async function allOf(doings: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(doings)
  await Promise.all(doings)
}

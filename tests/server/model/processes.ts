import { createApp } from '../../../server/app.ts'
import { readConfig } from '../../../server/config.ts'
import { hashSecret } from '../../../server/identity/tokens.ts'
import { openLog } from '../../../server/observing/log.ts'
import { NO_METERS } from '../../../server/observing/meters.ts'
import type { Store } from '../../../server/stores/store.ts'
import type { Ask } from '../test-server.ts'
import { ADMIN_TOKEN } from '../test-server.ts'

/** Where the data of a store lives, and what befalls it there. */
export interface Home {
  /** How many servers work on it at the same time. */
  readonly processes: number
  /** Opens the store, as a server does when it starts. */
  start(): Promise<Store>
  /** Ends that store as kill -9 ends its process, whatever it is doing. */
  kill(store: Store): Promise<void>
  /** Copies all there is, while servers may run. @returns what puts it back, once they have ended. */
  backUp(): Promise<() => Promise<void>>
  /** Begins anew with nothing, once they have ended. */
  clear(): Promise<void>
  /** Another home with a copy of all there is, once they have ended. */
  fork(): Promise<Home>
  remove(): Promise<void>
}

interface Process {
  /** As the home gave it. */
  opened: Store
  /** As the app has it. */
  store: Store
  app: ReturnType<typeof createApp>
}

/** How servers are run in a test: by a clock that is set by hand, and without a timer that delivers. */
export interface Running {
  undoSeconds: number
  now: () => Date
  wrapStore: (store: Store) => Store
}

/** The servers on one store, behind one address: each request goes to the next of them. */
export class Processes {
  readonly #home: Home
  readonly #running: Running
  #all: Process[] = []
  #turn = 0

  constructor(home: Home, running: Running) {
    this.#home = home
    this.#running = running
  }

  async start(): Promise<void> {
    while (this.#all.length < this.#home.processes) this.#all.push(await this.#open())
  }

  async stop(): Promise<void> {
    const all = this.#all
    this.#all = []
    for (const { store } of all) await store.close()
  }

  /** Ends one of them and starts another in its place. */
  async restart(how: 'stopped' | 'killed'): Promise<void> {
    const ended = this.#next()
    if (how === 'stopped') await ended.store.close()
    else await this.#home.kill(ended.opened)
    this.#all = this.#all.filter((process) => process !== ended)
    await this.start()
  }

  /** One of them is killed at this moment, and replaced once `others` have had what came of it. */
  async killAmid(others: () => Promise<void>): Promise<void> {
    const killed = this.#next()
    await this.#home.kill(killed.opened)
    await others()
    this.#all = this.#all.filter((process) => process !== killed)
    await this.start()
  }

  async deliver(): Promise<void> {
    const { recognitions } = this.#next().store
    await recognitions.deliverDue(this.#running.now().toISOString())
  }

  get store(): Store {
    return this.#next().store
  }

  ask(call: string, { token, json }: Ask): Promise<Response> {
    const [method = '', path = ''] = call.split(' ')
    const headers = new Headers({ authorization: `Bearer ${token ?? ''}` })
    if (json !== undefined) headers.set('content-type', 'application/json')
    const body = json === undefined ? null : JSON.stringify(json)
    return Promise.resolve(this.#next().app.request(path, { method, headers, body }))
  }

  #next(): Process {
    this.#turn += 1
    const process = this.#all[this.#turn % this.#all.length]
    if (!process) throw new Error('No server runs')
    return process
  }

  async #open(): Promise<Process> {
    const { undoSeconds, now, wrapStore } = this.#running
    const opened = await this.#home.start()
    const store = wrapStore(opened)
    const app = createApp({
      store,
      now,
      config: { ...readConfig({}), isLimited: false, undoSeconds },
      adminTokenHash: hashSecret(ADMIN_TOKEN),
      delivery: { dueAt: () => undefined, stop: () => Promise.resolve() },
      log: openLog('silent'),
      meters: NO_METERS,
      stopping: new AbortController().signal,
    })
    return { opened, store, app }
  }
}

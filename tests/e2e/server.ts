import { spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { COMPILE_CACHE } from '../compile-cache.ts'
import { freePort } from './free-port.ts'
import { until } from './until.ts'

const MAIN = join(import.meta.dirname, '../../server/main.ts')

export interface ServerOptions {
  undoSeconds?: number
  /** Where to listen, for who must know it before. */
  port?: number
  /** More settings of the environment, e.g. `{ LIMITS: 'on' }`. */
  env?: Record<string, string>
}

export interface NewPerson {
  name: string
  email: string
  team?: string
  handles?: { tool: string; origin: string; handle: string }[]
}

export interface AddedPerson {
  id: string
  name: string
  email: string
}

/** The real server as a process of its own, on loopback, with a store in a folder of its own. */
export interface ServerUnderTest {
  /** `http://127.0.0.1:PORT`, the same after a restart. */
  readonly address: string
  readonly adminToken: string
  /** All that it printed. */
  readonly output: () => string
  /** SIGTERM, as a service manager stops it. @returns its exit code. */
  stop(): Promise<number | null>
  /** kill -9: no time to tidy up. */
  kill(): Promise<void>
  /** On the same port and folder, after a stop or a kill. */
  start(): Promise<void>
  /** Ends it and removes its folder. */
  remove(): Promise<void>

  /** Calls the API, as the admin unless a token is given. */
  call(method: string, path: string, body?: object, token?: string): Promise<Response>
  addPerson(person: NewPerson): Promise<AddedPerson>
  /** An invite code for that person. */
  invite(id: string): Promise<string>
  /** What a person pastes to connect: `http://127.0.0.1:PORT#CODE`. */
  invitation(person: NewPerson): Promise<string>
  /** Signs somebody in without a browser. @returns their token. */
  signIn(id: string): Promise<string>
}

/** Starts a server and waits until it accepts connections. */
export async function startServer(options: ServerOptions = {}): Promise<ServerUnderTest> {
  const folder = await mkdtemp(join(tmpdir(), 'bright-spots-server-'))
  const server = new Server(options, folder, options.port ?? (await freePort()))
  await server.start()
  return server
}

class Server implements ServerUnderTest {
  readonly address: string
  readonly adminToken = randomBytes(24).toString('base64url')
  readonly #env: NodeJS.ProcessEnv
  readonly #folder: string
  #process: ChildProcess | null = null
  #printed = ''

  constructor({ undoSeconds = 0, env = {} }: ServerOptions, folder: string, port: number) {
    this.address = `http://127.0.0.1:${port}`
    this.#folder = folder
    this.#env = {
      ...process.env,
      ...COMPILE_CACHE,
      PORT: String(port),
      HOST: '127.0.0.1',
      STORE_URL: `lowdb:${folder}`,
      ADMIN_TOKEN: this.adminToken,
      UNDO_SECONDS: String(undoSeconds),
      LIMITS: 'off',
      ...env,
    }
  }

  readonly output = (): string => this.#printed

  async start(): Promise<void> {
    const child = spawn(process.execPath, [MAIN], { env: this.#env, stdio: ['ignore', 'pipe', 'pipe'] })
    this.#process = child
    const before = this.#printed.length
    const keep = (text: Buffer) => {
      this.#printed += text.toString()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    const isUp = () => this.#printed.slice(before).includes(this.address)
    await until('the server to say its address', () => isUp() || child.exitCode !== null)
    if (!isUp()) throw new Error(`The server did not start:\n${this.#printed.slice(before)}`)
  }

  async stop(): Promise<number | null> {
    return this.#end('SIGTERM')
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL')
  }

  async remove(): Promise<void> {
    await this.kill()
    await rm(this.#folder, { recursive: true, force: true })
  }

  call(method: string, path: string, body?: object, token = this.adminToken): Promise<Response> {
    const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
    return fetch(this.address + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  }

  addPerson(person: NewPerson): Promise<AddedPerson> {
    return this.#create('/api/v1/admin/people', person)
  }

  async invite(id: string): Promise<string> {
    const { code } = await this.#create<{ code: string }>(`/api/v1/admin/people/${id}/invite`)
    return code
  }

  async invitation(person: NewPerson): Promise<string> {
    const { id } = await this.addPerson(person)
    return `${this.address}#${await this.invite(id)}`
  }

  async signIn(id: string): Promise<string> {
    const grant = { grant: 'invite', code: await this.invite(id), device: 'A test' }
    const { token } = await this.#create<{ token: string }>('/api/v1/sessions', grant)
    return token
  }

  async #create<T = AddedPerson>(path: string, body?: object): Promise<T> {
    const response = await this.call('POST', path, body)
    const text = await response.text()
    if (response.status !== 201) throw new Error(`POST ${path}: ${response.status} ${text}`)
    const created: T = JSON.parse(text)
    return created
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const child = this.#process
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
    return child.exitCode
  }
}

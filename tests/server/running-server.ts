import type { ChildProcessByStdio } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { COMPILE_CACHE } from '../compile-cache.ts'

const MAIN = join(import.meta.dirname, '../../server/main.ts')
/** With the longest wait for the server before it. */
const START_MS = 20_000

export interface RunningServer {
  url: string
  /** All that it printed for people so far, on both streams. */
  output(): string
  /** The lines of its log so far. */
  log(): LogLine[]
  pid: number
  /** @returns the exit code, null when it was killed. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface EndedServer {
  code: number | null
  output: string
}

export interface LogLine {
  level: string
  time: string
  msg: string
  [key: string]: unknown
}

const isLogged = (line: string) => line.startsWith('{"level":')

function launch(settings: Record<string, string>) {
  const { PATH = '' } = process.env
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH, ...COMPILE_CACHE, PORT: '0', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [printed, errors] = [collect(child.stdout), collect(child.stderr)]
  return {
    child,
    output: () => [...printed(), ...errors().filter((line) => !isLogged(line))].join(''),
    log: () =>
      errors()
        .filter(isLogged)
        .map((line): LogLine => JSON.parse(line)),
  }
}

/** @returns what gives the whole lines that came so far. */
function collect(stream: Readable): () => string[] {
  let text = ''
  stream.setEncoding('utf8').on('data', (more: string) => {
    text += more
  })
  return () => text.match(/[^\n]*\n/g) ?? []
}

async function ended(child: ChildProcessByStdio<null, Readable, Readable>): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
  return child.exitCode
}

/** Starts `server/main.ts` as a process of its own on a free port, and waits until it takes connections. */
export async function startServer(settings: Record<string, string>): Promise<RunningServer> {
  const { child, output, log } = launch(settings)
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const timer = setTimeout(() => reject(new Error(`The server did not start: ${output()}`)), START_MS)
  child.stdout.on('data', () => {
    const [, url] = /listens on (http:\S+)\n/.exec(output()) ?? []
    if (url !== undefined) resolve(url)
  })
  child.once('exit', () => reject(new Error(`The server ended: ${output()}`)))
  const url = await promise.finally(() => clearTimeout(timer))
  return {
    url,
    output,
    log,
    pid: child.pid ?? 0,
    stop(signal = 'SIGTERM') {
      child.kill(signal)
      return ended(child)
    },
  }
}

/** Runs a server that is expected to end by itself; one that does not is killed. */
export async function runServer(settings: Record<string, string>): Promise<EndedServer> {
  const { child, output } = launch(settings)
  const timer = setTimeout(() => child.kill('SIGKILL'), START_MS)
  const code = await ended(child).finally(() => clearTimeout(timer))
  return { code, output: output() }
}

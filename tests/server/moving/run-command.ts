import type { ChildProcessWithoutNullStreams } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { runCommandLine } from '../../../server/moving/command-line.ts'
import { openStore } from '../../../server/stores/index.ts'
import type { StoreRow } from '../../../server/stores/rows.ts'
import { COMPILE_CACHE } from '../../compile-cache.ts'
import { streamOf } from './rows.ts'

const COMMAND = join(import.meta.dirname, '../../../server/store-command.ts')

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** Does what `npm run store -- …` does, in this process. */
export function run(...words: string[]): Promise<Ended> {
  return runUntil(new AbortController().signal, ...words)
}

/** The same, until somebody has had enough. */
export async function runUntil(signal: AbortSignal, ...words: string[]): Promise<Ended> {
  const said: string[] = []
  const shown: string[] = []
  const terminal = new Writable({
    write(chunk, _encoding, done) {
      shown.push(String(chunk))
      done()
    },
  })
  const say = (line: string) => void said.push(`${line}\n`)
  const code = await runCommandLine(words, { say, terminal, signal })
  return { code, stdout: said.join(''), stderr: shown.join('') }
}

/** Starts it as a process of its own, with its own stdin and stdout. */
export function startProcess(...words: string[]): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [COMMAND, ...words], { env: { ...process.env, ...COMPILE_CACHE } })
}

export async function endOf(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  return { code, stdout, stderr }
}

export async function fillAt(url: string, rows: Iterable<StoreRow> | AsyncIterable<StoreRow>): Promise<void> {
  const store = await openStore(url)
  await store.fill(Symbol.asyncIterator in rows ? rows : streamOf(rows))
  await store.close()
}

export async function rowsAt(url: string): Promise<StoreRow[]> {
  const store = await openStore(url)
  const rows = await Array.fromAsync(store.rows())
  await store.close()
  return rows
}

import { execFile, spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { COMPILE_CACHE } from '../../compile-cache.ts'
import type { DiskName } from './disks.ts'
import { readLines } from './lines.ts'
import type { Said } from './script.ts'

const CHILD = join(import.meta.dirname, 'scripted-run.ts')
const REPLACED_FILES = ['bright-spots.json', 'bright-spots.journal']
const STORE_FILES = [
  '',
  'bright-spots.lock',
  ...REPLACED_FILES,
  ...REPLACED_FILES.map((name) => `${name}.next`),
]
const RUN_MS = 60_000

/** The calls that may fail, as they are named on one machine or another. */
export const CALLS = {
  open: 'openat',
  write: 'write',
  datasync: 'fdatasync',
  sync: 'fsync',
  rename: '?rename,?renameat,?renameat2',
  truncate: 'ftruncate',
}
export type Call = keyof typeof CALLS

/** At its nth call of that kind on the store's files the process is killed, or told of the error. */
export interface Fault {
  call: Call
  nth: number
  effect: 'signal=KILL' | 'error=EIO' | 'error=ENOSPC'
}

export interface Run {
  folder: string
  /** Of the ids that it sends. */
  prefix: string
  disk?: DiskName
  faults?: readonly Fault[]
}

export interface Outcome {
  said: Said[]
  /** 0 when it came to its end by itself. */
  code: number | null
  errors: string
}

/** @returns why strace cannot be used here; undefined when it can. */
export function whyNoStrace(): string | undefined {
  const { error, status, stderr } = spawnSync('strace', ['-f', '--seccomp-bpf', '-o', '/dev/null', 'true'])
  if (error) return 'strace is not installed'
  return status === 0 ? undefined : `strace may trace nothing: ${String(stderr).trim()}`
}

function straceArguments({ folder, faults = [] }: Run, log: string): string[] {
  const paths = STORE_FILES.flatMap((name) => ['-P', join(folder, name)])
  const traced = ['-e', `trace=${Object.values(CALLS).join(',')}`]
  const injected = faults.flatMap(({ call, nth, effect }) => [
    '-e',
    `inject=${CALLS[call]}:${effect}:when=${nth}`,
  ])
  // It makes other calls quicker, but loses signals.
  const isQuick = faults.every(({ effect }) => effect !== 'signal=KILL')
  return ['-f', ...(isQuick ? ['--seccomp-bpf'] : []), '-qq', '-o', log, ...paths, ...traced, ...injected]
}

/** Runs the script in a process of its own, with one thread for its files: calls come in the same order each time. */
export function runScript(run: Run, log: string): Promise<Outcome> {
  const { PATH = '' } = process.env
  const env = { PATH, ...COMPILE_CACHE, UV_THREADPOOL_SIZE: '1' }
  const { folder, prefix, disk = 'real' } = run
  const child = [process.execPath, CHILD, folder, prefix, disk]
  return new Promise((resolve) => {
    const options = { env, timeout: RUN_MS, killSignal: 'SIGKILL' as const }
    const process_ = execFile(
      'strace',
      [...straceArguments(run, log), ...child],
      options,
      (_error, output, errors) => resolve({ said: readLines<Said>(output), code: process_.exitCode, errors }),
    )
  })
}

/** How often each call is made in a run in which nothing fails. */
export async function countCalls(run: Run, log: string): Promise<Record<Call, number>> {
  const { code, errors } = await runScript(run, log)
  if (code !== 0) throw new Error(`The script does not come to its end: ${errors}`)
  const lines = (await readFile(log, 'utf8')).split('\n')
  const count = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length
  return {
    open: count(/ openat\(/),
    write: count(/ write\(/),
    datasync: count(/ fdatasync\(/),
    sync: count(/ fsync\(/),
    rename: count(/ rename/),
    truncate: count(/ ftruncate\(/),
  }
}

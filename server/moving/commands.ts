import type { FileHandle } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { addAbortSignal } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setImmediate } from 'node:timers/promises'
import { StoreInUse, StoreNotEmpty } from '../cannot-start.ts'
import { openStore } from '../stores/index.ts'
import type { StoreRow } from '../stores/rows.ts'
import type { Store } from '../stores/store.ts'
import { demandStore, isSamePlace, shownAddress } from './addresses.ts'
import { totalOf } from './counts.ts'
import { openFile, writeNewFile } from './new-file.ts'
import type { Terminal } from './progress.ts'
import { openProgress } from './progress.ts'
import { Refusal } from './refusal.ts'
import { findCounts, readRows, writeRows } from './row-file.ts'
import type { Faults } from './soundness.ts'
import { Soundness } from './soundness.ts'
import { byteWords, contentWords, countWords, numberWords } from './wording.ts'

/** stdin and stdout, where a FILE is asked for. */
const STANDARD_STREAM = '-'
/** Rows after which signals and the progress bar get their turn: rows in memory would not let them. */
const TURN = 1_000
/** More than the last line of an export takes. */
const ENDING_BYTES = 1_024

/** Whom a command works for. */
export interface Desk {
  /** What was done. */
  say: (line: string) => void
  /** Where progress and warnings are shown. */
  terminal: Terminal
  /** Aborted with a Refusal when somebody has had enough. */
  signal: AbortSignal
}

async function withStore<Result>(url: string, use: (store: Store) => Promise<Result>): Promise<Result> {
  const store = await openStore(url).catch((error: unknown) => {
    if (!(error instanceof StoreInUse)) throw error
    throw new Refusal(
      `The store at ${shownAddress(url)} is in use: stop the server first, or copy the folder for a backup`,
      { cause: error },
    )
  })
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

/** The rows as they are, looked at one by one on their way, until somebody has had enough. */
async function* inspect(
  rows: AsyncIterable<StoreRow>,
  soundness: Soundness,
  { terminal, signal }: Desk,
  total?: number,
): AsyncGenerator<StoreRow> {
  const progress = openProgress(terminal, total)
  try {
    for await (const row of rows) {
      soundness.add(row)
      progress.row()
      if (totalOf(soundness.counts) % TURN === 0) await setImmediate()
      signal.throwIfAborted()
      yield row
    }
  } finally {
    progress.end()
  }
}

function listFaults({ shown, count }: Faults): string {
  const more = count - shown.length
  return [
    ...shown.map((fault) => `- ${fault}`),
    ...(more > 0 ? [`- and ${numberWords(more)} more`] : []),
  ].join('\n')
}

/** The same rows; when all are through, what is wrong with them is thrown, so that nobody keeps them. */
async function* soundOnly(rows: AsyncIterable<StoreRow>, soundness: Soundness): AsyncGenerator<StoreRow> {
  yield* rows
  const { faults } = soundness
  if (faults.count > 0)
    throw new Refusal(
      `Nothing was taken over, because what is there does not fit together:\n${listFaults(faults)}`,
    )
}

async function fillStore(url: string, rows: AsyncIterable<StoreRow>): Promise<void> {
  await withStore(url, (store) => store.fill(rows)).catch((error: unknown) => {
    if (!(error instanceof StoreNotEmpty)) throw error
    throw new Refusal(
      `The store at ${shownAddress(url)} has something in it already, and nothing may mix with that: name an empty one, or move that one away first`,
      { cause: error },
    )
  })
}

/** Writes all that a store keeps to a file, or to stdout. */
export async function exportStore(url: string, file: string, replace: boolean, desk: Desk): Promise<void> {
  await demandStore(url)
  const soundness = new Soundness()
  await withStore(url, async (store) => {
    const chunks = writeRows(inspect(store.rows(), soundness, desk), new Date())
    const { signal } = desk
    if (file === STANDARD_STREAM) await pipeline(chunks, process.stdout, { signal, end: false })
    else {
      const size = await writeNewFile(file, chunks, { signal, replace })
      desk.say(`Exported ${contentWords(soundness.counts)} to ${file}, ${byteWords(size)}`)
    }
  })
  if (soundness.faults.count > 0)
    desk.terminal.write('The store has faults, and so has this export: run `npm run store -- check`\n')
}

async function totalIn(file: FileHandle): Promise<number | undefined> {
  const { size } = await file.stat()
  const { buffer, bytesRead } = await file.read({
    buffer: Buffer.alloc(ENDING_BYTES),
    position: Math.max(0, size - ENDING_BYTES),
  })
  const counts = findCounts(buffer.subarray(0, bytesRead).toString())
  return counts && totalOf(counts)
}

async function importFrom(
  url: string,
  source: Readable,
  total: number | undefined,
  desk: Desk,
): Promise<void> {
  const soundness = new Soundness()
  try {
    const rows = await readRows(addAbortSignal(desk.signal, source))
    await fillStore(url, soundOnly(inspect(rows, soundness, desk, total), soundness))
  } finally {
    // What nobody reads to its end would keep the process waiting.
    source.destroy()
  }
  desk.say(
    `Imported ${contentWords(soundness.counts)} to ${shownAddress(url)}. Next: set STORE_URL to that address, if it is not, and start the server.`,
  )
}

/** Fills an empty store with an export, from a file or from stdin: all of it or, when anything is wrong, nothing. */
export async function importStore(url: string, path: string, desk: Desk): Promise<void> {
  if (path === STANDARD_STREAM) return importFrom(url, process.stdin, undefined, desk)
  const file = await openFile(path)
  const total = await totalIn(file)
  // The stream closes the file.
  await importFrom(url, file.createReadStream({ start: 0 }), total, desk)
}

/** Fills an empty store with all that another one keeps. */
export async function copyStore(fromUrl: string, toUrl: string, desk: Desk): Promise<void> {
  if (await isSamePlace(fromUrl, toUrl)) throw new Refusal('Both addresses are those of one store')
  await demandStore(fromUrl)
  const soundness = new Soundness()
  await withStore(fromUrl, (from) =>
    fillStore(toUrl, soundOnly(inspect(from.rows(), soundness, desk), soundness)),
  )
  desk.say(`Copied ${contentWords(soundness.counts)} to ${shownAddress(toUrl)}`)
  desk.say(
    'Next: set STORE_URL to that address and start the server. Nobody needs to sign in again, and each extension reads its inbox anew by itself.',
  )
  desk.say(`The store at ${shownAddress(fromUrl)} stays as it was. No server should run on it any more.`)
}

/**
 * Looks at every row of a store and says what it found.
 * @returns whether all is well.
 */
export async function checkStore(url: string, desk: Desk): Promise<boolean> {
  await demandStore(url)
  const soundness = new Soundness()
  let size = 0
  await withStore(url, async (store) => {
    for await (const chunk of writeRows(inspect(store.rows(), soundness, desk), new Date()))
      size += Buffer.byteLength(chunk)
  })
  const { faults, counts } = soundness
  desk.say(`${shownAddress(url)} has ${contentWords(counts)}: ${byteWords(size)} as an export`)
  if (faults.count === 0) desk.say('All of it fits together')
  else
    desk.say(
      `${countWords(faults.count, 'fault', 'faults')}:\n${listFaults(faults)}\nGo back to the newest backup without faults; or export this store, put the lines of the file right, and import it into an empty one.`,
    )
  return faults.count === 0
}

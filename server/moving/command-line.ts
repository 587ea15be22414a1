import { parseArgs } from 'node:util'
import { Problem } from '../../shared/problem.ts'
import { CannotStart } from '../cannot-start.ts'
import { readStoreUrl } from '../config.ts'
import type { Desk } from './commands.ts'
import { checkStore, copyStore, exportStore, importStore } from './commands.ts'
import { Refusal } from './refusal.ts'

const USAGE = `Moves all that the server keeps, or looks whether it is sound. The server of a lowdb folder must be stopped.

  npm run store -- export FILE           writes a store to FILE, to its end or not at all
  npm run store -- import FILE           fills an empty store with such a file, all of it or nothing
  npm run store -- copy FROM_URL TO_URL  fills an empty store with what another one has
  npm run store -- check [URL]           looks at every row, and says what does not fit together

FILE may be - for stdout or stdin; it is 'npm run --silent store' then. export and import work on STORE_URL, which is
lowdb:./data by itself, and so does check without a URL.

  --store URL  another store than STORE_URL
  --force      export replaces a FILE that is there
  --help       this text
`

class WrongUsage extends Error {}

interface Wishes {
  command: string
  places: string[]
  store: string
  force: boolean
  help: boolean
}

function readWishes(words: readonly string[]): Wishes {
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        store: { type: 'string' },
        force: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
    const [command = '', ...places] = positionals
    return { ...values, command, places, store: values.store ?? readStoreUrl() }
  } catch (cause) {
    throw new WrongUsage('', { cause })
  }
}

/** @returns whether all is well. */
async function obey({ command, places, store, force }: Wishes, desk: Desk): Promise<boolean> {
  const [first, second, ...more] = places
  const isOne = first !== undefined && second === undefined
  const isTwo = first !== undefined && second !== undefined && more.length === 0
  if (command === 'check' && second === undefined) return checkStore(first ?? store, desk)
  if (command === 'copy' && isTwo) await copyStore(first, second, desk)
  else if (command === 'export' && isOne) await exportStore(store, first, force, desk)
  else if (command === 'import' && isOne) await importStore(store, first, desk)
  else throw new WrongUsage()
  return true
}

/** @returns the words for somebody's mistake or a fault of the machine; undefined for a mistake of ours. */
function wordsFor(error: unknown, signal: AbortSignal): string | undefined {
  if (signal.aborted && signal.reason instanceof Refusal) return signal.reason.message
  const isTold = error instanceof CannotStart || error instanceof Refusal || error instanceof Problem
  if (isTold) return error.message
  const isEpipe = error instanceof Error && 'code' in error && error.code === 'EPIPE'
  return isEpipe ? 'Nobody reads any more: the export is not whole' : undefined
}

/**
 * Does what the words after `npm run store --` say.
 * @returns the exit code: 1 when something is wrong, 2 when the words are.
 */
export async function runCommandLine(words: readonly string[], desk: Desk): Promise<0 | 1 | 2> {
  try {
    const wishes = readWishes(words)
    if (!wishes.help) return (await obey(wishes, desk)) ? 0 : 1
    desk.say(USAGE)
    return 0
  } catch (error) {
    const line = error instanceof WrongUsage ? USAGE : wordsFor(error, desk.signal)
    if (line === undefined) throw error
    desk.terminal.write(`${line}\n`)
    return error instanceof WrongUsage ? 2 : 1
  }
}

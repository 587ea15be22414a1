import type { FileHandle } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Disk } from '../../../server/stores/lowdb/disk.ts'
import { NODE_DISK } from '../../../server/stores/lowdb/disk.ts'

/** Long enough for the answer to be read before what it promised is done, on a machine with much else to do. */
const LATER_MS = 250

async function later<Result>(act: () => Promise<Result>): Promise<void> {
  await sleep(LATER_MS)
  await act()
}

/** Acts some time after the answer, and nobody hears whether it worked. */
function unheard<Result>(act: () => Promise<Result>): Promise<void> {
  later(act).catch(() => undefined)
  return Promise.resolve()
}

/** The real disk, but for what a file does that it opened. */
function opening(change: (file: FileHandle, path: string, flags: unknown) => Partial<FileHandle>): Disk {
  return {
    ...NODE_DISK,
    async open(path, flags, mode) {
      const file = await NODE_DISK.open(path, flags, mode)
      return Object.assign(file, change(file, String(path), flags))
    },
  }
}

const nothing = () => Promise.resolve()
const isFolder = (flags: unknown) => flags === 'r'
const isJournal = (path: string) => path.endsWith('.journal')

/** Renames the checkpoint only when the journal beside it has begun anew: the wrong order. */
function journalFirst(): Disk {
  let put: (() => Promise<void>) | undefined
  return {
    ...NODE_DISK,
    async rename(from, to) {
      if (String(to).endsWith('.json')) {
        put = () => NODE_DISK.rename(from, to)
        return
      }
      await NODE_DISK.rename(from, to)
      await put?.()
      put = undefined
    },
  }
}

/** The disk as the store has it, and the mistakes that the tests must find: each is what a store would do that is wrong so. */
export const DISKS = {
  real: () => NODE_DISK,
  'no sync at all': () => opening(() => ({ datasync: nothing, sync: nothing })),
  'files synced, their names not': () =>
    opening((_file, _path, flags) => (isFolder(flags) ? { sync: nothing } : {})),
  'answered before the sync': () =>
    opening((file) => {
      const datasync = file.datasync.bind(file)
      return { datasync: () => unheard(datasync) }
    }),
  'answered before the append': () =>
    opening((file, path) => {
      const write = file.writeFile.bind(file)
      return isJournal(path) ? { writeFile: (...given) => unheard(() => write(...given)) } : {}
    }),
  'failures unheard': () =>
    opening((file, path) => {
      const write = file.writeFile.bind(file)
      return isJournal(path) ? { writeFile: (...given) => write(...given).catch(() => undefined) } : {}
    }),
  'a new journal before its checkpoint is down': journalFirst,
} satisfies Record<string, () => Disk>

export type DiskName = keyof typeof DISKS

/** Of what a child process was told on its command line. */
export function diskNamed(name: string): Disk {
  if (!(name in DISKS)) throw new Error(`There is no disk called ${name}`)
  return DISKS[name as DiskName]()
}

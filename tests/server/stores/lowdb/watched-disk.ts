import type { FileHandle } from 'node:fs/promises'
import { open, rename, unlink } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Disk } from '../../../../server/stores/lowdb/disk.ts'

/** What a write is made of. `datasync` and `sync` are fdatasync and fsync. */
export type Step = 'open' | 'write' | 'datasync' | 'sync' | 'truncate' | 'close' | 'rename'

/** Called before a step, with the name of the file or `folder`. The step waits for it, and fails when it does. */
export type OnStep = (step: Step, name: string) => void | Promise<void>

function watched(file: FileHandle, name: string, onStep: OnStep): FileHandle {
  const step =
    <Given extends unknown[], Result>(kind: Step, take: (...given: Given) => Promise<Result>) =>
    async (...given: Given) => {
      await onStep(kind, name)
      return take(...given)
    }
  return Object.assign(file, {
    writeFile: step('write', file.writeFile.bind(file)),
    datasync: step('datasync', file.datasync.bind(file)),
    sync: step('sync', file.sync.bind(file)),
    truncate: step('truncate', file.truncate.bind(file)),
    close: step('close', file.close.bind(file)),
  })
}

/** The real disk, and somebody who is told of each step before it. Only folders are opened to be read. */
export function watchedDisk(onStep: OnStep): Disk {
  return {
    unlink,
    async rename(from, to) {
      await onStep('rename', `${basename(String(from))} > ${basename(String(to))}`)
      await rename(from, to)
    },
    async open(path, flags, mode) {
      const name = flags === 'r' ? 'folder' : basename(String(path))
      await onStep('open', name)
      return watched(await open(path, flags, mode), name, onStep)
    },
  }
}

/** As the system says it when a call on the disk fails. */
export function failure(code: string): Error {
  return Object.assign(new Error(code), { code })
}

/** The real disk with so many bytes of room: what fits is written, and then it is full. */
export function smallDisk(room: { bytes: number }): Disk {
  return {
    unlink,
    rename,
    async open(path, flags, mode) {
      const file = await open(path, flags, mode)
      const write = file.writeFile.bind(file)
      const writeFile = async (content: string | Buffer) => {
        const bytes = Buffer.from(content)
        await write(bytes.subarray(0, room.bytes))
        const isWhole = bytes.length <= room.bytes
        room.bytes = Math.max(0, room.bytes - bytes.length)
        if (!isWhole) throw failure('ENOSPC')
      }
      return Object.assign(file, { writeFile })
    },
  }
}

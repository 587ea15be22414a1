import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { CannotStart } from '../../cannot-start.ts'
import { DEFAULT_VALUES } from '../../../shared/recognition.ts'
import type { Store } from '../store.ts'
import { LowdbAccess } from './access.ts'
import { Database } from './database.ts'
import type { Disk } from './durable-file.ts'
import { DurableFile } from './durable-file.ts'
import type { FolderLock } from './folder-lock.ts'
import { lockFolder } from './folder-lock.ts'
import { LowdbPeople } from './people.ts'
import { LowdbRecognitions } from './recognitions.ts'

const STORE_FILE_NAME = 'bright-spots.json'

interface Opened {
  database: Database
  lock: FolderLock
}

async function openLocked(folder: string, disk: Disk | undefined): Promise<Opened> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lock = await lockFolder(folder)
  try {
    return { database: await Database.open(new DurableFile(join(folder, STORE_FILE_NAME), disk)), lock }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openFolder(folder: string, disk: Disk | undefined): Promise<Opened> {
  try {
    return await openLocked(folder, disk)
  } catch (error) {
    if (error instanceof CannotStart) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw new CannotStart(
      `The store in ${folder} cannot be opened (${code}): it must be a folder that this user can write`,
    )
  }
}

/**
 * Opens the store for a team on one machine: everything in one JSON file, `bright-spots.json`, in `folder`, which is made if need be.
 * @throws CannotStart when the folder cannot be used, another process uses it, or the file cannot be read.
 */
export async function openLowdbStore(folder: string, disk?: Disk): Promise<Store> {
  const { database, lock } = await openFolder(resolve(folder), disk)
  return {
    people: new LowdbPeople(database),
    access: new LowdbAccess(database),
    recognitions: new LowdbRecognitions(database),
    settings: async () => ({ values: database.tables.singles.values ?? DEFAULT_VALUES }),
    saveSettings: ({ values }) =>
      database.commit((draft) => {
        draft.singles = { ...draft.singles, values: [...values] }
      }),
    ping: () => database.ping(),
    subscribe: (listener) => database.subscribe(listener),
    async close() {
      await database.close()
      await lock.release()
    },
  }
}

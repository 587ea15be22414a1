import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { CannotStart } from '../../cannot-start.ts'
import { DEFAULT_VALUES } from '../../../shared/recognition.ts'
import type { Store } from '../store.ts'
import { LowdbAccess } from './access.ts'
import { Database } from './database.ts'
import type { Disk } from './durable-file.ts'
import { DurableFile } from './durable-file.ts'
import { LowdbPeople } from './people.ts'
import { LowdbRecognitions } from './recognitions.ts'

const STORE_FILE_NAME = 'bright-spots.json'

async function openDatabase(folder: string, disk: Disk | undefined): Promise<Database> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    return await Database.open(new DurableFile(join(folder, STORE_FILE_NAME), disk))
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
 * @throws CannotStart when the folder cannot be used or the file cannot be read.
 */
export async function openLowdbStore(folder: string, disk?: Disk): Promise<Store> {
  const database = await openDatabase(resolve(folder), disk)
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
    close: () => database.close(),
  }
}

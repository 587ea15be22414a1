import { tryLock } from 'fs-native-extensions'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { StoreInUse } from '../../cannot-start.ts'

const LOCK_FILE_NAME = 'bright-spots.lock'

/** A folder that is this process's alone. The system takes the lock back when the process ends, however it ends. */
export interface FolderLock {
  release(): Promise<void>
}

/**
 * Keeps every other process from the folder's store: two of them would overwrite what the other acknowledged. The lock
 * is on a file of its own, because the store's is replaced with each write; that file stays, and means nothing by itself.
 * @throws StoreInUse when another one has it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const file = await open(join(folder, LOCK_FILE_NAME), 'a', 0o600)
  try {
    if (!tryLock(file.fd))
      throw new StoreInUse(
        `The store in ${folder} is in use by another server: stop that one first, or set STORE_URL to another folder`,
      )
  } catch (error) {
    await file.close()
    throw error
  }
  return { release: () => file.close() }
}

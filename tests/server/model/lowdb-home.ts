import { cp, rm } from 'node:fs/promises'
import { openLowdbStore } from '../../../server/stores/lowdb/open.ts'
import type { Store } from '../../../server/stores/store.ts'
import { makeTemporaryFolder } from '../stores/temporary-folder.ts'
import type { Home } from './processes.ts'

/** A copy of the folder, as files are at this moment. */
async function copyOf(folder: string): Promise<string> {
  const copy = await makeTemporaryFolder()
  await cp(folder, copy, { recursive: true })
  return copy
}

/** An empty folder with one server on it. What was killed keeps the folder that it had, and the next goes on with a copy. */
export async function openLowdbHome(): Promise<Home> {
  return homeIn(await makeTemporaryFolder())
}

function homeIn(first: string): Home {
  const folders = [first]
  const killed: Store[] = []
  const current = () => folders.at(-1) ?? ''
  const moveTo = (next: string) => void folders.push(next)
  return {
    processes: 1,
    start: () => openLowdbStore(current()),
    async kill(store) {
      moveTo(await copyOf(current()))
      killed.push(store)
    },
    async backUp() {
      const backup = await copyOf(current())
      folders.unshift(backup)
      return async () => moveTo(await copyOf(backup))
    },
    async clear() {
      moveTo(await makeTemporaryFolder())
    },
    fork: async () => homeIn(await copyOf(current())),
    async remove() {
      for (const store of killed) await store.close()
      for (const folder of folders) await rm(folder, { recursive: true })
    },
  }
}

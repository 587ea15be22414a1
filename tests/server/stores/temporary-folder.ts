import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Store } from '../../../server/stores/store.ts'
import type { OpenedStore } from '../../contracts/store-subject.ts'

export function makeTemporaryFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'bright-spots-'))
}

/** A store in a folder of its own, for the contract suite. */
export async function inTemporaryFolder(open: (folder: string) => Promise<Store>): Promise<OpenedStore> {
  const folder = await makeTemporaryFolder()
  let store = await open(folder)
  return {
    store,
    async reopen() {
      await store.close()
      store = await open(folder)
      return store
    },
    async remove() {
      await store.close()
      await rm(folder, { recursive: true })
    },
  }
}

import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach } from 'vitest'
import type { Disk } from '../../../../server/stores/lowdb/disk.ts'
import { openLowdbStore } from '../../../../server/stores/lowdb/open.ts'
import type { Acceptance } from '../../../../server/stores/recognition-store.ts'
import type { Store } from '../../../../server/stores/store.ts'
import { DUE_AT, profile, SENT_AT } from '../../../contracts/store-subject.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'

export const CHECKPOINT = 'bright-spots.json'
export const JOURNAL = 'bright-spots.journal'

/** A folder for one test, the stores in it, and what they leave there. */
export class StoreFolder {
  #path = ''
  #opened: Store[] = []

  async make(): Promise<void> {
    this.#path = await makeTemporaryFolder()
    this.#opened = []
  }

  async remove(): Promise<void> {
    for (const store of this.#opened) await store.close()
    await rm(this.#path, { recursive: true })
  }

  get path(): string {
    return this.#path
  }

  /** Where a file of the store is, or of a copy. */
  file(name: string, copy = ''): string {
    return join(this.#path, copy, name)
  }

  /** Opens the store in the folder, or in a copy; it is closed with the test. */
  async open({ disk, copy = '' }: { disk?: Disk; copy?: string } = {}): Promise<Store> {
    const store = await openLowdbStore(join(this.#path, copy), disk ? { disk } : {})
    this.#opened.push(store)
    return store
  }

  async close(store: Store): Promise<void> {
    this.#opened = this.#opened.filter((other) => other !== store)
    await store.close()
  }

  /** What a crash at this moment would leave, or a backup takes, in a folder inside. */
  async copyTo(copy: string): Promise<void> {
    for (const name of [CHECKPOINT, JOURNAL]) await cp(this.file(name), this.file(name, copy))
  }

  read(name: string, copy = ''): Promise<string> {
    return readFile(this.file(name, copy), 'utf8')
  }

  /** Changes a file as a person or a bad disk would. */
  async change(name: string, changed: (content: string) => string, copy = ''): Promise<void> {
    await writeFile(this.file(name, copy), changed(await this.read(name, copy)))
  }
}

/** A new folder for each test of the file. */
export function useStoreFolder(): StoreFolder {
  const folder = new StoreFolder()
  beforeEach(() => folder.make())
  afterEach(() => folder.remove())
  return folder
}

/** @returns the person's id. */
export async function addPerson(store: Store, name: string): Promise<string> {
  const outcome = await store.people.create(profile(name), SENT_AT)
  if (outcome.kind !== 'stored') throw new Error(outcome.kind)
  return outcome.person.id
}

export async function namesIn(store: Store): Promise<string[]> {
  return (await store.people.list({ limit: 99 })).people.map(({ name }) => name)
}

/** From the one to the other, due at DUE_AT. */
export function spotBetween(senderId: string, recipientId: string, message = 'Thank you'): Acceptance {
  const recipients = [recipientId]
  const recognition = {
    id: uuidv7(),
    recipients,
    message,
    values: [],
    visibility: 'public' as const,
    context: null,
  }
  return { recognition, senderId, sentAt: SENT_AT, deliverAt: DUE_AT, limits: null }
}

import { copyFile, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FeedCursor } from '../../../../server/stores/recognition-store.ts'
import { openLowdbStore } from '../../../../server/stores/lowdb/open.ts'
import type { Store } from '../../../../server/stores/store.ts'
import { DUE_AT, StoreSubject } from '../../../contracts/store-subject.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'

const subject = new StoreSubject()
let folder: string
beforeEach(async () => {
  folder = await makeTemporaryFolder()
  await subject.open(async () => {
    let store: Store = await openLowdbStore(folder)
    return {
      store,
      async reopen() {
        await store.close()
        await restoring?.()
        store = await openLowdbStore(folder)
        return store
      },
      async remove() {
        await store.close()
        await rm(folder, { recursive: true })
      },
    }
  })
})
afterEach(() => {
  restoring = undefined
  return subject.remove()
})

let restoring: (() => Promise<void>) | undefined
const file = () => join(folder, 'bright-spots.json')

/** Sends that many to Ben. @returns his cursor then. */
async function send(count: number): Promise<FeedCursor> {
  for (let sent = 0; sent < count; sent += 1) await subject.accept()
  await subject.store.recognitions.deliverDue(DUE_AT)
  return (await subject.feed('ben')).next
}

const ask = async (since: FeedCursor) =>
  (await subject.store.recognitions.changes(subject.id('ben'), since, 100)).kind

const FILES = ['bright-spots.json', 'bright-spots.journal']

/** Copies both files, as they are at any moment. */
async function backUp(): Promise<void> {
  for (const name of FILES) await copyFile(join(folder, name), join(folder, `${name}.backup`))
}

/** Goes on with the files as they were when they were backed up. */
async function restore(): Promise<void> {
  restoring = async () => {
    for (const name of FILES) await copyFile(join(folder, `${name}.backup`), join(folder, name))
  }
  await subject.reopen()
  restoring = undefined
}

test('a cursor from after the backup expires, one from before goes on', async () => {
  const before = await send(2)
  await backUp()
  const after = [await send(1), await send(3)]
  await restore()
  for (const count of [0, 1, 1, 1, 1]) {
    await send(count)
    expect(await Promise.all(after.map(ask))).toEqual(['cursor_expired', 'cursor_expired'])
    expect(await ask(before)).toBe('page')
  }
})

test('each of several lives after one backup is told from the others', async () => {
  await subject.reopen()
  await send(1)
  await backUp()
  const lives: FeedCursor[] = []
  for (let life = 0; life < 3; life += 1) {
    lives.push(await send(2))
    await subject.reopen()
    lives.push(await send(1))
    await restore()
  }
  await send(9)
  expect(new Set(await Promise.all(lives.map(ask)))).toEqual(new Set(['cursor_expired']))
})

test('a start that moves nothing of a feed is not remembered there, and of the others the last 100 are', async () => {
  const first = await send(1)
  for (let start = 0; start < 3; start += 1) await subject.reopen()
  const stored = JSON.parse(await readFile(file(), 'utf8'))
  expect(stored.feedPasts).toContainEqual({
    personId: subject.id('ben'),
    pastEpochs: [{ epoch: 'none', moves: 0 }],
  })
  const pastEpochs = Array.from({ length: 120 }, (_, nth) => ({ epoch: `e${nth}`, moves: first.moves }))
  const feedPasts = [{ personId: subject.id('ben'), pastEpochs }]
  restoring = () => writeFile(file(), JSON.stringify({ ...stored, sum: undefined, feedPasts }))
  await subject.reopen()
  restoring = undefined
  await send(1)
  await subject.reopen()
  const after = JSON.parse(await readFile(file(), 'utf8'))
  const past = (row: { personId: string }) => row.personId === subject.id('ben')
  expect(after.feedPasts.find(past).pastEpochs).toHaveLength(100)
  expect(await ask(first)).toBe('page')
})

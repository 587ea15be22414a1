import { copyFile, cp } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Store } from '../../../../server/stores/store.ts'
import { DUE_AT } from '../../../contracts/store-subject.ts'
import { CHECKPOINT, JOURNAL, namesIn, spotBetween, useStoreFolder } from './store-folder.ts'

const folder = useStoreFolder()

/**
 * Written by version 0.1.0: Ada sent five. 1 to 3 are delivered, Ben has read the first and agreed to its publication, the
 * third is withdrawn. He is signed in, Cleo is invited.
 */
const VERSION_1 = join(import.meta.dirname, 'version-1.json')
/** What its cursors looked like: one count for all feeds. */
const OLD_CURSOR = { epoch: '216cbe34-626a-4148-bf4a-7cb674192b3e', moves: 15, position: 0 }
const ADA = '01a201ef-fb21-7233-968e-e262e4be3c41'
const BEN = '01a201ef-fb2b-7596-acee-e023126aad63'

const spotId = (number: number) => `019a4300-0000-7000-8000-00000000000${number}`

beforeEach(() => copyFile(VERSION_1, folder.file(CHECKPOINT)))

async function feedOf(store: Store, personId: string, position = 0): Promise<string[]> {
  const start = await store.recognitions.changes(personId, null, 1)
  if (start.kind !== 'page') return [start.kind]
  const page = await store.recognitions.changes(personId, { ...start.next, position }, 99)
  return page.kind === 'page' ? page.changes.map(({ type, id }) => `${type} ${id.at(-1)}`) : [page.kind]
}

/** The same after the first start and after any other. */
async function expectAll(store: Store): Promise<void> {
  expect(await namesIn(store)).toEqual(['Ada', 'Ben', 'Cleo', 'Dan'])
  expect(await feedOf(store, BEN)).toEqual(['recognition 2', 'recognition 1', 'removed 3'])
  expect(await feedOf(store, BEN, 4)).toEqual(['removed 3'])
  expect(await feedOf(store, ADA, 8)).toEqual(['recognition 5'])
  expect(await store.recognitions.find(spotId(1), BEN)).toMatchObject({
    recognition: { readAt: '2026-11-02T09:01:00.000Z', publication: 'agreed' },
  })
  expect(await store.recognitions.find(spotId(3), ADA)).toEqual({ kind: 'withdrawn' })
  expect(await store.recognitions.published({ personId: null, after: null, limit: 9 })).toMatchObject({
    recognitions: [{ id: spotId(1) }],
  })
  expect(await store.access.findSession('d'.repeat(64))).toMatchObject({ person: { id: BEN } })
  expect(await store.access.findAdminTokenHash()).toBe('a'.repeat(64))
  expect(await store.settings()).toMatchObject({
    values: [
      { id: 'kind', name: 'Kind' },
      { id: 'brave', name: 'Brave' },
    ],
  })
}

test('a file of version 1 opens with all that is in it, and is of this version then', async () => {
  const store = await folder.open()
  await expectAll(store)
  expect(JSON.parse(await folder.read(CHECKPOINT))).toMatchObject({ version: 5, seq: 0 })
  await folder.close(store)
  await expectAll(await folder.open())
})

test('feeds go on where they stood', async () => {
  const store = await folder.open()
  expect(await store.recognitions.deliverDue('2026-11-02T09:00:14.500Z')).toMatchObject({ delivered: 1 })
  const spot = spotBetween(ADA, BEN)
  await store.recognitions.accept({
    ...spot,
    deliverAt: DUE_AT,
    recognition: { ...spot.recognition, values: ['kind'] },
  })
  await store.recognitions.deliverDue(DUE_AT)
  expect(await feedOf(store, BEN, 5)).toEqual([`recognition ${spot.recognition.id.at(-1)}`])
  expect(JSON.parse(await folder.read(CHECKPOINT)).feeds).toContainEqual({
    personId: BEN,
    position: 5,
    epoch: expect.any(String),
  })
})

test('cursors of before begin anew, those of now go on', async () => {
  const store = await folder.open()
  expect(await store.recognitions.changes(BEN, OLD_CURSOR, 99)).toEqual({ kind: 'cursor_expired' })
  const page = await store.recognitions.changes(BEN, null, 99)
  if (page.kind !== 'page') throw new Error(page.kind)
  await folder.close(store)
  const again = await folder.open()
  expect(await again.recognitions.changes(BEN, page.next, 99)).toMatchObject({ kind: 'page', changes: [] })
})

test('a start that was cut off after the journal, before the checkpoint, is done again', async () => {
  await folder.close(await folder.open())
  await cp(folder.file(JOURNAL), folder.file(JOURNAL, 'cut-off'))
  await cp(VERSION_1, folder.file(CHECKPOINT, 'cut-off'))
  await expectAll(await folder.open({ copy: 'cut-off' }))
})

test('a file that an older server put back beside a later journal is refused', async () => {
  const store = await folder.open()
  await store.access.endAllSessions(BEN)
  await folder.close(store)
  await copyFile(VERSION_1, folder.file(CHECKPOINT))
  await expect(folder.open()).rejects.toThrow('they are not of one moment')
})

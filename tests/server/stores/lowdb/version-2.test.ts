import { rm, writeFile } from 'node:fs/promises'
import { beforeEach, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../../server/stores/rows.ts'
import type { Store } from '../../../../server/stores/store.ts'
import { LATER } from '../../../contracts/store-subject.ts'
import { CHECKPOINT, JOURNAL, namesIn, useStoreFolder } from './store-folder.ts'
import { CHECKPOINT_2, JOURNAL_2 } from './version-2.ts'

const folder = useStoreFolder()
const BEN = '01a2026c-13a4-7324-8f20-eaf283280c93'
const CLEO = '01a2026c-13c1-764d-b6d6-e76010f9e7dd'
const SPOT = '019a4300-0000-7000-8000-000000000001'

beforeEach(async () => {
  await writeFile(folder.file(CHECKPOINT), CHECKPOINT_2)
  await writeFile(folder.file(JOURNAL), JOURNAL_2)
})

const sessionIn = (store: Store, digit: string) => store.access.findSession(digit.repeat(64))

/** The same after the first start and after any other. */
async function expectAll(store: Store): Promise<void> {
  expect(await namesIn(store)).toEqual(['Ada', 'Ben', 'Cleo'])
  const nothing = { userName: null, externalId: null, managerId: null, pending: false, erasedAt: null }
  for (const [digit, id] of [
    ['d', BEN],
    ['e', CLEO],
  ] as const) {
    expect(await store.people.find(id)).toMatchObject(nothing)
    expect(await sessionIn(store, digit)).toMatchObject({
      id: expect.stringMatching(/^[\da-f]{8}-[\da-f]{4}-7/),
      grant: 'invite',
      lastUsedAt: '2026-11-02T09:00:10.000Z',
      person: { id },
    })
  }
  expect(await store.access.findAdminTokenHash()).toBe('a'.repeat(64))
  expect(await store.settings()).toEqual({
    values: [{ id: 'kind', name: 'Kind' }],
    customerTeams: [],
    retention: { recognitions: null, audit: null },
    limits: DEFAULT_LIMITS,
  })
  expect(await store.recognitions.find(SPOT, BEN)).toMatchObject({ recognition: { readAt: LATER } })
}

test('a checkpoint and a journal of version 2 open with all that is in them, and are of this version then', async () => {
  const store = await folder.open()
  await expectAll(store)
  const old = { epoch: '8d944928-b51a-4ea9-8377-038e9b330079', moves: 5, position: 0 }
  expect(await store.recognitions.changes(BEN, old, 9)).toEqual({ kind: 'cursor_expired' })
  expect(JSON.parse(await folder.read(CHECKPOINT))).toMatchObject({ version: 5, seq: 13 })
  expect(await folder.read(JOURNAL)).toMatch(/"version":5,"after":13\}\}\n$/)
  const [ben, cleo] = [await sessionIn(store, 'd'), await sessionIn(store, 'e')]
  await folder.close(store)
  const again = await folder.open()
  await expectAll(again)
  expect([await sessionIn(again, 'd'), await sessionIn(again, 'e')]).toEqual([ben, cleo])
})

test('all that is new can be done with what was there', async () => {
  const store = await folder.open()
  const session = await sessionIn(store, 'e')
  expect(await store.people.update(CLEO, { managerId: BEN, userName: 'cleo' })).toMatchObject({
    kind: 'stored',
  })
  expect(await store.access.endSession(CLEO, session?.id ?? '')).toBe(true)
  expect(await store.people.erase(BEN, LATER)).toBe(true)
  await folder.close(store)
  expect(await namesIn(await folder.open())).toEqual(['Ada', 'Cleo'])
})

test('a start that was cut off after the checkpoint, before the journal, is finished', async () => {
  await folder.close(await folder.open())
  await writeFile(folder.file(JOURNAL), JOURNAL_2)
  const store = await folder.open()
  await expectAll(store)
  expect(await folder.read(JOURNAL)).toMatch(/"version":5,"after":13\}\}\n$/)
  await store.people.update(CLEO, { userName: 'cleo' })
  await folder.copyTo('copy')
  const copy = await folder.open({ copy: 'copy' })
  expect(await copy.people.find(CLEO)).toMatchObject({ userName: 'cleo' })
})

test('a journal of version 2 that ends in a torn line loses that line alone', async () => {
  await writeFile(folder.file(JOURNAL), JOURNAL_2.slice(0, -20))
  const store = await folder.open()
  expect(await namesIn(store)).toEqual(['Ada', 'Ben', 'Cleo'])
  expect(await store.recognitions.find(SPOT, BEN)).toMatchObject({ recognition: { readAt: null } })
})

test('a checkpoint of version 2 without its journal, or with a damaged one, is refused', async () => {
  await writeFile(folder.file(JOURNAL), JOURNAL_2.replace('"Cleo"', '"Clea"'))
  await expect(folder.open()).rejects.toThrow('is damaged in line 2')
  await rm(folder.file(JOURNAL))
  await expect(folder.open()).rejects.toThrow('is missing')
  await writeFile(folder.file(CHECKPOINT), CHECKPOINT_2.replace('"Ada"', '"Ida"'))
  await expect(folder.open()).rejects.toThrow('its content does not fit its "sum"')
})

import { readdir, rename } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { newPerson } from '../../../../server/stores/lowdb/people-rows.ts'
import type { StoreRow } from '../../../../server/stores/rows.ts'
import type { Store } from '../../../../server/stores/store.ts'
import { profile, SENT_AT } from '../../../contracts/store-subject.ts'
import { addPerson, CHECKPOINT, JOURNAL, namesIn, spotBetween, useStoreFolder } from './store-folder.ts'
import { failure, smallDisk, watchedDisk } from './watched-disk.ts'

const folder = useStoreFolder()

const PROBLEMS = [
  ['ENOSPC', 'disk_full'],
  ['EDQUOT', 'disk_full'],
  ['EIO', 'not_ready'],
  ['EROFS', 'not_ready'],
] as const

/** What fails, from the write itself on to all that is tried to put it right. */
const POINTS = [
  [`write ${JOURNAL}`],
  [`write ${JOURNAL}`, `truncate ${JOURNAL}`],
  ...['open', 'write', 'sync', 'close'].map((step) => [`datasync ${JOURNAL}`, `${step} ${CHECKPOINT}.next`]),
  [`datasync ${JOURNAL}`, `rename ${CHECKPOINT}.next > ${CHECKPOINT}`],
  [`datasync ${JOURNAL}`, 'open folder'],
  [`datasync ${JOURNAL}`, 'sync folder'],
  [`datasync ${JOURNAL}`, `close ${JOURNAL}`],
  ...['open', 'write', 'sync', 'close'].map((step) => [`datasync ${JOURNAL}`, `${step} ${JOURNAL}.next`]),
  [`datasync ${JOURNAL}`, `rename ${JOURNAL}.next > ${JOURNAL}`],
  [`datasync ${JOURNAL}`, `open ${JOURNAL}`],
]

/** A store with Ada in it, on a disk whose given steps fail with `code` while there is one. */
async function openFaulty(points: readonly string[]) {
  const fault: { code?: string } = {}
  const disk = watchedDisk((step, name) => {
    if (fault.code !== undefined && points.includes(`${step} ${name}`)) throw failure(fault.code)
  })
  const store = await folder.open({ disk })
  await addPerson(store, 'ada')
  return { store, fault }
}

let copies = 0

/** Who is in the store that a crash at this moment would leave. */
async function namesAfterCrash(): Promise<string[]> {
  copies += 1
  const copy = `copy-${copies}`
  await folder.copyTo(copy)
  return namesIn(await folder.open({ copy }))
}

async function expectRefusal(store: Store, code: string): Promise<void> {
  await expect(store.people.create(profile('bea'), '')).rejects.toMatchObject({ code })
  await expect(store.ping()).rejects.toMatchObject({ code })
  expect(await namesIn(store)).toEqual(['Ada'])
  expect(await store.people.findByEmail(profile('bea').email)).toBeUndefined()
}

describe.each(POINTS.map((points) => ({ points })))('a disk that fails at $points', ({ points }) => {
  test.each(PROBLEMS)('with %s is told as %s, and all goes on afterwards', async (code, problem) => {
    const { store, fault } = await openFaulty(points)
    fault.code = code
    await expectRefusal(store, problem)
    await expectRefusal(store, problem)
    delete fault.code
    await store.ping()
    expect(await namesIn(store)).toEqual(['Ada'])
    expect(await namesAfterCrash()).toEqual(['Ada'])
    await addPerson(store, 'cleo')
    expect(await namesAfterCrash()).toEqual(['Ada', 'Cleo'])
    await folder.close(store)
    expect(await namesIn(await folder.open())).toEqual(['Ada', 'Cleo'])
  })

  test('and a crash then lose nothing that was answered', async () => {
    const { store, fault } = await openFaulty(points)
    fault.code = 'EIO'
    await expectRefusal(store, 'not_ready')
    expect((await namesAfterCrash()).filter((name) => name !== 'Bea')).toEqual(['Ada'])
    await expectRefusal(store, 'not_ready')
    expect((await namesAfterCrash()).filter((name) => name !== 'Bea')).toEqual(['Ada'])
  })
})

describe('a sync that fails', () => {
  test('is never tried again: what is stored goes on in new files', async () => {
    const steps: string[] = []
    let failures = 1
    const disk = watchedDisk((step, name) => {
      steps.push(`${step} ${name}`)
      if (step !== 'datasync' || failures === 0) return
      failures -= 1
      throw failure('EIO')
    })
    const store = await folder.open({ disk })
    await expect(addPerson(store, 'bea')).rejects.toMatchObject({ code: 'not_ready' })
    steps.length = 0
    await addPerson(store, 'cleo')
    expect(steps.filter((step) => /^(rename|write|datasync)/.test(step))).toEqual([
      `write ${CHECKPOINT}.next`,
      `rename ${CHECKPOINT}.next > ${CHECKPOINT}`,
      `write ${JOURNAL}.next`,
      `rename ${JOURNAL}.next > ${JOURNAL}`,
      `write ${JOURNAL}`,
      `datasync ${JOURNAL}`,
    ])
    expect(await namesAfterCrash()).toEqual(['Cleo'])
  })
})

describe('a full disk', () => {
  test('that took a part of a batch keeps nothing of it', async () => {
    const room = { bytes: Number.POSITIVE_INFINITY }
    const store = await folder.open({ disk: smallDisk(room) })
    const [ada, ben] = [await addPerson(store, 'ada'), await addPerson(store, 'ben')]
    const before = (await folder.read(JOURNAL)).length
    room.bytes = 1000
    const spots = Array.from({ length: 5 }, () => spotBetween(ada, ben))
    const refused = await Promise.allSettled(spots.map((spot) => store.recognitions.accept(spot)))
    expect(refused).toEqual(
      Array.from(spots, () => ({
        status: 'rejected',
        reason: expect.objectContaining({ code: 'disk_full' }),
      })),
    )
    expect((await folder.read(JOURNAL)).length).toBe(before + 1000)
    room.bytes = Number.POSITIVE_INFINITY
    const outcomes = await Promise.all(spots.map((spot) => store.recognitions.accept(spot)))
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['created']))
    await folder.copyTo('copy')
    const copied = await folder.open({ copy: 'copy' })
    expect(await copied.recognitions.changes(ada, null, 99)).toEqual(
      await store.recognitions.changes(ada, null, 99),
    )
  })

  test('stops no clean stop: the journal has it all', async () => {
    const room = { bytes: Number.POSITIVE_INFINITY }
    const store = await folder.open({ disk: smallDisk(room) })
    await addPerson(store, 'ada')
    room.bytes = 10
    await folder.close(store)
    expect(await namesIn(await folder.open())).toEqual(['Ada'])
  })

  test('is named at the first start', async () => {
    const opening = folder.open({ disk: smallDisk({ bytes: 10 }) })
    await expect(opening).rejects.toThrow(/cannot be opened \(ENOSPC\): its disk is full; make room/)
    expect(await namesIn(await folder.open())).toEqual([])
  })

  test('lets a later start read, and write when there is room', async () => {
    const first = await folder.open()
    await addPerson(first, 'ada')
    await folder.copyTo('copy')
    const room = { bytes: 10 }
    const store = await folder.open({ copy: 'copy', disk: smallDisk(room) })
    expect(await namesIn(store)).toEqual(['Ada'])
    await expect(addPerson(store, 'bea')).rejects.toMatchObject({ code: 'disk_full' })
    await expect(store.ping()).rejects.toMatchObject({ code: 'disk_full' })
    expect(await folder.read(JOURNAL, 'copy')).toBe(await folder.read(JOURNAL))
    room.bytes = Number.POSITIVE_INFINITY
    await store.ping()
    await addPerson(store, 'cleo')
    await folder.close(store)
    expect(await namesIn(await folder.open({ copy: 'copy' }))).toEqual(['Ada', 'Cleo'])
  })
})

const FILLING = [
  `write ${CHECKPOINT}.next`,
  `rename ${CHECKPOINT}.next > ${CHECKPOINT}`,
  'sync folder',
  `write ${JOURNAL}.next`,
  `rename ${JOURNAL}.next > ${JOURNAL}`,
  `open ${JOURNAL}`,
]

describe.each(FILLING)('a fill that fails at %s', (point) => {
  async function* rows(): AsyncGenerator<StoreRow> {
    yield { person: newPerson(profile('bea'), SENT_AT) }
  }

  async function openFailed() {
    const fault: { code?: string } = {}
    const disk = watchedDisk((step, name) => {
      if (fault.code !== undefined && `${step} ${name}` === point) throw failure(fault.code)
    })
    const store = await folder.open({ disk })
    fault.code = 'ENOSPC'
    await expect(store.fill(rows())).rejects.toMatchObject({ code: 'disk_full' })
    expect(await namesIn(store)).toEqual([])
    delete fault.code
    return store
  }

  test('leaves nothing in the files once something else is stored, or it is tried again', async () => {
    const store = await openFailed()
    await addPerson(store, 'ada')
    expect(await namesAfterCrash()).toEqual(['Ada'])
  })

  test('leaves nothing after a stop', async () => {
    await folder.close(await openFailed())
    const store = await folder.open()
    expect(await namesIn(store)).toEqual([])
    await store.fill(rows())
    expect(await namesIn(store)).toEqual(['Bea'])
  })
})

describe('a closed store', () => {
  test('writes no more: the folder may be another server’s', async () => {
    const store = await folder.open()
    await folder.close(store)
    const next = await folder.open()
    await addPerson(next, 'ada')
    await expect(addPerson(store, 'bea')).rejects.toMatchObject({ code: 'not_ready' })
    await expect(addPerson(store, 'bea')).rejects.toMatchObject({ code: 'not_ready' })
    expect(await namesAfterCrash()).toEqual(['Ada'])
  })
})

describe('a batch that failed', () => {
  test('is gone after a clean stop too', async () => {
    const fault: { code?: string } = {}
    const disk = watchedDisk((step) => {
      if (fault.code !== undefined && step === 'datasync') throw failure(fault.code)
    })
    const store = await folder.open({ disk })
    fault.code = 'EIO'
    await expect(addPerson(store, 'bea')).rejects.toMatchObject({ code: 'not_ready' })
    delete fault.code
    await folder.close(store)
    expect(await namesIn(await folder.open())).toEqual([])
  })
})

describe('files that are taken away', () => {
  test('are missed by a ping, and found again', async () => {
    const store = await folder.open()
    await store.ping()
    await rename(folder.file(JOURNAL), folder.file('away'))
    await expect(store.ping()).rejects.toMatchObject({ code: 'not_ready' })
    await rename(folder.file('away'), folder.file(JOURNAL))
    await store.ping()
    expect(await readdir(folder.path)).toHaveLength(3)
  })
})

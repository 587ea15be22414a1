import { readdir, stat } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { DUE_AT, SENT_AT } from '../../../contracts/store-subject.ts'
import { addPerson, CHECKPOINT, JOURNAL, namesIn, spotBetween, useStoreFolder } from './store-folder.ts'
import { failure, watchedDisk } from './watched-disk.ts'

const folder = useStoreFolder()

/** The steps by which a file takes the place of another. */
const replacing = (name: string) => [
  `open ${name}.next`,
  `write ${name}.next`,
  `sync ${name}.next`,
  `close ${name}.next`,
  `rename ${name}.next > ${name}`,
  'open folder',
  'sync folder',
  'close folder',
]

const APPENDING = [`write ${JOURNAL}`, `datasync ${JOURNAL}`]

/** A store with Ada and Ben in it, whose steps from now on are noted. */
async function openWatched(onStep: (step: string) => void | Promise<void> = () => undefined) {
  const steps: string[] = []
  let isReady = false
  const disk = watchedDisk(async (step, name) => {
    if (!isReady) return
    steps.push(`${step} ${name}`)
    await onStep(step)
  })
  const store = await folder.open({ disk })
  const [ada, ben] = [await addPerson(store, 'ada'), await addPerson(store, 'ben')]
  isReady = true
  const send = (message?: string) => store.recognitions.accept(spotBetween(ada, ben, message))
  return { store, ada, ben, steps, send }
}

describe('a write', () => {
  test('is appended and synced before the answer', async () => {
    const { send, steps } = await openWatched()
    await send().then(() => steps.push('answered'))
    expect(steps).toEqual([...APPENDING, 'answered'])
  })

  test('that changes nothing is no write', async () => {
    const { store, steps } = await openWatched()
    await store.recognitions.deliverDue(SENT_AT)
    await store.access.touchSession('nobody', SENT_AT)
    await store.ping()
    expect(steps).toEqual([])
  })

  test('is for its owner’s eyes', async () => {
    const store = await folder.open({ copy: 'data' })
    await addPerson(store, 'ada')
    expect((await stat(folder.file('data'))).mode & 0o777).toBe(0o700)
    for (const name of await readdir(folder.file('data')))
      expect([name, (await stat(folder.file(name, 'data'))).mode & 0o777]).toEqual([name, 0o600])
  })
})

test('the names of folders that are made for it are synced too', async () => {
  const steps: string[] = []
  const disk = watchedDisk((step, name) => void steps.push(`${step} ${name}`))
  await folder.close(await folder.open({ copy: 'one/two', disk }))
  const names = ['open folder', 'sync folder', 'close folder']
  expect(steps.slice(0, 7)).toEqual([...names, ...names, `open ${JOURNAL}.next`])
})

describe('a checkpoint', () => {
  test('at the stop is down before the journal begins anew', async () => {
    const { store, steps, send } = await openWatched()
    await send()
    steps.length = 0
    await folder.close(store)
    const journalAnew = [`close ${JOURNAL}`, ...replacing(JOURNAL), `open ${JOURNAL}`]
    expect(steps).toEqual([...replacing(CHECKPOINT), ...journalAnew, `close ${JOURNAL}`])
  })

  test('is not written when nothing came since', async () => {
    await folder.close(await folder.open())
    const steps: string[] = []
    const disk = watchedDisk((step, name) => void steps.push(`${step} ${name}`))
    await folder.close(await folder.open({ disk }))
    const syncNames = ['open folder', 'sync folder', 'close folder']
    expect(steps).toEqual([...syncNames, `open ${JOURNAL}`, `close ${JOURNAL}`])
  })

  test('has what the journal had, and the next one goes on from there', async () => {
    const store = await folder.open()
    await addPerson(store, 'ada')
    expect(JSON.parse(await folder.read(CHECKPOINT))).toMatchObject({ seq: 0, people: [] })
    await folder.close(store)
    expect(JSON.parse(await folder.read(CHECKPOINT))).toMatchObject({ seq: 1, people: [{ name: 'Ada' }] })
    expect((await folder.read(JOURNAL)).split('\n')).toEqual([expect.stringContaining('"after":1'), ''])
  })
})

describe('writes at once', () => {
  test('go down in one write and one sync', async () => {
    const { send, steps, store, ada } = await openWatched()
    await Promise.all(Array.from({ length: 50 }, () => send()))
    expect(steps).toEqual(APPENDING)
    expect(await store.recognitions.changes(ada, null, 99)).toMatchObject({ changes: { length: 50 } })
  })

  test('find each other', async () => {
    const { store, ada, ben } = await openWatched()
    const spot = spotBetween(ada, ben)
    const other = { ...spot, recognition: { ...spot.recognition, message: 'Other words' } }
    const outcomes = await Promise.all([spot, spot, other].map((one) => store.recognitions.accept(one)))
    expect(outcomes.map(({ kind }) => kind)).toEqual(['created', 'same', 'id_taken'])
  })

  test('are counted for their sender, but for what was undone', async () => {
    const { store, ada, ben, steps } = await openWatched()
    const limits = { perMinute: null, perDay: 1, perPairPerWeek: null, newcomers: null }
    const spots = [spotBetween(ada, ben), spotBetween(ada, ben), spotBetween(ada, ben)]
    const [first, second, third] = spots.map((spot) => () => store.recognitions.accept({ ...spot, limits }))
    const undo = () => store.recognitions.withdraw(spots[0]?.recognition.id ?? '', ada, SENT_AT)
    const outcomes = await Promise.all([first?.(), undo(), second?.(), third?.()])
    expect(outcomes).toMatchObject([
      { kind: 'created' },
      'withdrawn',
      { kind: 'created' },
      { kind: 'enough_for_now' },
    ])
    expect(steps).toEqual(APPENDING)
  })

  test('are answered when their own batch is down: not before, and not with the next', async () => {
    const syncs: (() => void)[] = []
    const { store, ada, send } = await openWatched((step) =>
      step === 'datasync' ? new Promise((resolve) => syncs.push(resolve)) : undefined,
    )
    const answered: string[] = []
    const note = async (batch: string) => {
      await send(batch)
      answered.push(batch)
    }
    const first = [note('first'), note('first')]
    await expect.poll(() => syncs.length).toBe(1)
    const second = [note('second'), note('second')]
    await sleep(20)
    expect(answered).toEqual([])
    expect(await store.recognitions.changes(ada, null, 9)).toMatchObject({ changes: [] })
    syncs[0]?.()
    await Promise.all(first)
    await expect.poll(() => syncs.length).toBe(2)
    expect(answered).toEqual(['first', 'first'])
    expect(await store.recognitions.changes(ada, null, 9)).toMatchObject({ changes: { length: 2 } })
    syncs[1]?.()
    await Promise.all(second)
    expect(answered).toEqual(['first', 'first', 'second', 'second'])
  })

  test('that fail together are refused together, those after them are not', async () => {
    let second: Promise<unknown>[] = []
    const { send } = await openWatched((step) => {
      if (step !== 'datasync' || second.length > 0) return
      second = [send(), send()]
      throw failure('EIO')
    })
    const first = await Promise.allSettled([send(), send()])
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await Promise.all(second)).toMatchObject([{ kind: 'created' }, { kind: 'created' }])
  })

  test('are told apart: one that is refused for what it asks leaves the others in peace', async () => {
    const { store, send, ada } = await openWatched()
    const nobody = spotBetween(ada, 'nobody')
    const outcomes = await Promise.all([send(), store.recognitions.accept(nobody), send()])
    expect(outcomes.map(({ kind }) => kind)).toEqual(['created', 'unknown_recipient', 'created'])
  })

  test('beside one that must stand alone are in order', async () => {
    const { store, send, ada, ben } = await openWatched()
    const outcomes = [send(), store.recognitions.deliverDue(DUE_AT), addPerson(store, 'cleo'), send()]
    await Promise.all(outcomes)
    expect(await namesIn(store)).toEqual(['Ada', 'Ben', 'Cleo'])
    expect(await store.recognitions.changes(ben, null, 9)).toMatchObject({ changes: { length: 1 } })
    expect(await store.recognitions.changes(ada, null, 9)).toMatchObject({ changes: { length: 2 } })
  })
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Delivery } from '../../server/delivery.ts'
import { startDelivery } from '../../server/delivery.ts'
import { openLog } from '../../server/observing/log.ts'
import { NO_METERS } from '../../server/observing/meters.ts'
import { Problem } from '../../shared/problem.ts'
import { openLowdbStore } from '../../server/stores/lowdb/open.ts'
import { DUE_AT, LATER, SENT_AT, StoreSubject } from '../contracts/store-subject.ts'
import { inTemporaryFolder } from './stores/temporary-folder.ts'

const subject = new StoreSubject()
let delivery: Delivery | undefined
let logged: string[] = []
let failures = 0
beforeEach(async () => {
  await subject.open(() => inTemporaryFolder(openLowdbStore))
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: new Date(SENT_AT) })
})
afterEach(async () => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  await delivery?.stop()
  await subject.remove()
})

function begin(): Delivery {
  logged = []
  failures = 0
  const log = openLog('info', { write: (line) => logged.push(line) })
  const meters = { ...NO_METERS, deliveryFailed: () => void (failures += 1) }
  delivery = startDelivery(subject.store, () => new Date(), { log, meters })
  return delivery
}

/** The clock stops there for the disk: delivery wakes so often at least. */
const STEP_MS = 30_000

/** Lets the clock run, and the disk do what was asked of it. */
async function pass(ms: number): Promise<void> {
  for (let left = ms; left >= 0; left -= STEP_MS) {
    await vi.advanceTimersByTimeAsync(Math.min(left, STEP_MS))
    await subject.store.access.touchSession('nobody', '')
  }
  await vi.advanceTimersByTimeAsync(0)
}

const inbox = async () => (await subject.idsOf('ben')).length

describe('delivery', () => {
  test('comes when it is due, and not before', async () => {
    begin()
    await pass(0)
    await subject.accept()
    delivery?.dueAt(DUE_AT)
    await pass(9999)
    expect(await inbox()).toBe(0)
    await pass(1)
    expect(await inbox()).toBe(1)
  })

  test('comes at the start for what is overdue, then for what waits', async () => {
    await subject.accept()
    await subject.store.recognitions.accept({ ...subject.acceptance(), deliverAt: LATER })
    vi.setSystemTime(new Date(DUE_AT))
    begin()
    await pass(0)
    expect(await inbox()).toBe(1)
    await pass(Date.parse(LATER) - Date.parse(DUE_AT))
    expect(await inbox()).toBe(2)
  })

  test('an earlier one is not kept waiting by a later one', async () => {
    begin()
    await pass(0)
    await subject.store.recognitions.accept({ ...subject.acceptance(), deliverAt: LATER })
    delivery?.dueAt(LATER)
    await subject.accept()
    delivery?.dueAt(DUE_AT)
    await pass(10_000)
    expect(await inbox()).toBe(1)
  })

  test('does not keep looking at what a suspended sender has on its way', async () => {
    await subject.accept()
    await subject.store.people.update(subject.id('ada'), { suspendedAt: SENT_AT })
    const looked = vi.spyOn(subject.store.recognitions, 'deliverDue')
    vi.setSystemTime(new Date(DUE_AT))
    begin()
    await pass(90_000)
    expect(await inbox()).toBe(0)
    expect(looked.mock.calls.length).toBeLessThan(6)
    await subject.store.people.update(subject.id('ada'), { suspendedAt: null })
    delivery?.dueAt(DUE_AT)
    await pass(0)
    expect(await inbox()).toBe(1)
  })

  test('goes on after the store failed', async () => {
    await subject.accept()
    vi.setSystemTime(new Date(DUE_AT))
    vi.spyOn(subject.store.recognitions, 'deliverDue').mockRejectedValueOnce(new Problem('not_ready'))
    begin()
    await pass(0)
    expect(await inbox()).toBe(0)
    expect(failures).toBe(1)
    expect(logged).toEqual([expect.stringMatching(/could not be delivered; trying again in 2 s/)])
    await pass(2000)
    expect(await inbox()).toBe(1)
  })

  test('ends when it is told to', async () => {
    begin()
    await pass(0)
    await subject.accept()
    delivery?.dueAt(DUE_AT)
    await delivery?.stop()
    await pass(60_000)
    expect(await inbox()).toBe(0)
  })
})

import { writeSync } from 'node:fs'
import { setImmediate as nextTick } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import { openLowdbStore } from '../../server/stores/lowdb/open.ts'
import type { Store } from '../../server/stores/store.ts'
import { contentFor, personId } from './spots.ts'
import type { StoreMeasures } from './store-alone.ts'

/** Opens the store in the folder that is the first argument; with `write` as the second it is kept busy, and the process ends as if killed. */
const [folder = '', what] = process.argv.slice(2)
const WRITERS = 64
const WRITING_MS = 5_000
const DELIVERY_EVERY_MS = 100
const UNDO_MS = 1_000

function heap(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed
}

/** One who sends without a pause. */
async function send(store: Store, until: number): Promise<void> {
  while (Date.now() < until) {
    const now = Date.now()
    await store.recognitions.accept({
      recognition: { ...contentFor(personId(2)), id: uuidv7() },
      senderId: personId(1),
      sentAt: new Date(now).toISOString(),
      deliverAt: new Date(now + UNDO_MS).toISOString(),
      limits: null,
    })
  }
}

async function deliver(store: Store, until: number): Promise<void> {
  let lastAt = 0
  while (Date.now() < until) {
    await nextTick()
    if (Date.now() - lastAt < DELIVERY_EVERY_MS) continue
    const now = new Date()
    const { nextDueAt } = await store.recognitions.deliverDue(now.toISOString())
    if (nextDueAt === null || nextDueAt > now.toISOString()) lastAt = Date.now()
  }
}

/** The thread's own time between two turns of the event loop: what other processes take does not count. */
async function watchLoop(until: number): Promise<number> {
  let longest = 0
  while (Date.now() < until) {
    const before = process.threadCpuUsage()
    await nextTick()
    const { user, system } = process.threadCpuUsage(before)
    longest = Math.max(longest, user + system)
  }
  return longest / 1000
}

async function keepBusy(store: Store): Promise<number> {
  const until = Date.now() + WRITING_MS
  const senders = Array.from({ length: WRITERS }, () => send(store, until))
  const [heldMs] = await Promise.all([watchLoop(until), deliver(store, until), ...senders])
  return heldMs
}

const heapBefore = heap()
const began = performance.now()
const store = await openLowdbStore(folder)
await store.ping()
const openSeconds = (performance.now() - began) / 1000
const heapBytes = heap() - heapBefore
const measures: StoreMeasures = {
  openSeconds,
  heapBytes,
  heldMs: what === 'write' ? await keepBusy(store) : 0,
}
writeSync(1, JSON.stringify(measures))
process.exit(0)

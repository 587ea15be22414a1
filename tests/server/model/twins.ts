import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import type { Change, Changes } from '../../../shared/api.ts'
import type { RecognitionId } from '../../../shared/recognition.ts'
import type { Acceptance, RecognitionStore } from '../../../server/stores/recognition-store.ts'
import type { Store } from '../../../server/stores/store.ts'
import { Device } from './device.ts'
import type { Twin } from './world.ts'

const WHOLE_FEED = 10_000
const SLOW_TRANSACTION_MS = 3

type Recognitions = (real: RecognitionStore) => Partial<RecognitionStore>

/** The store, with some of what it does to bright spots done otherwise. */
function withOther(store: Store, other: Recognitions): Store {
  const real = store.recognitions
  const recognitions: RecognitionStore = {
    accept: (acceptance) => real.accept(acceptance),
    deliverDue: (now) => real.deliverDue(now),
    find: (id, personId) => real.find(id, personId),
    withdraw: (id, senderId, now) => real.withdraw(id, senderId, now),
    amend: (id, personId, patch) => real.amend(id, personId, patch),
    changes: (personId, since, limit) => real.changes(personId, since, limit),
    forgetBefore: (time, now) => real.forgetBefore(time, now),
    published: (query) => real.published(query),
    meToo: (id, personId, say) => real.meToo(id, personId, say),
    report: (id, personId, report) => real.report(id, personId, report),
    said: (personId) => real.said(personId),
    ...other(real),
  }
  return { ...store, recognitions }
}

const ofStore = (other: Recognitions): Twin => ({ Device, wrapStore: (store) => withOther(store, other) })
const ofDevice = (broken: typeof Device): Twin => ({ Device: broken, wrapStore: (store) => store })

export const REAL: Twin = ofDevice(Device)

/** It takes out of the outbox what it is about to send. */
class ShiftsBeforeSending extends Device {
  protected override async sendEntry(
    ...[id, entry, luck]: Parameters<Device['sendEntry']>
  ): Promise<boolean> {
    this.outbox.delete(id)
    return super.sendEntry(id, entry, luck)
  }
}

/** It keeps the cursor first and the page afterwards, if it lives to. */
class KeepsCursorFirst extends Device {
  protected override dieWith({ next }: Changes): void {
    this.goOnFrom(next)
  }
}

/** It forgets the ids that it has seen, so that what is sent again is there twice. */
const forgetsIds: Recognitions = (real) => ({
  async accept({ recognition, ...rest }) {
    const outcome = await real.accept({ recognition, ...rest })
    return outcome.kind === 'same'
      ? real.accept({ ...rest, recognition: { ...recognition, id: uuidv7() } })
      : outcome
  },
})

/** It delivers at once, so that what is taken back was seen. */
const deliversAtOnce: Recognitions = (real) => ({
  accept: (acceptance) => real.accept({ ...acceptance, deliverAt: acceptance.sentAt }),
})

/** It believes the clock of the device, which is in the id. */
const believesDevices: Recognitions = (real) => ({
  accept: (acceptance) => real.accept(timedById(acceptance)),
})

function timedById(acceptance: Acceptance): Acceptance {
  const hex = acceptance.recognition.id.replaceAll('-', '').slice(0, 12)
  const undoMs = Date.parse(acceptance.deliverAt) - Date.parse(acceptance.sentAt)
  const sentMs = Number.parseInt(hex, 16)
  const [sentAt, deliverAt] = [sentMs, sentMs + undoMs].map((ms) => new Date(ms).toISOString())
  return { ...acceptance, sentAt: sentAt ?? '', deliverAt: deliverAt ?? '' }
}

/** After it was put back to a backup it goes on in the same epoch: positions are all that it looks at. */
const keepsEpoch: Recognitions = (real) => ({
  async changes(personId, since, limit) {
    const start = await real.changes(personId, null, 1)
    if (start.kind !== 'page' || !since) return real.changes(personId, since, limit)
    return real.changes(personId, { ...start.next, position: since.position }, limit)
  },
})

/** A report is acknowledged, and nothing comes of it. */
const hearsNoReports: Recognitions = (real) => ({
  async report(id, personId) {
    const outcome = await real.amend(id, personId, {})
    return outcome === 'private' ? 'done' : outcome
  },
})

/** Places in one sequence for all: the number that a feed is read by. */
class Sequence {
  readonly #places = new Map<RecognitionId, number>()
  last = 0

  place(id: RecognitionId): number {
    return this.#places.get(id) ?? 0
  }

  move(id: RecognitionId): void {
    this.last += 1
    this.#places.set(id, this.last)
  }
}

/** Reads feeds by a sequence: what has a place after the cursor's, up to the place that `endOf` says. */
function bySequence(sequence: Sequence, endOf: (page: Change[]) => number): Recognitions {
  return (real) => ({
    async withdraw(id, senderId, now) {
      const outcome = await real.withdraw(id, senderId, now)
      sequence.move(id)
      return outcome
    },
    async amend(id, personId, patch) {
      const outcome = await real.amend(id, personId, patch)
      sequence.move(id)
      return outcome
    },
    async meToo(id, personId, say) {
      const outcome = await real.meToo(id, personId, say)
      sequence.move(id)
      return outcome
    },
    async report(id, personId, said) {
      const outcome = await real.report(id, personId, said)
      sequence.move(id)
      return outcome
    },
    async changes(personId, since) {
      const whole = await real.changes(personId, since && { ...since, position: 0 }, WHOLE_FEED)
      if (whole.kind !== 'page') return whole
      const place = since?.position ?? 0
      const changes = whole.changes.filter(({ id }) => sequence.place(id) > place)
      return { ...whole, changes, next: { ...whole.next, position: Math.max(place, endOf(changes)) } }
    },
  })
}

/** A bright spot has its place from acceptance on: by the time of its delivery, a recipient may have read past it. */
function givesPlacesBeforeDelivery(): Recognitions {
  const sequence = new Sequence()
  const bySeen = bySequence(sequence, (page) => Math.max(0, ...page.map(({ id }) => sequence.place(id))))
  return (real) => ({
    ...bySeen(real),
    async accept(acceptance) {
      const outcome = await real.accept(acceptance)
      if (outcome.kind === 'created') sequence.move(acceptance.recognition.id)
      return outcome
    },
  })
}

/**
 * The cursor is the last number that the sequence gave out. Whoever reads while a transaction that has its number is not yet
 * down, has read past it.
 */
function readsGlobalCounter(): Recognitions {
  const sequence = new Sequence()
  const dueAt = new Map<RecognitionId, string>()
  const byCounter = bySequence(sequence, () => sequence.last)
  return (real) => ({
    ...byCounter(real),
    async accept(acceptance) {
      const { id } = acceptance.recognition
      if (sequence.place(id) === 0) sequence.move(id)
      if (acceptance.deliverAt > acceptance.sentAt) dueAt.set(id, acceptance.deliverAt)
      await sleep(SLOW_TRANSACTION_MS)
      return real.accept(acceptance)
    },
    async deliverDue(now) {
      const due = [...dueAt].filter(([, time]) => time <= now)
      for (const [id] of due) sequence.move(id)
      for (const [id] of due) dueAt.delete(id)
      await sleep(SLOW_TRANSACTION_MS)
      return real.deliverDue(now)
    },
  })
}

/** Each is broken in one way, which has to be found. */
export const TWINS: Record<string, () => Twin> = {
  'an outbox that shifts before it sends': () => ofDevice(ShiftsBeforeSending),
  'an inbox that keeps the cursor before its page': () => ofDevice(KeepsCursorFirst),
  'a store that forgets ids': () => ofStore(forgetsIds),
  'a store that delivers at once': () => ofStore(deliversAtOnce),
  'a store that believes the clocks of devices': () => ofStore(believesDevices),
  'a store that keeps its epoch when it is restored': () => ofStore(keepsEpoch),
  'a store that hears no reports': () => ofStore(hearsNoReports),
  'positions given before delivery': () => ofStore(givesPlacesBeforeDelivery()),
  'a cursor read from a global counter': () => ofStore(readsGlobalCounter()),
}

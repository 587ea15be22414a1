import { describe, expect, test } from 'vitest'
import type { StoreSubject } from './store-subject.ts'
import { DUE_AT, LATER } from './store-subject.ts'

const ROUNDS = 15

function describeWhoIsGone(on: StoreSubject): void {
  describe.each([
    ['erased', (id: string) => on.store.people.erase(id, LATER)],
    ['deactivated', (id: string) => on.store.people.update(id, { active: false })],
  ])('whoever was %s a moment ago', (_how, leave) => {
    test('says, answers and sends nothing any more', async () => {
      const published = await on.publish()
      const received = await on.deliver({ recipients: [on.id('dan')] })
      await leave(on.id('dan'))
      const { recognitions } = on.store
      const say = { meToo: true, now: LATER }
      expect(await recognitions.meToo(published, on.id('dan'), say)).toBe('not_found')
      const answer = { word: null, line: 'Gladly', at: LATER }
      for (const patch of [{ readAt: LATER }, { answer }, { publication: 'agreed' as const }])
        expect(await recognitions.amend(received, on.id('dan'), patch)).toBe('not_found')
      const sending = { ...on.acceptance(), senderId: on.id('dan') }
      const limits = { perMinute: 10, perDay: null, perPairPerWeek: null, newcomers: null }
      expect(await recognitions.accept(sending)).toEqual({ kind: 'signed_out' })
      expect(await recognitions.accept({ ...sending, limits })).toEqual({ kind: 'signed_out' })
    })
  })

  test('erasing somebody who says ‘me too’ at that moment leaves nothing of it', async () => {
    const id = await on.publish()
    for (let round = 0; round < ROUNDS; round += 1) {
      const eve = await on.add(`eve${round}`)
      const say = () => on.store.recognitions.meToo(id, eve, { meToo: true, now: LATER })
      const erase = () => on.store.people.erase(eve, LATER)
      await Promise.all(round % 2 === 0 ? [erase(), say()] : [say(), erase()])
    }
    expect(await on.inFeed('ben', id)).not.toMatchObject({ recognition: { meToo: expect.anything() } })
  })
}

function describeSuspended(on: StoreSubject): void {
  describe('what a suspended sender has on its way', () => {
    const suspend = (suspendedAt: string | null) => on.store.people.update(on.id('ada'), { suspendedAt })
    const deliver = (now = DUE_AT) => on.store.recognitions.deliverDue(now)
    const nothing = { delivered: 0, nextDueAt: null }

    test('waits until they may send again, and holds up nobody else’s', async () => {
      const { recognition } = await on.accept()
      const others = { ...on.acceptance(), senderId: on.id('cleo'), deliverAt: LATER }
      await on.store.recognitions.accept(others)
      await suspend(DUE_AT)
      expect(await deliver()).toEqual({ delivered: 0, nextDueAt: LATER })
      expect(await deliver(LATER)).toEqual({ delivered: 1, nextDueAt: null })
      expect(await on.idsOf('ben')).toEqual([others.recognition.id])
      await on.reopen()
      expect(await deliver(LATER)).toEqual(nothing)
      expect(await on.inFeed('ada', recognition.id)).toMatchObject({ recognition: { deliveredAt: null } })
      await suspend(null)
      expect(await deliver(LATER)).toEqual({ delivered: 1, nextDueAt: null })
      expect(await on.inFeed('ben', recognition.id)).toMatchObject({ recognition: { deliveredAt: LATER } })
    })

    test('is theirs to take back', async () => {
      const { recognition } = await on.accept()
      await suspend(DUE_AT)
      expect(await deliver()).toEqual(nothing)
      expect(await on.store.recognitions.withdraw(recognition.id, on.id('ada'), DUE_AT)).toBe('withdrawn')
      await suspend(null)
      expect(await deliver()).toEqual(nothing)
      expect(await on.idsOf('ben')).toEqual([])
    })

    test('is never delivered once they are erased', async () => {
      const { recognition } = await on.accept()
      await suspend(DUE_AT)
      await on.store.people.erase(on.id('ada'), DUE_AT)
      expect(await deliver(LATER)).toEqual(nothing)
      expect(await on.store.recognitions.find(recognition.id, on.id('ada'))).toEqual({ kind: 'withdrawn' })
    })
  })
}

/** What people are stopped from doing: those who are gone, and those whom a moderator suspended. */
export function describeStopping(on: StoreSubject): void {
  describeWhoIsGone(on)
  describeSuspended(on)
}

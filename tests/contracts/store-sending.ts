import { describe, expect, test } from 'vitest'
import type { StoreSubject } from './store-subject.ts'
import { SENT_AT, DUE_AT, LATER } from './store-subject.ts'

export function describeSending(on: StoreSubject): void {
  describe('accepting', () => {
    test('the same again does nothing, other content or another sender is refused', async () => {
      const accepted = await on.accept()
      const { position } = (await on.feed('ada')).next
      expect(await on.store.recognitions.accept(accepted)).toMatchObject({ kind: 'same' })
      expect((await on.feed('ada')).next.position).toBe(position)
      const other = { ...accepted, recognition: { ...accepted.recognition, message: 'Other words' } }
      expect(await on.store.recognitions.accept(other)).toEqual({ kind: 'id_taken' })
      const stranger = { ...accepted, senderId: on.id('cleo') }
      expect(await on.store.recognitions.accept(stranger)).toEqual({ kind: 'id_taken' })
    })

    test('of many at once exactly one creates it', async () => {
      const same = on.acceptance()
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => on.store.recognitions.accept(same)))
      const kinds = Map.groupBy(outcomes, ({ kind }) => kind)
      expect([kinds.get('created')?.length, kinds.get('same')?.length]).toEqual([1, 19])
    })

    test('asks for active recipients and listed values, of new ones only', async () => {
      const unknown = await on.store.recognitions.accept(
        on.acceptance({ recipients: [on.id('ben'), 'nobody'] }),
      )
      expect(unknown).toEqual({ kind: 'unknown_recipient' })
      expect(await on.store.recognitions.accept(on.acceptance({ values: ['golden'] }))).toEqual({
        kind: 'unknown_value',
      })
      const accepted = await on.accept()
      await on.store.people.update(on.id('ben'), { active: false })
      await on.store.changeSettings({ values: [{ id: 'golden', name: 'Golden' }] })
      expect(await on.store.recognitions.accept(accepted)).toMatchObject({ kind: 'same' })
      expect(await on.store.recognitions.accept(on.acceptance())).toEqual({ kind: 'unknown_recipient' })
    })

    test('shows it to its sender alone', async () => {
      const { recognition } = await on.accept()
      expect(await on.idsOf('ada')).toEqual([recognition.id])
      expect(await on.idsOf('ben')).toEqual([])
      expect(await on.store.recognitions.find(recognition.id, on.id('ben'))).toEqual({ kind: 'not_found' })
      expect(await on.store.recognitions.amend(recognition.id, on.id('ben'), { readAt: LATER })).toBe(
        'not_found',
      )
      expect(await on.store.recognitions.find(recognition.id, on.id('ada'))).toMatchObject({
        kind: 'found',
        recognition: { sentAt: SENT_AT, deliverAt: DUE_AT, deliveredAt: null, readAt: null },
      })
    })

    test('delivers in the same step when there is no time to wait', async () => {
      const now = { ...on.acceptance(), deliverAt: SENT_AT }
      const outcome = await on.store.recognitions.accept(now)
      expect(outcome).toMatchObject({ kind: 'created', recognition: { deliveredAt: SENT_AT } })
      expect(await on.idsOf('ben')).toEqual([now.recognition.id])
    })
  })

  describe('delivering', () => {
    test('happens when due, once, and says what comes next', async () => {
      const first = await on.accept()
      const second = { ...on.acceptance(), deliverAt: LATER }
      await on.store.recognitions.accept(second)
      expect(await on.store.recognitions.deliverDue(SENT_AT)).toEqual({ delivered: 0, nextDueAt: DUE_AT })
      expect(await on.store.recognitions.deliverDue(DUE_AT)).toEqual({ delivered: 1, nextDueAt: LATER })
      expect(await on.store.recognitions.deliverDue(DUE_AT)).toEqual({ delivered: 0, nextDueAt: LATER })
      expect(await on.idsOf('ben')).toEqual([first.recognition.id])
      expect(await on.store.recognitions.deliverDue(LATER)).toEqual({ delivered: 1, nextDueAt: null })
    })

    test('tells the sender anew, and each recipient', async () => {
      const { recognition } = await on.accept({ recipients: [on.id('ben'), on.id('cleo')] })
      const { next } = await on.feed('ada')
      await on.store.recognitions.deliverDue(DUE_AT)
      expect((await on.feed('ada', next)).changes).toMatchObject([{ recognition: { deliveredAt: DUE_AT } }])
      expect(await on.idsOf('ben')).toEqual([recognition.id])
      expect(await on.idsOf('cleo')).toEqual([recognition.id])
      expect(await on.idsOf('dan')).toEqual([])
    })
  })

  describe('withdrawing', () => {
    test('before delivery leaves recipients nothing at all', async () => {
      const { recognition } = await on.accept()
      expect(await on.store.recognitions.withdraw(recognition.id, on.id('ben'), SENT_AT)).toBe('not_found')
      expect(await on.store.recognitions.withdraw(recognition.id, on.id('ada'), SENT_AT)).toBe('withdrawn')
      expect(await on.store.recognitions.deliverDue(LATER)).toEqual({ delivered: 0, nextDueAt: null })
      expect(await on.feed('ben')).toMatchObject({ changes: [], next: { position: 0 } })
      expect((await on.feed('ada')).changes).toEqual([{ type: 'removed', id: recognition.id }])
    })

    test('after delivery takes it from everybody, and keeps no words', async () => {
      const { recognition } = await on.accept()
      await on.store.recognitions.deliverDue(DUE_AT)
      expect(await on.store.recognitions.withdraw(recognition.id, on.id('ben'), LATER)).toBe('forbidden')
      expect(await on.store.recognitions.withdraw(recognition.id, on.id('cleo'), LATER)).toBe('not_found')
      expect(await on.store.recognitions.withdraw(recognition.id, on.id('ada'), LATER)).toBe('withdrawn')
      expect(await on.store.recognitions.withdraw(recognition.id, on.id('ada'), LATER)).toBe('withdrawn')
      expect((await on.feed('ben')).changes).toEqual([{ type: 'removed', id: recognition.id }])
      expect(await on.store.recognitions.find(recognition.id, on.id('ben'))).toEqual({ kind: 'withdrawn' })
      expect(await on.store.recognitions.find(recognition.id, on.id('cleo'))).toEqual({ kind: 'not_found' })
      expect(await on.store.recognitions.amend(recognition.id, on.id('ben'), { readAt: LATER })).toBe(
        'withdrawn',
      )
    })

    test('answers a later sending of it', async () => {
      const sent = on.acceptance()
      expect(await on.store.recognitions.withdraw(sent.recognition.id, on.id('ada'), SENT_AT)).toBe(
        'withdrawn',
      )
      expect(await on.store.recognitions.accept(sent)).toEqual({ kind: 'withdrawn' })
      expect(await on.store.recognitions.accept({ ...sent, senderId: on.id('cleo') })).toEqual({
        kind: 'id_taken',
      })
      expect(await on.store.recognitions.withdraw(sent.recognition.id, on.id('cleo'), SENT_AT)).toBe(
        'not_found',
      )
      expect(await on.store.recognitions.find(sent.recognition.id, on.id('ada'))).toEqual({
        kind: 'withdrawn',
      })
    })
  })
}

import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { StoreSubject } from './store-subject.ts'
import { DUE_AT, LATER } from './store-subject.ts'

export function describeFeed(on: StoreSubject): void {
  describe('the feed', () => {
    test('goes on after its cursor, page by page, and skips nothing', async () => {
      const ids: string[] = []
      for (let count = 0; count < 5; count += 1) ids.push((await on.accept()).recognition.id)
      await on.store.recognitions.deliverDue(DUE_AT)
      const first = await on.feed('ben', null, 2)
      expect(first.hasMore).toBe(true)
      const second = await on.feed('ben', first.next, 2)
      const third = await on.feed('ben', second.next, 2)
      expect([first, second, third].flatMap(({ changes }) => changes.map((change) => change.id))).toEqual(ids)
      expect(third.hasMore).toBe(false)
      expect(await on.feed('ben', third.next)).toMatchObject({
        changes: [],
        hasMore: false,
        next: third.next,
      })
    })

    test('shows each row once, as it is now', async () => {
      const { recognition } = await on.accept()
      await on.store.recognitions.deliverDue(DUE_AT)
      await on.store.recognitions.amend(recognition.id, on.id('ben'), { readAt: LATER })
      expect((await on.feed('ben')).changes).toMatchObject([{ recognition: { readAt: LATER } }])
    })

    test('refuses a cursor of another epoch, of a moment to come, or ahead of it', async () => {
      const { next } = await on.feed('ada')
      const later = { ...next, moves: next.moves + 1 }
      expect(await on.store.recognitions.changes(on.id('ada'), later, 10)).toEqual({ kind: 'cursor_expired' })
      const other = { ...next, epoch: 'another' }
      expect(await on.store.recognitions.changes(on.id('ada'), other, 10)).toEqual({ kind: 'cursor_expired' })
      const ahead = { ...next, position: next.position + 1 }
      expect(await on.store.recognitions.changes(on.id('ada'), ahead, 10)).toEqual({ kind: 'cursor_expired' })
    })

    test('has a cursor that tells nothing of what others send, read and report', async () => {
      const id = await on.publish()
      const cursors = async () => [(await on.feed('ada')).next, (await on.feed('dan')).next]
      const before = await cursors()
      await on.store.recognitions.amend(id, on.id('ben'), { readAt: LATER })
      await on.store.recognitions.report(id, on.id('ben'), { reason: 'Unkind', now: LATER })
      const senderId = on.id('ben')
      const between = on.acceptance({ recipients: [on.id('cleo')], visibility: 'private' })
      await on.store.recognitions.accept({ ...between, senderId })
      await on.store.recognitions.deliverDue(DUE_AT)
      expect(await on.feed('cleo')).toMatchObject({ changes: [{ id: between.recognition.id }] })
      expect(await cursors()).toEqual(before)
      await on.reopen()
      expect(await cursors()).toEqual(before)
    })
  })

  describe('a recipient’s own state', () => {
    test('moves their row alone; the first reading counts; the sender never sees it', async () => {
      const { recognition } = await on.accept({ recipients: [on.id('ben'), on.id('cleo')] })
      await on.store.recognitions.deliverDue(DUE_AT)
      const before = {
        ada: (await on.feed('ada')).next,
        ben: (await on.feed('ben')).next,
        cleo: (await on.feed('cleo')).next,
      }
      expect(await on.store.recognitions.amend(recognition.id, on.id('ben'), { readAt: LATER })).toBe('done')
      expect(await on.idsOf('ben', before.ben)).toEqual([recognition.id])
      const { next } = await on.feed('ben')
      expect(await on.store.recognitions.amend(recognition.id, on.id('ben'), { readAt: DUE_AT })).toBe('done')
      expect(await on.feed('ben', next)).toMatchObject({ changes: [], next })
      expect(await on.idsOf('ada', before.ada)).toEqual([])
      expect(await on.idsOf('cleo', before.cleo)).toEqual([])
      expect((await on.feed('ada')).changes).toMatchObject([{ recognition: { readAt: null } }])
      expect(await on.store.recognitions.find(recognition.id, on.id('cleo'))).toMatchObject({
        recognition: { readAt: null },
      })
    })

    test('is nobody else’s to set', async () => {
      const { recognition } = await on.accept()
      await on.store.recognitions.deliverDue(DUE_AT)
      const amend = (person: string) =>
        on.store.recognitions.amend(recognition.id, on.id(person), { readAt: LATER })
      expect([await amend('ada'), await amend('cleo')]).toEqual(['forbidden', 'not_found'])
      expect(await on.store.recognitions.amend(uuidv7(), on.id('ben'), { readAt: LATER })).toBe('not_found')
    })

    test('hiding takes it out of their feed alone', async () => {
      const { recognition } = await on.accept({ recipients: [on.id('ben'), on.id('cleo')] })
      await on.store.recognitions.deliverDue(DUE_AT)
      await on.store.recognitions.amend(recognition.id, on.id('ben'), { hiddenAt: LATER })
      expect((await on.feed('ben')).changes).toEqual([{ type: 'removed', id: recognition.id }])
      expect(await on.store.recognitions.find(recognition.id, on.id('ben'))).toEqual({ kind: 'not_found' })
      expect((await on.feed('cleo')).changes).toMatchObject([{ type: 'recognition' }])
    })
  })
}

import { describe, expect, test, vi } from 'vitest'
import { moderatingOn } from './moderating.ts'
import type { StoreSubject } from './store-subject.ts'
import { DUE_AT, LATER, SENT_AT } from './store-subject.ts'

const MUCH_LATER = '2027-11-02T09:00:00.000Z'

export function describeForgetting(on: StoreSubject): void {
  const forget = async (time: string) => on.store.recognitions.forgetBefore(time, MUCH_LATER)

  describe('forgetting bright spots', () => {
    test('takes those sent before that time from everybody, as if they were withdrawn', async () => {
      const old = await on.accept()
      const young = { ...on.acceptance(), sentAt: DUE_AT, deliverAt: DUE_AT }
      await on.store.recognitions.accept(young)
      await on.store.recognitions.deliverDue(DUE_AT)
      await on.store.recognitions.amend(old.recognition.id, on.id('ben'), { publication: 'agreed' })
      const before = { ada: (await on.feed('ada')).next, ben: (await on.feed('ben')).next }
      expect(await forget(SENT_AT)).toBe(0)
      expect(await forget(DUE_AT)).toBe(1)
      const { id } = old.recognition
      for (const name of ['ada', 'ben'] as const)
        expect((await on.feed(name, before[name])).changes).toEqual([{ type: 'removed', id }])
      expect(await on.store.recognitions.find(id, on.id('ben'))).toEqual({ kind: 'withdrawn' })
      expect(await on.store.recognitions.find(id, on.id('cleo'))).toEqual({ kind: 'not_found' })
      expect(await on.store.recognitions.accept(old)).toEqual({ kind: 'withdrawn' })
      expect(await on.store.recognitions.published({ personId: null, after: null, limit: 9 })).toEqual({
        recognitions: [],
        next: null,
      })
      expect(await on.store.recognitions.find(young.recognition.id, on.id('ben'))).toMatchObject({
        kind: 'found',
      })
    })

    test('leaves what waits and what was withdrawn, and ends', async () => {
      const [waiting, withdrawn] = [{ ...on.acceptance(), deliverAt: MUCH_LATER }, await on.accept()]
      await on.store.recognitions.accept(waiting)
      await on.store.recognitions.deliverDue(DUE_AT)
      await on.store.recognitions.withdraw(withdrawn.recognition.id, on.id('ada'), LATER)
      const { next } = await on.feed('ada')
      expect(await forget(LATER)).toBe(0)
      expect(await on.idsOf('ada', next)).toEqual([])
    })

    test('takes what moderators have of one that was withdrawn', async () => {
      const { recognitions } = on.store
      const { report, list, open, decide } = moderatingOn(on)
      const ids = [await on.deliver(), await on.deliver({ recipients: [on.id('ben'), on.id('cleo')] })]
      for (const id of ids) {
        for (const name of ['ben', 'cleo']) await recognitions.amend(id, on.id(name), { readAt: DUE_AT })
        await report('ben', id)
        await recognitions.withdraw(id, on.id('ada'), LATER)
      }
      const [, decided = ''] = ids
      await open(decided)
      await decide(decided, 'kept')
      const before = { ada: (await on.feed('ada')).next, cleo: (await on.feed('cleo')).next }
      expect(await forget(SENT_AT)).toBe(0)
      let forgotten = 0
      for (let count = await forget(LATER); count > 0; count = await forget(LATER)) forgotten += count
      expect(forgotten).toBe(2)
      await on.reopen()
      for (const state of ['open', 'decided'] as const) expect((await list(state)).cases).toEqual([])
      for (const id of ids) {
        expect(await open(id)).toBeUndefined()
        expect(await on.inFeed('ben', id)).toEqual({ type: 'removed', id })
      }
      expect(await on.store.recognitions.said(on.id('ben'))).toEqual({ meToo: [], reports: [] })
      expect((await on.idsOf('ada', before.ada)).toSorted()).toEqual(ids.toSorted())
      for (const id of ids) expect(await on.inFeed('ada', id)).toEqual({ type: 'removed', id })
      expect(await on.idsOf('cleo', before.cleo)).toEqual([])
      expect(await on.inFeed('cleo', decided)).toMatchObject({ withdrawn: { at: LATER } })
    })

    test('goes on until nothing is left, and hints at those concerned', async () => {
      for (let count = 0; count < 3; count += 1) await on.accept()
      await on.store.recognitions.deliverDue(DUE_AT)
      const hints: string[] = []
      const end = on.store.watch(on.id('ben'), () => hints.push('ben'))
      let forgotten = 0
      for (let count = await forget(LATER); count > 0; count = await forget(LATER)) forgotten += count
      expect(forgotten).toBe(3)
      await vi.waitFor(() => expect(hints).toContain('ben'), { timeout: 2_000, interval: 20 })
      end()
      const { changes } = await on.feed('ben')
      expect(changes.map(({ type }) => type)).toEqual(['removed', 'removed', 'removed'])
    })
  })
}

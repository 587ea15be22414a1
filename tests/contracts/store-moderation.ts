import { describe, expect, test } from 'vitest'
import type { StoreSubject } from './store-subject.ts'
import { DUE_AT, LATER } from './store-subject.ts'

const MUCH_LATER = '2026-11-03T10:00:00.000Z'

export function describeModeration(on: StoreSubject): void {
  const report = (name: string, id: string, now = LATER) =>
    on.store.recognitions.report(id, on.id(name), { reason: 'It is sarcasm', now })
  const list = (state: 'open' | 'decided') => on.store.moderation.list({ state, after: null, limit: 9 })
  const decide = (id: string, outcome: 'kept' | 'hidden') =>
    on.store.moderation.decide(id, { outcome, now: MUCH_LATER })
  const kindFor = async (name: string, id: string) => (await on.store.recognitions.find(id, on.id(name))).kind

  describe('a report', () => {
    test('hides it from whoever reports it, and from nobody else', async () => {
      const id = await on.publish({ recipients: [on.id('ben'), on.id('cleo')] })
      expect(await report('ben', id)).toBe('done')
      const kinds = await Promise.all(['ada', 'ben', 'cleo', 'dan'].map((name) => kindFor(name, id)))
      expect(kinds).toEqual(['found', 'not_found', 'found', 'found'])
      const review = { readAt: null, outcome: null }
      expect(await on.inFeed('ben', id)).toEqual({
        type: 'removed',
        id,
        reported: { sender: expect.objectContaining({ id: on.id('ada') }), at: LATER, review },
      })
      expect(await on.inFeed('ada', id)).not.toMatchObject({ recognition: { review: expect.anything() } })
      const asBen = { personId: on.id('ben'), after: null, limit: 9 }
      expect((await on.store.recognitions.published(asBen)).recognitions).toEqual([])
    })

    test('is made by recipients, once', async () => {
      const { recognition } = await on.accept()
      expect(await report('ben', recognition.id)).toBe('not_found')
      await on.store.recognitions.deliverDue(DUE_AT)
      expect(await report('ada', recognition.id)).toBe('forbidden')
      expect(await report('dan', recognition.id)).toBe('not_found')
      expect(await report('ben', recognition.id)).toBe('done')
      expect(await report('ben', recognition.id)).toBe('done')
      expect((await list('open')).cases).toMatchObject([{ reports: [{ reporterId: on.id('ben') }] }])
    })

    test('of one that is withdrawn says so', async () => {
      const id = await on.deliver()
      await on.store.recognitions.withdraw(id, on.id('ada'), LATER)
      expect(await report('ben', id)).toBe('withdrawn')
    })
  })

  describe('a case', () => {
    test('is listed without its words, the oldest first, and nobody’s without a report', async () => {
      const [first, second] = [await on.deliver(), await on.deliver()]
      await on.deliver()
      await report('ben', second, LATER)
      await report('ben', first, MUCH_LATER)
      const { cases } = await list('open')
      expect(cases.map(({ id }) => id)).toEqual([second, first])
      expect(JSON.stringify(cases)).not.toContain('runbook')
      const page = await on.store.moderation.list({ state: 'open', after: null, limit: 1 })
      expect(page).toMatchObject({ cases: [{ id: second }], hasMore: true })
      const after = { at: LATER, id: second }
      expect(await on.store.moderation.list({ state: 'open', after, limit: 9 })).toMatchObject({
        cases: [{ id: first }],
        hasMore: false,
      })
    })

    test('is read, and its parties see that it was', async () => {
      const id = await on.deliver({ recipients: [on.id('ben'), on.id('cleo')], visibility: 'private' })
      expect(await on.store.moderation.open(id, LATER)).toBeUndefined()
      await report('ben', id)
      const words = { message: 'Your runbook saved my night', visibility: 'private' }
      const opened = await on.store.moderation.open(id, MUCH_LATER)
      expect(opened).toMatchObject({ id, readAt: MUCH_LATER, words })
      expect(await on.store.moderation.open(id, LATER)).toEqual(opened)
      const review = { readAt: MUCH_LATER, outcome: null }
      expect(await on.inFeed('ada', id)).toMatchObject({ recognition: { review } })
      expect(await on.inFeed('cleo', id)).toMatchObject({ recognition: { review } })
      expect(await on.inFeed('ben', id)).toMatchObject({ reported: { review } })
    })

    test('that is hidden is gone for all but its sender, and kept brings it back', async () => {
      const id = await on.publish({ recipients: [on.id('ben'), on.id('cleo')] })
      await report('ben', id)
      expect(await decide(id, 'hidden')).toBe('unread')
      await on.store.moderation.open(id, LATER)
      expect(await decide(id, 'hidden')).toBe('done')
      const kinds = () => Promise.all(['ada', 'ben', 'cleo', 'dan'].map((name) => kindFor(name, id)))
      expect(await kinds()).toEqual(['found', 'not_found', 'not_found', 'not_found'])
      expect(await on.inFeed('ada', id)).toMatchObject({ recognition: { review: { outcome: 'hidden' } } })
      expect(await on.inFeed('cleo', id)).toEqual({ type: 'removed', id })
      const published = async () =>
        (await on.store.recognitions.published({ personId: null, after: null, limit: 9 })).recognitions
      expect(await published()).toEqual([])
      expect(await on.store.recognitions.amend(id, on.id('cleo'), { publication: 'agreed' })).toBe(
        'not_found',
      )
      expect((await list('open')).cases).toEqual([])
      expect((await list('decided')).cases).toMatchObject([{ id, outcome: 'hidden' }])
      await on.reopen()
      expect(await decide(id, 'kept')).toBe('done')
      expect(await kinds()).toEqual(['found', 'not_found', 'found', 'found'])
      expect(await published()).toMatchObject([{ id }])
    })

    test('that is reported again is open again', async () => {
      const id = await on.deliver({ recipients: [on.id('ben'), on.id('cleo')] })
      await report('ben', id)
      await on.store.moderation.open(id, LATER)
      await decide(id, 'kept')
      await report('cleo', id, MUCH_LATER)
      expect((await list('open')).cases).toMatchObject([{ id, outcome: null, decidedAt: null }])
      expect((await list('decided')).cases).toEqual([])
    })

    test('keeps its words until it is decided, though it is withdrawn', async () => {
      const id = await on.deliver()
      await report('ben', id)
      await on.store.recognitions.withdraw(id, on.id('ada'), LATER)
      const words = { message: 'Your runbook saved my night' }
      expect(await on.store.moderation.open(id, LATER)).toMatchObject({ words })
      await decide(id, 'kept')
      expect(await on.store.moderation.open(id, LATER)).toMatchObject({ words: null, outcome: 'kept' })
    })

    test('is forgotten with what it is about', async () => {
      const id = await on.deliver()
      await report('ben', id)
      await on.store.recognitions.forgetBefore(LATER, LATER)
      expect((await list('open')).cases).toEqual([])
      expect(await on.inFeed('ben', id)).toEqual({ type: 'removed', id })
    })
  })

  describe('withdrawing', () => {
    test('is told to a recipient who had read it, and leaves nothing of it', async () => {
      const id = await on.deliver({ recipients: [on.id('ben'), on.id('cleo')] })
      await on.store.recognitions.amend(id, on.id('ben'), { readAt: LATER })
      await on.store.recognitions.withdraw(id, on.id('ada'), MUCH_LATER)
      const sender = expect.objectContaining({ id: on.id('ada') })
      expect(await on.inFeed('ben', id)).toEqual({
        type: 'removed',
        id,
        withdrawn: { sender, at: MUCH_LATER },
      })
      expect(await on.inFeed('cleo', id)).toEqual({ type: 'removed', id })
      expect(await on.inFeed('ada', id)).toEqual({ type: 'removed', id })
    })

    test('what is merely old is forgotten without a word', async () => {
      const id = await on.deliver()
      await on.store.recognitions.amend(id, on.id('ben'), { readAt: LATER })
      await on.store.recognitions.forgetBefore(LATER, LATER)
      expect(await on.inFeed('ben', id)).toEqual({ type: 'removed', id })
    })
  })
}

import { describe, expect, test } from 'vitest'
import { moderatingOn, MUCH_LATER } from './moderating.ts'
import { LATER, type StoreSubject } from './store-subject.ts'

export function describeModeration(on: StoreSubject): void {
  const { report, list, open, decide } = moderatingOn(on)
  const kindFor = async (name: string, id: string) => (await on.store.recognitions.find(id, on.id(name))).kind

  describe('a case', () => {
    test('is listed without its words, the oldest first, and nobody’s without a report', async () => {
      const [first, second] = [await on.deliver(), await on.deliver()]
      await on.deliver()
      await report('ben', second, LATER)
      await report('ben', first, MUCH_LATER)
      const { cases } = await list('open')
      expect(cases.map(({ id }) => id)).toEqual([second, first])
      expect(JSON.stringify(cases)).not.toContain('runbook')
      const page = await list('open', { limit: 1 })
      expect(page).toMatchObject({ cases: [{ id: second }], hasMore: true })
      const after = { at: LATER, id: second }
      expect(await list('open', { after })).toMatchObject({
        cases: [{ id: first }],
        hasMore: false,
      })
    })

    test('is read, and its parties see that it was', async () => {
      const id = await on.deliver({ recipients: [on.id('ben'), on.id('cleo')], visibility: 'private' })
      expect(await open(id, LATER)).toBeUndefined()
      await report('ben', id)
      const words = { message: 'Your runbook saved my night', visibility: 'private' }
      const opened = await open(id, MUCH_LATER)
      expect(opened).toMatchObject({ id, reports: [{ readAt: MUCH_LATER }], words })
      expect(await open(id, LATER)).toEqual(opened)
      const review = { readAt: MUCH_LATER, outcome: null }
      expect(await on.inFeed('ada', id)).toMatchObject({ recognition: { review } })
      expect(await on.inFeed('cleo', id)).toMatchObject({ recognition: { review } })
      expect(await on.inFeed('ben', id)).toMatchObject({ reported: { review } })
    })

    test('that is hidden is gone for all but its sender, and kept brings it back', async () => {
      const id = await on.publish({ recipients: [on.id('ben'), on.id('cleo')] })
      await report('ben', id)
      expect(await decide(id, 'hidden')).toBe('unread')
      await open(id, LATER)
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
      expect(await decide(id, 'kept', { anew: true })).toBe('done')
      expect(await kinds()).toEqual(['found', 'not_found', 'found', 'found'])
      expect(await published()).toMatchObject([{ id }])
    })

    test('that is reported again is open again, which nobody sees who was told of the first decision', async () => {
      const id = await on.deliver({ recipients: [on.id('ben'), on.id('cleo'), on.id('dan')] })
      await report('ben', id)
      await open(id)
      await decide(id, 'kept')
      const names = ['ada', 'ben', 'dan']
      const seen = () => Promise.all(names.map(async (name) => await on.inFeed(name, id)))
      const places = () => Promise.all(names.map(async (name) => (await on.feed(name)).next.position))
      const [before, placesBefore] = [await seen(), await places()]
      await report('cleo', id, MUCH_LATER)
      expect((await list('open')).cases).toMatchObject([{ id, outcome: null, decidedAt: null }])
      expect((await list('decided')).cases).toEqual([])
      expect(await seen()).toEqual(before)
      expect(await places()).toEqual(placesBefore)
      const review = { readAt: null, outcome: null }
      expect(await on.inFeed('cleo', id)).toMatchObject({ reported: { review } })
      await open(id, MUCH_LATER)
      expect(await on.inFeed('ada', id)).toMatchObject({ recognition: { review: { outcome: 'kept' } } })
      expect(await on.inFeed('cleo', id)).toMatchObject({ reported: { review: { readAt: MUCH_LATER } } })
      expect(await decide(id, 'hidden')).toBe('done')
      for (const name of ['ben', 'cleo'])
        expect(await on.inFeed(name, id)).toMatchObject({ reported: { review: { outcome: 'hidden' } } })
      expect(await on.inFeed('ada', id)).toMatchObject({ recognition: { review: { outcome: 'hidden' } } })
    })

    test('is decided once every report was read, and anew only by whoever means to', async () => {
      const id = await on.deliver({ recipients: [on.id('ben'), on.id('cleo')] })
      await report('ben', id)
      await open(id)
      await report('cleo', id)
      expect(await decide(id, 'hidden')).toBe('unread')
      expect(await on.inFeed('ada', id)).toMatchObject({
        recognition: { review: { readAt: LATER, outcome: null } },
      })
      await open(id)
      const both = await Promise.all([decide(id, 'kept'), decide(id, 'hidden')])
      expect(both.toSorted()).toEqual(['decided', 'done'])
      expect(await decide(id, 'hidden', { anew: true })).toBe('done')
      expect((await list('decided')).cases).toMatchObject([{ outcome: 'hidden' }])
    })

    test('is none to whoever sent or received it', async () => {
      const [theirs, others] = [await on.deliver(), await on.deliver({ recipients: [on.id('cleo')] })]
      await report('ben', theirs, LATER)
      await report('cleo', others, MUCH_LATER)
      for (const state of ['open', 'decided'] as const) {
        const page = await list(state, { limit: 1, exceptParty: on.id('ben') })
        expect(page).toMatchObject({ cases: [{ id: others }], hasMore: false })
        expect((await list(state, { exceptParty: on.id('ada') })).cases).toEqual([])
        for (const party of [on.id('ada'), on.id('ben')]) {
          expect(await open(theirs, LATER, party)).toBeUndefined()
          expect(await decide(theirs, 'kept', { exceptParty: party })).toBe('not_found')
        }
        for (const id of [theirs, others]) {
          await open(id)
          await decide(id, 'kept', { exceptParty: on.id('dan') })
        }
      }
      expect(await on.store.moderation.find(theirs)).toMatchObject({ senderId: on.id('ada') })
      expect(await on.store.moderation.find(await on.deliver())).toBeUndefined()
    })

    test('suspends its sender in the same step, and nobody when it is not decided', async () => {
      const id = await on.deliver()
      await report('ben', id)
      const suspended = async () => (await on.person('ada')).suspendedAt
      await decide(id, 'hidden', { suspendSender: true })
      expect(await suspended()).toBeNull()
      await open(id)
      const { next } = await on.feed('ada')
      await decide(id, 'hidden', { suspendSender: true })
      expect(await suspended()).toBe(MUCH_LATER)
      expect(await on.idsOf('ada', next)).toEqual([id])
    })

    test('that is withdrawn tells its sender, once it is read, that it was, and the outcome', async () => {
      const id = await on.deliver({ recipients: [on.id('ben'), on.id('cleo')] })
      await on.store.recognitions.amend(id, on.id('cleo'), { readAt: LATER })
      await report('ben', id)
      await on.store.recognitions.withdraw(id, on.id('ada'), LATER)
      expect(await on.inFeed('ada', id)).toEqual({ type: 'removed', id })
      const toldToCleo = await on.inFeed('cleo', id)
      await open(id, MUCH_LATER)
      const review = { readAt: MUCH_LATER, outcome: null }
      expect(await on.inFeed('ada', id)).toEqual({ type: 'removed', id, review })
      await decide(id, 'kept')
      expect(await on.inFeed('ada', id)).toMatchObject({ review: { outcome: 'kept' } })
      expect(await on.inFeed('cleo', id)).toEqual(toldToCleo)
      expect(toldToCleo).toHaveProperty('withdrawn')
    })

    test('keeps its words until it is decided, though it is withdrawn', async () => {
      const id = await on.deliver()
      await report('ben', id)
      await on.store.recognitions.withdraw(id, on.id('ada'), LATER)
      const words = { message: 'Your runbook saved my night' }
      expect(await open(id, LATER)).toMatchObject({ words })
      await decide(id, 'kept')
      expect(await open(id, LATER)).toMatchObject({ words: null, outcome: 'kept' })
    })

    test('is forgotten with what it is about', async () => {
      const id = await on.deliver()
      await report('ben', id)
      await on.store.recognitions.forgetBefore(LATER, LATER)
      expect((await list('open')).cases).toEqual([])
      expect(await on.inFeed('ben', id)).toEqual({ type: 'removed', id })
    })
  })
}

import { describe, expect, test } from 'vitest'
import type { StoreSubject } from './store-subject.ts'
import { DUE_AT, LATER } from './store-subject.ts'

const WARM = { word: 'made-my-day', line: null, at: LATER } as const
const LINE = { word: null, line: 'Any time', at: LATER }

export function describeAnswers(on: StoreSubject): void {
  const seenBy = async (name: string, id: string) => {
    const outcome = await on.store.recognitions.find(id, on.id(name))
    if (outcome.kind !== 'found') throw new Error(outcome.kind)
    return outcome.recognition
  }

  describe('answers', () => {
    test('are seen by the sender and by whoever answered, and by nobody else', async () => {
      const id = await on.publish({ recipients: [on.id('ben'), on.id('cleo')] })
      await on.store.recognitions.amend(id, on.id('ben'), { answer: WARM })
      await on.store.recognitions.amend(id, on.id('cleo'), { answer: LINE })
      const [ben, cleo] = [
        { person: { id: on.id('ben') }, ...WARM },
        { person: { id: on.id('cleo') }, ...LINE },
      ]
      expect((await seenBy('ada', id)).answers).toMatchObject([ben, cleo])
      expect((await seenBy('ben', id)).answers).toMatchObject([ben])
      expect(await seenBy('dan', id)).not.toHaveProperty('answers')
    })

    test('move the rows of those two alone, and only when they change', async () => {
      const id = await on.deliver({ recipients: [on.id('ben'), on.id('cleo')] })
      const names = ['ada', 'ben', 'cleo']
      const cursors = () => Promise.all(names.map(async (name) => (await on.feed(name)).next.position))
      const before = await cursors()
      await on.store.recognitions.amend(id, on.id('ben'), { answer: WARM })
      const after = await cursors()
      expect(after.map((position, nth) => position - (before[nth] ?? 0))).toEqual([1, 1, 0])
      await on.store.recognitions.amend(id, on.id('ben'), { answer: { ...WARM, at: DUE_AT } })
      expect(await cursors()).toEqual(after)
      expect(await on.inFeed('ada', id)).toMatchObject({ recognition: { answers: [WARM] } })
    })

    test('are changed and taken back', async () => {
      const id = await on.deliver()
      await on.store.recognitions.amend(id, on.id('ben'), { answer: WARM })
      await on.store.recognitions.amend(id, on.id('ben'), { answer: LINE })
      expect((await seenBy('ada', id)).answers).toMatchObject([LINE])
      await on.store.recognitions.amend(id, on.id('ben'), { answer: null })
      expect(await seenBy('ada', id)).not.toHaveProperty('answers')
      expect(await on.store.recognitions.amend(id, on.id('ada'), { answer: WARM })).toBe('forbidden')
    })
  })

  describe('“me too”', () => {
    const say = (name: string, id: string, meToo = true) =>
      on.store.recognitions.meToo(id, on.id(name), { meToo, now: LATER })

    test('is said of what is published, by colleagues', async () => {
      const waiting = await on.deliver()
      expect(await say('dan', waiting)).toBe('not_found')
      const id = await on.publish()
      expect(await say('ada', id)).toBe('forbidden')
      expect(await say('ben', id)).toBe('forbidden')
      expect(await say('dan', id)).toBe('done')
      expect(await say('dan', id)).toBe('done')
      expect((await seenBy('ben', id)).meToo).toMatchObject([{ id: on.id('dan') }])
      expect((await seenBy('dan', id)).meToo).toMatchObject([{ id: on.id('dan') }])
      expect(await seenBy('cleo', id)).not.toHaveProperty('meToo')
      expect(await seenBy('ada', id)).not.toHaveProperty('meToo')
    })

    test('is taken back, and goes with the publication', async () => {
      const id = await on.publish()
      await say('cleo', id)
      await say('dan', id)
      await say('dan', id, false)
      expect(await on.inFeed('ben', id)).toMatchObject({ recognition: { meToo: [{ id: on.id('cleo') }] } })
      await on.store.recognitions.amend(id, on.id('ben'), { publication: 'declined' })
      expect(await seenBy('ben', id)).not.toHaveProperty('meToo')
      expect(await say('dan', id)).toBe('not_found')
    })

    test('is taken back while it is not published, and does not come back with it', async () => {
      const id = await on.publish()
      await say('cleo', id)
      await say('dan', id)
      await on.store.recognitions.amend(id, on.id('ben'), { publication: 'declined' })
      expect(await say('dan', id, false)).toBe('done')
      expect(await say('dan', id, false)).toBe('not_found')
      expect(await say('ada', id, false)).toBe('forbidden')
      await on.store.recognitions.amend(id, on.id('ben'), { publication: 'agreed' })
      expect((await seenBy('ben', id)).meToo).toMatchObject([{ id: on.id('cleo') }])
    })

    test('goes with whoever leaves', async () => {
      const id = await on.publish()
      await say('dan', id)
      await on.store.people.erase(on.id('dan'), LATER)
      expect(await on.inFeed('ben', id)).not.toMatchObject({ recognition: { meToo: expect.anything() } })
    })

    test('is kept for whoever said it, and so is what they reported', async () => {
      const [first, second] = [await on.publish(), await on.publish()]
      const received = await on.deliver({ recipients: [on.id('dan')] })
      await say('dan', first)
      await say('cleo', second)
      const report = { reason: 'It is sarcasm', now: LATER }
      await on.store.recognitions.report(received, on.id('dan'), report)
      await on.store.recognitions.amend(first, on.id('ben'), { publication: 'declined' })
      const { reason, now: at } = report
      expect(await on.store.recognitions.said(on.id('dan'))).toEqual({
        meToo: [{ id: first, at }],
        reports: [{ id: received, reason, at }],
      })
      await on.store.recognitions.withdraw(first, on.id('ada'), LATER)
      await on.store.people.erase(on.id('cleo'), LATER)
      expect((await on.store.recognitions.said(on.id('dan'))).meToo).toEqual([])
      expect(await on.store.recognitions.said(on.id('cleo'))).toEqual({ meToo: [], reports: [] })
    })

    test('nobody else’s is in the list of what is published, which goes by team and value', async () => {
      await on.store.people.update(on.id('cleo'), { team: 'Engines' })
      const fast = await on.publish({ recipients: [on.id('cleo')] })
      const other = await on.publish({ values: [] })
      await say('dan', fast)
      const list = async (query: object) => {
        const asked = { personId: on.id('ben'), after: null, limit: 9, ...query }
        return (await on.store.recognitions.published(asked)).recognitions
      }
      expect((await list({})).map(({ id }) => id).toSorted()).toEqual([fast, other].toSorted())
      expect(await list({ team: 'Engines' })).toMatchObject([{ id: fast }])
      expect(await list({ value: 'fast', team: 'Nowhere' })).toEqual([])
      const [asBen] = await list({ value: 'fast' })
      const [asDan] = await list({ value: 'fast', personId: on.id('dan') })
      expect(asBen).not.toHaveProperty('meToo')
      expect(asDan?.meToo).toMatchObject([{ id: on.id('dan') }])
    })
  })
}

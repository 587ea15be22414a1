import { describe, expect, test } from 'vitest'
import { moderatingOn } from './moderating.ts'
import { LATER, type StoreSubject } from './store-subject.ts'

const MUCH_LATER = '2027-11-02T09:00:00.000Z'

/** What others' browsers still show of a person who is erased: each is told of it, and nobody else. */
export function describeTraces(on: StoreSubject): void {
  const former = () => expect.objectContaining({ id: on.id('ada'), name: 'A former colleague', email: '' })
  const erase = (name: string) => on.store.people.erase(on.id(name), MUCH_LATER)
  const withdraw = (id: string) => on.store.recognitions.withdraw(id, on.id('ada'), LATER)
  const { report, list, open, decide } = moderatingOn(on)
  const cursors = async (names: readonly string[]) =>
    Promise.all(names.map(async (name) => [name, (await on.feed(name)).next] as const))
  /** What each of them is told once somebody is erased. */
  const toldOf = async (leaver: string, names: readonly string[]) => {
    const before = await cursors(names)
    await erase(leaver)
    return Promise.all(before.map(async ([name, next]) => (await on.feed(name, next)).changes))
  }

  describe('a person who is erased is nobody any more', () => {
    test('for whoever had read what they withdrew', async () => {
      const id = await on.deliver({ recipients: [on.id('ben'), on.id('cleo')] })
      await on.store.recognitions.amend(id, on.id('ben'), { readAt: LATER })
      await withdraw(id)
      const [ben, cleo] = await toldOf('ada', ['ben', 'cleo'])
      expect(ben).toEqual([{ type: 'removed', id, withdrawn: { sender: former(), at: LATER } }])
      expect(cleo).toEqual([])
    })

    test.each(['as it is', 'withdrawn', 'hidden'])('for whoever reported what they sent: %s', async (now) => {
      const id = await on.deliver({ recipients: [on.id('ben'), on.id('cleo')] })
      await report('ben', id)
      if (now === 'withdrawn') await withdraw(id)
      if (now === 'hidden') {
        await open(id)
        await decide(id, 'hidden')
      }
      const [ben, cleo] = await toldOf('ada', ['ben', 'cleo'])
      expect(ben).toMatchObject([{ type: 'removed', id, reported: { sender: former(), at: LATER } }])
      expect(cleo).toHaveLength(now === 'as it is' ? 1 : 0)
    })

    test('for those alone who see that they said ‘me too’', async () => {
      const recipients = [on.id('ben'), on.id('cleo')]
      const id = await on.deliver({ recipients })
      await on.store.recognitions.amend(id, on.id('ben'), { publication: 'agreed' })
      await on.store.recognitions.meToo(id, on.id('dan'), { meToo: true, now: LATER })
      const [ben, ...others] = await toldOf('dan', ['ben', 'cleo', 'ada'])
      expect(ben).toMatchObject([{ id, recognition: { message: 'Your runbook saved my night' } }])
      expect(ben).not.toMatchObject([{ recognition: { meToo: expect.anything() } }])
      expect(others).toEqual([[], []])
    })

    test('and why they reported something goes with them', async () => {
      const id = await on.deliver({ recipients: [on.id('ben'), on.id('cleo')] })
      for (const name of ['ben', 'cleo']) await report(name, id)
      const withdrawn = await on.deliver()
      await report('ben', withdrawn)
      await withdraw(withdrawn)
      expect(await toldOf('ben', ['cleo'])).toEqual([[]])
      await on.reopen()
      const { cases } = await list('open')
      const unread = { at: LATER, readAt: null, outcome: null }
      const kept = { reporterId: on.id('cleo'), reason: 'It is sarcasm', ...unread }
      const emptied = { reporterId: on.id('ben'), reason: '', ...unread }
      expect(new Map(cases.map((one) => [one.id, one.reports]))).toEqual(
        new Map([
          [id, [emptied, kept]],
          [withdrawn, [emptied]],
        ]),
      )
    })
  })
}

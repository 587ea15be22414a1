import { describe, expect, test } from 'vitest'
import type { StoreSubject } from './store-subject.ts'
import { LATER } from './store-subject.ts'

const EVERYBODY = ['ada', 'ben', 'cleo', 'dan']

/** Whose feeds move with what is done to a bright spot of Ada's to Ben and Cleo, of whom Ben has agreed to share it. */
export function describeLearning(on: StoreSubject): void {
  const ben = () => on.id('ben')
  const answer = { word: 'thank-you', line: null, at: LATER } as const
  const recognitions = () => on.store.recognitions
  const moderation = () => on.store.moderation
  const say = (id: string, meToo: boolean) => recognitions().meToo(id, on.id('dan'), { meToo, now: LATER })
  const report = (id: string) => recognitions().report(id, ben(), { reason: 'It is sarcasm', now: LATER })
  const reportByCleo = (id: string) =>
    recognitions().report(id, on.id('cleo'), { reason: 'It is mean', now: LATER })
  const open = (id: string) => moderation().open(id, { now: LATER, exceptParty: null })
  const decide = (id: string) =>
    moderation().decide(id, {
      outcome: 'hidden',
      now: LATER,
      anew: false,
      suspendSender: false,
      exceptParty: null,
    })

  /** Each is done after those before it. */
  const acts: [string, (id: string) => Promise<unknown>, string[]][] = [
    ['an answer', (id) => recognitions().amend(id, ben(), { answer }), ['ada', 'ben']],
    ['the same answer', (id) => recognitions().amend(id, ben(), { answer }), []],
    ['no answer any more', (id) => recognitions().amend(id, ben(), { answer: null }), ['ada', 'ben']],
    ['a “me too”', (id) => say(id, true), ['ben']],
    ['the same “me too”', (id) => say(id, true), []],
    ['no “me too” any more', (id) => say(id, false), ['ben']],
    ['a report', report, ['ben']],
    ['the same report', report, []],
    ['a moderator’s reading', open, ['ada', 'ben', 'cleo']],
    ['a second reading', open, []],
    ['another report', reportByCleo, ['cleo']],
    ['its reading', open, ['ada', 'ben', 'cleo']],
    ['a decision', decide, ['ada', 'ben', 'cleo']],
  ]

  const placesOf = (id: string) =>
    Promise.all(
      EVERYBODY.map(async (name) => {
        const { next } = await on.feed(name)
        return { name, learns: async () => (await on.feed(name, next)).changes.some((one) => one.id === id) }
      }),
    )

  describe('whose feeds learn of', () => {
    test.each(acts.map(([what], nth) => [what, nth] as const))('%s', async (_what, nth) => {
      const id = await on.deliver({ recipients: [on.id('ben'), on.id('cleo')] })
      await recognitions().amend(id, ben(), { publication: 'agreed' })
      for (const [, act] of acts.slice(0, nth)) await act(id)
      const places = await placesOf(id)
      const [, act, learners] = acts[nth] ?? []
      await act?.(id)
      const learnt = await Promise.all(
        places.map(async ({ name, learns }) => ((await learns()) ? [name] : [])),
      )
      expect(learnt.flat()).toEqual(learners)
    })
  })
}

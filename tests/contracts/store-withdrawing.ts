import { describe, expect, test } from 'vitest'
import { moderatingOn, MUCH_LATER } from './moderating.ts'
import { LATER, type StoreSubject } from './store-subject.ts'

export function describeWithdrawing(on: StoreSubject): void {
  const { report, open, decide } = moderatingOn(on)

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

    test('of what a moderator had hidden tells nobody who saw no more of it', async () => {
      const id = await on.deliver({ recipients: [on.id('ben'), on.id('cleo')] })
      await on.store.recognitions.amend(id, on.id('cleo'), { readAt: LATER })
      await report('ben', id)
      await open(id)
      await decide(id, 'hidden')
      await on.store.recognitions.withdraw(id, on.id('ada'), MUCH_LATER)
      expect(await on.inFeed('cleo', id)).toEqual({ type: 'removed', id })
    })

    test('what is merely old is forgotten without a word', async () => {
      const id = await on.deliver()
      await on.store.recognitions.amend(id, on.id('ben'), { readAt: LATER })
      await on.store.recognitions.forgetBefore(LATER, LATER)
      expect(await on.inFeed('ben', id)).toEqual({ type: 'removed', id })
    })
  })
}

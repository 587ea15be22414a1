import { describe, expect, test } from 'vitest'
import type { SendingLimits } from '../../server/stores/recognition-store.ts'
import type { StoreSubject } from './store-subject.ts'
import { SENT_AT } from './store-subject.ts'

const NONE: SendingLimits = { perMinute: null, perDay: null, perPairPerWeek: null, newcomers: null }
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const after = (ms: number) => new Date(Date.parse(SENT_AT) + ms).toISOString()

export function describeLimits(on: StoreSubject): void {
  describe('limits', () => {
    async function send(ms: number, limits: Partial<SendingLimits>, to = 'ben') {
      const { recognition, senderId } = on.acceptance({ recipients: [on.id(to)] })
      const times = { sentAt: after(ms), deliverAt: after(ms + 10_000) }
      const acceptance = { recognition, senderId, ...times, limits: { ...NONE, ...limits } }
      return { acceptance, outcome: await on.store.recognitions.accept(acceptance) }
    }
    const outcomeOf = async (...asked: Parameters<typeof send>) => (await send(...asked)).outcome

    test('hold for a minute and for a day, and say until when', async () => {
      const limits = { perMinute: 2, perDay: 3 }
      await send(0, limits)
      await send(20_000, limits)
      expect(await outcomeOf(40_000, limits)).toEqual({
        kind: 'enough_for_now',
        limit: 'minute',
        retryAt: after(60_000),
      })
      expect(await outcomeOf(60_000, limits)).toMatchObject({ kind: 'created' })
      expect(await outcomeOf(HOUR_MS, limits)).toEqual({
        kind: 'enough_for_now',
        limit: 'day',
        retryAt: after(DAY_MS),
      })
      expect(await outcomeOf(DAY_MS, limits)).toMatchObject({ kind: 'created' })
    })

    test('hold for what is sent at once, by one person and to one person', async () => {
      const most = [{ perMinute: 10 }, { perPairPerWeek: 10 }]
      for (const [nth, limits] of most.entries()) {
        const asked = Array.from({ length: 60 }, () => outcomeOf(nth * DAY_MS, limits, ['ben', 'cleo'][nth]))
        const kinds = (await Promise.all(asked)).map(({ kind }) => kind)
        expect(kinds.filter((kind) => kind === 'created')).toHaveLength(10)
        expect(kinds.filter((kind) => kind === 'enough_for_now')).toHaveLength(50)
      }
    })

    test('hold for one recipient in a week, and for nobody else', async () => {
      const limits = { perPairPerWeek: 1 }
      await send(0, limits)
      const reached = { kind: 'enough_for_now', limit: 'pair', retryAt: after(7 * DAY_MS) }
      expect(await outcomeOf(6 * DAY_MS, limits)).toEqual(reached)
      expect(await outcomeOf(6 * DAY_MS, limits, 'cleo')).toMatchObject({ kind: 'created' })
      expect(await outcomeOf(7 * DAY_MS, limits)).toMatchObject({ kind: 'created' })
    })

    test('are closer for whoever is new', async () => {
      const limits = { newcomers: { days: 7, perDay: 1 } }
      await send(DAY_MS, limits)
      expect(await outcomeOf(DAY_MS + HOUR_MS, limits)).toMatchObject({ limit: 'newcomer' })
      await send(8 * DAY_MS, limits)
      expect(await outcomeOf(8 * DAY_MS + HOUR_MS, limits)).toMatchObject({ kind: 'created' })
    })

    test('do not count what was undone, and count what was withdrawn', async () => {
      const limits = { perPairPerWeek: 1 }
      const undone = await send(0, limits)
      await on.store.recognitions.withdraw(undone.acceptance.recognition.id, on.id('ada'), after(5_000))
      const withdrawn = await send(HOUR_MS, limits)
      expect(withdrawn.outcome).toMatchObject({ kind: 'created' })
      await on.store.recognitions.deliverDue(after(2 * HOUR_MS))
      await on.store.recognitions.withdraw(withdrawn.acceptance.recognition.id, on.id('ada'), after(DAY_MS))
      expect(await outcomeOf(DAY_MS, limits)).toMatchObject({ limit: 'pair' })
    })

    test('answer what was accepted before as ever, and what is wrong for that', async () => {
      const limits = { perDay: 1 }
      const { acceptance } = await send(0, limits)
      expect(await on.store.recognitions.accept(acceptance)).toMatchObject({ kind: 'same' })
      await on.store.people.update(on.id('ben'), { active: false })
      expect(await outcomeOf(HOUR_MS, limits)).toEqual({ kind: 'unknown_recipient' })
    })

    test('count on after a restart', async () => {
      await send(0, {})
      await on.reopen()
      expect(await outcomeOf(HOUR_MS, { perDay: 1 })).toMatchObject({ limit: 'day' })
    })
  })
}

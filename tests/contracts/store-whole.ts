import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { DEFAULT_LIMITS } from '../../server/stores/rows.ts'
import { DEFAULT_VALUES } from '../../shared/recognition.ts'
import type { StoreSubject } from './store-subject.ts'
import { DUE_AT, LATER } from './store-subject.ts'

/** A store may learn of it by asking every half second. */
const HINT_WAIT = { timeout: 2_000, interval: 20 }

export function describeWhole(on: StoreSubject): void {
  describe('as a whole', () => {
    test('it hints at those concerned, after the fact, until nobody watches', async () => {
      const hints: string[] = []
      const unwatch = ['ada', 'ben', 'cleo'].map((name) =>
        on.store.watch(on.id(name), () => hints.push(name)),
      )
      await on.accept()
      await vi.waitFor(() => expect(hints).toEqual(['ada']), HINT_WAIT)
      await on.store.recognitions.deliverDue(DUE_AT)
      await vi.waitFor(() => expect(hints.toSorted()).toEqual(['ada', 'ada', 'ben']), HINT_WAIT)
      await on.store.people.update(on.id('cleo'), { active: false })
      await vi.waitFor(() => expect(hints).toHaveLength(4), HINT_WAIT)
      for (const end of unwatch) end()
      await on.accept()
      await sleep(HINT_WAIT.timeout / 4)
      expect(hints).toHaveLength(4)
    })

    test('it has the usual values until others are chosen', async () => {
      expect((await on.store.settings()).values).toEqual(DEFAULT_VALUES)
      await on.store.changeSettings({ values: [{ id: 'golden', name: 'Golden' }] })
      expect((await on.store.settings()).values).toEqual([{ id: 'golden', name: 'Golden' }])
    })

    test('it changes the settings that are named, and leaves the others', async () => {
      const untouched = {
        customerTeams: [],
        retention: { recognitions: null, audit: null },
        limits: DEFAULT_LIMITS,
      }
      expect(await on.store.settings()).toEqual({ values: DEFAULT_VALUES, ...untouched })
      const values = [{ id: 'golden', name: 'Golden' }]
      expect(await on.store.changeSettings({ values })).toEqual({ values, ...untouched })
      const changed = {
        customerTeams: ['Support'],
        retention: { recognitions: 365, audit: 90 },
        limits: { perMinute: null, perDay: 5, perPairPerWeek: 2, newcomers: null },
      }
      expect(await on.store.changeSettings(changed)).toEqual({ values, ...changed })
      expect(await on.store.changeSettings({})).toEqual({ values, ...changed })
      await on.reopen()
      expect(await on.store.settings()).toEqual({ values, ...changed })
    })

    test('it answers that it is ready', async () => {
      await expect(on.store.ping()).resolves.toBeUndefined()
    })

    test('it goes on where a cursor of before it was closed ends, whatever happened in between', async () => {
      const cursors = [(await on.feed('ben')).next]
      const ids: string[] = []
      for (let opening = 0; opening < 3; opening += 1) {
        ids.push((await on.accept()).recognition.id)
        await on.store.recognitions.deliverDue(DUE_AT)
        cursors.push((await on.feed('ben')).next)
        await on.reopen()
        await on.reopen()
      }
      for (const [seen, cursor] of cursors.entries())
        expect(await on.idsOf('ben', cursor)).toEqual(ids.slice(seen))
    })

    test('it finds everything again when it is opened anew', async () => {
      const { recognition } = await on.accept()
      const waiting = { ...on.acceptance(), deliverAt: LATER }
      await on.store.recognitions.accept(waiting)
      await on.store.recognitions.deliverDue(DUE_AT)
      await on.store.recognitions.amend(recognition.id, on.id('ben'), { readAt: LATER })
      await on.store.changeSettings({ values: [{ id: 'golden', name: 'Golden' }] })
      const before = [await on.feed('ada'), await on.feed('ben'), await on.store.people.list({ limit: 9 })]
      await on.reopen()
      expect([await on.feed('ada'), await on.feed('ben'), await on.store.people.list({ limit: 9 })]).toEqual(
        before,
      )
      expect((await on.store.settings()).values).toEqual([{ id: 'golden', name: 'Golden' }])
      expect(await on.store.recognitions.deliverDue(LATER)).toEqual({ delivered: 1, nextDueAt: null })
      expect(await on.idsOf('ben', (await on.feed('ben', null, 1)).next)).toEqual([waiting.recognition.id])
    })
  })
}

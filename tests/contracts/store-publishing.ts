import { describe, expect, test } from 'vitest'
import type { StoreSubject } from './store-subject.ts'
import { LATER } from './store-subject.ts'

export function describePublishing(on: StoreSubject): void {
  describe('publishing', () => {
    test('waits for a recipient’s yes, and names only who said it', async () => {
      const spot = await on.deliver({ recipients: [on.id('ben'), on.id('cleo')] })
      expect(await on.store.recognitions.find(spot, on.id('dan'))).toEqual({ kind: 'not_found' })
      await on.store.recognitions.amend(spot, on.id('ben'), { publication: 'declined' })
      await on.store.recognitions.amend(spot, on.id('cleo'), { publication: 'agreed', readAt: LATER })
      const seen = { recipients: [{ id: on.id('cleo') }], readAt: null }
      expect(await on.store.recognitions.find(spot, on.id('dan'))).toMatchObject({
        kind: 'found',
        recognition: seen,
      })
      expect(await on.store.recognitions.published({ personId: null, after: null, limit: 10 })).toMatchObject(
        {
          recognitions: [seen],
          next: null,
        },
      )
      await on.store.recognitions.withdraw(spot, on.id('ada'), LATER)
      expect(
        (await on.store.recognitions.published({ personId: null, after: null, limit: 10 })).recognitions,
      ).toEqual([])
    })

    test('never happens to a private one', async () => {
      const spot = await on.deliver({ visibility: 'private' })
      expect(await on.store.recognitions.amend(spot, on.id('ben'), { publication: 'agreed' })).toBe('private')
      expect(await on.store.recognitions.find(spot, on.id('ben'))).toMatchObject({
        recognition: { publication: null },
      })
      expect(await on.store.recognitions.find(spot, on.id('dan'))).toEqual({ kind: 'not_found' })
      expect(
        (await on.store.recognitions.published({ personId: null, after: null, limit: 10 })).recognitions,
      ).toEqual([])
    })

    test('lists the newest first, page by page', async () => {
      const ids: string[] = []
      for (let count = 0; count < 5; count += 1) {
        ids.unshift(await on.deliver())
        await on.store.recognitions.amend(ids[0] ?? '', on.id('ben'), { publication: 'agreed' })
      }
      const first = await on.store.recognitions.published({ personId: null, after: null, limit: 3 })
      const second = await on.store.recognitions.published({ personId: null, after: first.next, limit: 3 })
      expect([...first.recognitions, ...second.recognitions].map((spot) => spot.id)).toEqual(ids)
      expect(second.next).toBeNull()
    })
  })
}

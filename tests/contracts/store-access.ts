import { describe, expect, test } from 'vitest'
import type { StoreSubject } from './store-subject.ts'
import { SENT_AT, DUE_AT, LATER, newSession } from './store-subject.ts'

const THIRTY_DAYS_LATER = '2026-12-02T10:00:00.000Z'
const MUCH_LATER = '2026-12-02T10:00:00.001Z'

const invite = (on: StoreSubject, codeHash: string) => ({
  codeHash,
  personId: on.id('ada'),
  createdAt: SENT_AT,
  expiresAt: LATER,
})

const session = (tokenHash: string, createdAt = DUE_AT) => newSession(tokenHash, { createdAt })

export function describeAccess(on: StoreSubject): void {
  describe('access', () => {
    test('an invite opens one session, even for two at once', async () => {
      await on.store.access.addInvite(invite(on, 'c1'))
      const outcomes = await Promise.all(
        ['t1', 't2'].map((token) => on.store.access.redeemInvite('c1', session(token))),
      )
      expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['signed_in', 'used'])
      expect(await on.store.access.redeemInvite('c2', session('t3'))).toEqual({ kind: 'unknown' })
    })

    test('an invite ends', async () => {
      await on.store.access.addInvite(invite(on, 'c1'))
      expect(await on.store.access.redeemInvite('c1', session('t1', LATER))).toEqual({ kind: 'expired' })
      expect(await on.store.access.findSession('t1')).toBeUndefined()
    })

    test('an invite is remembered for 30 days after it ended, used or not, then forgotten when others are made', async () => {
      await on.store.access.addInvite(invite(on, 'c1'))
      await on.store.access.addInvite(invite(on, 'c2'))
      await on.store.access.redeemInvite('c1', session('t1'))
      const kinds = () =>
        Promise.all(
          ['c1', 'c2'].map(
            async (code) => (await on.store.access.redeemInvite(code, session('t2', MUCH_LATER))).kind,
          ),
        )
      const other = { ...invite(on, 'c3'), expiresAt: MUCH_LATER }
      await on.store.access.addInvite({ ...other, createdAt: THIRTY_DAYS_LATER })
      expect(await kinds()).toEqual(['used', 'expired'])
      await on.store.access.addInvite({ ...other, codeHash: 'c4', createdAt: MUCH_LATER })
      expect(await kinds()).toEqual(['unknown', 'unknown'])
      expect(await on.store.access.findSession('t1')).toBeDefined()
    })

    test('deactivating ends sessions and invites, and bringing back revives neither', async () => {
      for (const code of ['c1', 'c2']) await on.store.access.addInvite(invite(on, code))
      await on.store.access.redeemInvite('c1', session('t1'))
      expect(await on.store.access.findSession('t1')).toMatchObject({
        device: 'Firefox',
        person: { id: on.id('ada') },
      })
      await on.store.people.update(on.id('ada'), { active: false })
      expect(await on.store.access.addInvite(invite(on, 'c3'))).toBe(false)
      await on.store.people.update(on.id('ada'), { active: true })
      expect(await on.store.access.findSession('t1')).toBeUndefined()
      expect(await on.store.access.redeemInvite('c2', session('t2'))).toEqual({ kind: 'unknown' })
    })

    test('the admin token is kept by its hash', async () => {
      expect(await on.store.access.findAdminTokenHash()).toBeUndefined()
      expect(await on.store.access.keepAdminTokenHash('abc')).toBe('abc')
      expect(await on.store.access.keepAdminTokenHash('def')).toBe('abc')
      expect(await on.store.access.findAdminTokenHash()).toBe('abc')
    })
  })
}

import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test, vi } from 'vitest'
import type { NewSession, SignInAttempt } from '../../server/stores/access-store.ts'
import type { StoreSubject } from './store-subject.ts'
import { DUE_AT, LATER, newSession, SENT_AT } from './store-subject.ts'

const NEXT_DAY = '2026-11-03T09:00:00.000Z'

function describeSessions(on: StoreSubject): void {
  const open = (name: string, tokenHash: string, changes: Partial<NewSession> = {}) =>
    on.store.access.openSession(on.id(name), newSession(tokenHash, changes))
  const isOpen = async (tokenHash: string) => (await on.store.access.findSession(tokenHash)) !== undefined

  describe('sessions', () => {
    test('are found by their token, with their person', async () => {
      const session = newSession('t1', { grant: 'oidc', device: 'Chrome on Linux' })
      expect(await on.store.access.openSession(on.id('ada'), session)).toEqual(await on.person('ada'))
      const person = await on.person('ada')
      expect(await on.store.access.findSession('t1')).toEqual({ ...session, lastUsedAt: DUE_AT, person })
      expect(await isOpen('t2')).toBe(false)
    })

    test('are opened for people who are here and active alone', async () => {
      await on.store.people.update(on.id('ben'), { active: false })
      expect(await open('ben', 't1')).toBeUndefined()
      expect(await on.store.access.openSession(uuidv7(), newSession('t2'))).toBeUndefined()
      await on.store.people.update(on.id('ben'), { active: true })
      expect([await isOpen('t1'), await isOpen('t2')]).toEqual([false, false])
    })

    test('whoever signs in, by whatever way, is pending no longer', async () => {
      await on.add('eve', { pending: true })
      await on.add('fay', { pending: true })
      expect(await open('eve', 't1')).toMatchObject({ pending: false })
      const invite = { codeHash: 'c1', personId: on.id('fay'), createdAt: SENT_AT, expiresAt: LATER }
      await on.store.access.addInvite(invite)
      expect(await on.store.access.redeemInvite('c1', newSession('t2'))).toMatchObject({
        person: { pending: false },
      })
      for (const name of ['eve', 'fay']) expect(await on.person(name)).toMatchObject({ pending: false })
    })

    test('are shown to their person without their token, the one used last first', async () => {
      const [first, second] = [newSession('t1'), newSession('t2', { createdAt: LATER, grant: 'email' })]
      for (const session of [first, second]) await on.store.access.openSession(on.id('ada'), session)
      await open('ben', 't3')
      const shown = ({ tokenHash: _tokenHash, ...session }: NewSession, lastUsedAt: string) => ({
        ...session,
        lastUsedAt,
      })
      const devices = () => on.store.access.devices(on.id('ada'))
      expect(await devices()).toEqual([shown(second, LATER), shown(first, DUE_AT)])
      await on.store.access.touchSession('t1', NEXT_DAY)
      await on.store.access.touchSession('gone', NEXT_DAY)
      expect(await devices()).toEqual([shown(first, NEXT_DAY), shown(second, LATER)])
      expect(await on.store.access.findSession('t1')).toMatchObject({ lastUsedAt: NEXT_DAY })
      expect(await isOpen('gone')).toBe(false)
    })

    test('end one by one, by their own person', async () => {
      const session = newSession('t1')
      await on.store.access.openSession(on.id('ada'), session)
      await open('ada', 't2')
      expect(await on.store.access.endSession(on.id('ben'), session.id)).toBe(false)
      expect(await isOpen('t1')).toBe(true)
      expect(await on.store.access.endSession(on.id('ada'), session.id)).toBe(true)
      expect(await on.store.access.endSession(on.id('ada'), session.id)).toBe(false)
      expect([await isOpen('t1'), await isOpen('t2')]).toEqual([false, true])
    })

    test('end all at once, with the invites that are open', async () => {
      await on.store.access.addInvite({
        codeHash: 'c1',
        personId: on.id('ada'),
        createdAt: SENT_AT,
        expiresAt: LATER,
      })
      for (const tokenHash of ['t1', 't2']) await open('ada', tokenHash)
      await open('ben', 't3')
      await on.store.access.endAllSessions(on.id('ada'))
      expect(await Promise.all(['t1', 't2', 't3'].map(isOpen))).toEqual([false, false, true])
      expect(await on.store.access.devices(on.id('ada'))).toEqual([])
      expect(await on.store.access.redeemInvite('c1', newSession('t4'))).toEqual({ kind: 'unknown' })
    })

    test('end when they were not used for long, or are old', async () => {
      await open('ada', 'unused', { createdAt: SENT_AT })
      await open('ada', 'used', { createdAt: DUE_AT })
      await open('ada', 'old', { createdAt: SENT_AT })
      for (const tokenHash of ['used', 'old']) await on.store.access.touchSession(tokenHash, NEXT_DAY)
      expect(await on.store.access.endOldSessions({ lastUsed: LATER, created: SENT_AT })).toBe(1)
      expect(await Promise.all(['unused', 'used', 'old'].map(isOpen))).toEqual([false, true, true])
      expect(await on.store.access.endOldSessions({ lastUsed: NEXT_DAY, created: DUE_AT })).toBe(1)
      expect(await Promise.all(['used', 'old'].map(isOpen))).toEqual([true, false])
      expect(await on.store.access.endOldSessions({ lastUsed: NEXT_DAY, created: DUE_AT })).toBe(0)
    })

    test('hint at their person when they end', async () => {
      const hints: string[] = []
      await open('ada', 't1')
      const end = on.store.watch(on.id('ada'), () => hints.push('ada'))
      await on.store.access.endAllSessions(on.id('ada'))
      await vi.waitFor(() => expect(hints.length).toBeGreaterThan(0), { timeout: 2_000, interval: 20 })
      end()
    })

    test('stay when the store is opened anew', async () => {
      await open('ada', 't1', { grant: 'email' })
      await on.store.access.touchSession('t1', LATER)
      const before = await on.store.access.findSession('t1')
      await on.reopen()
      expect(await on.store.access.findSession('t1')).toEqual(before)
    })
  })
}

function describeAttempts(on: StoreSubject): void {
  const attempt = (changes: Partial<SignInAttempt> = {}): SignInAttempt => ({
    keyHash: 'k1',
    kind: 'email',
    secretHash: 's1',
    personId: on.id('ada'),
    details: { verifier: 'v' },
    expiresAt: LATER,
    triesLeft: 3,
    ...changes,
  })
  const add = (changes: Partial<SignInAttempt> = {}, now = SENT_AT) =>
    on.store.access.addAttempt(attempt(changes), now)
  const use = (secret: string | null, now = DUE_AT) => on.store.access.useAttempt('email', 'k1', secret, now)

  describe('sign-in attempts', () => {
    test('are used once, even by two at once', async () => {
      await add()
      const outcomes = await Promise.all([use('s1'), use('s1')])
      expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['gone', 'right'])
      expect(outcomes).toContainEqual({ kind: 'right', attempt: attempt() })
      expect(await use('s1')).toEqual({ kind: 'gone' })
    })

    test('need a secret when they have one, and none when they have none', async () => {
      await add()
      expect(await use(null)).toEqual({ kind: 'wrong' })
      await add({ keyHash: 'k2', kind: 'oidc_code', secretHash: null, personId: null })
      const useOther = (secret: string | null) =>
        on.store.access.useAttempt('oidc_code', 'k2', secret, DUE_AT)
      expect(await useOther('s1')).toEqual({ kind: 'wrong' })
      expect(await useOther(null)).toMatchObject({ kind: 'right', attempt: { personId: null } })
    })

    test('take so many wrong secrets, and are gone with the last one', async () => {
      await add({ triesLeft: 3 })
      expect([await use('x'), await use('y')]).toEqual([{ kind: 'wrong' }, { kind: 'wrong' }])
      expect(await use('z')).toEqual({ kind: 'gone' })
      expect(await use('s1')).toEqual({ kind: 'gone' })
      await add({ triesLeft: 2 })
      expect([(await use('x')).kind, (await use('s1')).kind]).toEqual(['wrong', 'right'])
    })

    test('of several wrong ones at once each costs a try', async () => {
      await add({ triesLeft: 5 })
      const kinds = (await Promise.all(Array.from({ length: 9 }, () => use('x')))).map(({ kind }) => kind)
      expect(kinds.filter((kind) => kind === 'wrong')).toHaveLength(4)
      expect(await use('s1')).toEqual({ kind: 'gone' })
    })

    test('are good for their own kind and until they expire', async () => {
      await add()
      expect(await on.store.access.useAttempt('oidc_visit', 'k1', 's1', DUE_AT)).toEqual({ kind: 'gone' })
      expect(await on.store.access.useAttempt('email', 'k2', 's1', DUE_AT)).toEqual({ kind: 'gone' })
      expect(await use('s1', LATER)).toEqual({ kind: 'gone' })
      await add({ triesLeft: 1 })
      expect(await use('s1')).toMatchObject({ kind: 'right' })
    })

    test('are forgotten when they expired and others are made', async () => {
      await add()
      await add({ keyHash: 'k2', expiresAt: NEXT_DAY }, LATER)
      expect(await use('s1', SENT_AT)).toEqual({ kind: 'gone' })
      expect(await on.store.access.useAttempt('email', 'k2', 's1', LATER)).toMatchObject({ kind: 'right' })
    })
  })
}

export function describeSignIn(on: StoreSubject): void {
  describeSessions(on)
  describeAttempts(on)
}

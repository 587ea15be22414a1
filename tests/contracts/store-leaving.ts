import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test, vi } from 'vitest'
import { DEFAULT_PREFERENCES } from '../../shared/preferences.ts'
import type { StoreSubject } from './store-subject.ts'
import { DUE_AT, LATER, newSession, profile, SENT_AT } from './store-subject.ts'

const OCTO = { tool: 'github', origin: 'https://github.com', handle: 'octo' }
const IDENTITY = { issuer: 'https://login.corp.example', subject: 's-1' }
const MUCH_LATER = '2027-11-02T09:00:00.000Z'

const former = (id: string) => ({ id, name: 'A former colleague', email: '', team: null, former: true })

function describeThePerson(on: StoreSubject): void {
  const eraseBen = () => on.store.people.erase(on.id('ben'), LATER)

  describe('erasing a person', () => {
    test('leaves nothing that says who it was', async () => {
      const who = { userName: 'ben.k', externalId: '7', managerId: on.id('ada'), team: 'Engines' }
      await on.store.people.update(on.id('ben'), { ...who, handles: [OCTO], role: 'admin', pending: true })
      expect(await eraseBen()).toBe(true)
      const erased = {
        id: on.id('ben'),
        name: '',
        email: '',
        team: null,
        role: 'member',
        handles: [],
        active: false,
        createdAt: SENT_AT,
        userName: null,
        externalId: null,
        managerId: null,
        pending: false,
        erasedAt: LATER,
        preferences: DEFAULT_PREFERENCES,
        suspendedAt: null,
      }
      expect(await on.person('ben')).toEqual(erased)
      expect(await on.store.people.erase(on.id('ben'), MUCH_LATER)).toBe(true)
      expect(await on.store.people.erase(uuidv7(), LATER)).toBe(false)
      await on.reopen()
      expect(await on.person('ben')).toEqual(erased)
    })

    test('takes them out of every list', async () => {
      await on.store.people.update(on.id('ben'), { team: 'Engines' })
      await on.store.people.linkIdentity(on.id('ben'), IDENTITY)
      await eraseBen()
      const { people } = on.store
      expect((await people.list({ limit: 9 })).people.map(({ name }) => name)).toEqual(['Ada', 'Cleo', 'Dan'])
      expect(await people.search('', { limit: 9, except: on.id('ada') })).toHaveLength(2)
      expect(await people.directory({ offset: 0, limit: 9 })).toMatchObject({
        people: [{ name: 'Ada' }, { name: 'Cleo' }, { name: 'Dan' }],
        total: 3,
      })
      expect(await people.directory({ email: '', offset: 0, limit: 9 })).toEqual({ people: [], total: 0 })
      expect(await people.teams()).toEqual([])
      const asked = [{ email: 'ben@corp.example' }, { name: 'Ben' }, { email: '', name: '' }]
      expect(await people.match(asked, on.id('ada'))).toEqual([null, null, null])
      expect(await people.findByEmail('ben@corp.example')).toBeUndefined()
      expect(await people.findByEmail('')).toBeUndefined()
      expect(await people.findByIdentity(IDENTITY)).toBeUndefined()
    })

    test('frees what was theirs, and several may be erased', async () => {
      await on.store.people.update(on.id('ben'), { userName: 'b', handles: [OCTO] })
      await on.store.people.linkIdentity(on.id('ben'), IDENTITY)
      await eraseBen()
      expect(await on.store.people.erase(on.id('dan'), LATER)).toBe(true)
      const again = { ...profile('ben'), userName: 'B', handles: [OCTO] }
      const outcome = await on.store.people.create(again, LATER)
      expect(outcome).toMatchObject({ kind: 'stored', person: { name: 'Ben' } })
      if (outcome.kind !== 'stored') throw new Error(outcome.kind)
      expect(outcome.person.id).not.toBe(on.id('ben'))
      expect(await on.store.people.linkIdentity(outcome.person.id, IDENTITY)).toBe('linked')
    })

    test('ends every way in', async () => {
      const invite = { codeHash: 'c1', personId: on.id('ben'), createdAt: SENT_AT, expiresAt: MUCH_LATER }
      await on.store.access.addInvite(invite)
      await on.store.access.openSession(on.id('ben'), newSession('t1'))
      await eraseBen()
      expect(await on.store.access.findSession('t1')).toBeUndefined()
      expect(await on.store.access.devices(on.id('ben'))).toEqual([])
      expect(await on.store.access.redeemInvite('c1', newSession('t2'))).toEqual({ kind: 'unknown' })
      expect(await on.store.access.addInvite({ ...invite, codeHash: 'c2' })).toBe(false)
      expect(await on.store.access.openSession(on.id('ben'), newSession('t3'))).toBeUndefined()
      expect(await on.store.people.update(on.id('ben'), { active: true })).toEqual({ kind: 'not_found' })
      expect(await on.store.people.linkIdentity(on.id('ben'), IDENTITY)).toBe('not_found')
    })

    test('leaves them nobody’s manager, and no word on whose handle it is, about them or of theirs', async () => {
      const claim = (claimedBy: string, person: string, handle: string) =>
        on.store.handles.learn({
          id: uuidv7(),
          handle: { ...OCTO, handle },
          personId: on.id(person),
          claimedBy: on.id(claimedBy),
          createdAt: SENT_AT,
        })
      await on.store.people.update(on.id('cleo'), { managerId: on.id('ben') })
      for (const [by, whose, handle] of [
        ['ada', 'ben', 'x'],
        ['ben', 'cleo', 'y'],
        ['ada', 'dan', 'z'],
      ] as const)
        await claim(by, whose, handle)
      await eraseBen()
      expect(await on.person('cleo')).toMatchObject({ managerId: null })
      expect((await on.store.handles.claims({ limit: 9 })).claims).toMatchObject([{ personId: on.id('dan') }])
      expect(await claim('ada', 'ben', 'x')).toBe('not_found')
      const none = { kind: 'no_manager' }
      expect(await on.store.people.update(on.id('cleo'), { managerId: on.id('ben') })).toEqual(none)
    })
  })
}

function describeWhatStays(on: StoreSubject): void {
  describe('of a person who was erased', () => {
    test('what they gave stays with those who received it, and their feeds say from whom it is now', async () => {
      const { recognition } = await on.accept({ recipients: [on.id('ben'), on.id('cleo')] })
      await on.store.recognitions.deliverDue(DUE_AT)
      const before = { ben: (await on.feed('ben')).next, dan: (await on.feed('dan')).next }
      const hints: string[] = []
      const ends = ['ben', 'dan'].map((name) => on.store.watch(on.id(name), () => hints.push(name)))
      await on.store.people.erase(on.id('ada'), LATER)
      expect((await on.feed('ben', before.ben)).changes).toMatchObject([
        { recognition: { id: recognition.id, message: recognition.message, sender: former(on.id('ada')) } },
      ])
      expect(await on.idsOf('dan', before.dan)).toEqual([])
      await vi.waitFor(() => expect(hints).toContain('ben'), { timeout: 2_000, interval: 20 })
      expect(hints).not.toContain('dan')
      for (const end of ends) end()
      expect(await on.store.recognitions.find(recognition.id, on.id('cleo'))).toMatchObject({
        recognition: { sender: former(on.id('ada')) },
      })
    })

    test('what waits to be delivered arrives', async () => {
      const { recognition } = await on.accept()
      await on.store.people.erase(on.id('ada'), SENT_AT)
      await on.store.recognitions.deliverDue(DUE_AT)
      expect((await on.feed('ben')).changes).toMatchObject([
        { recognition: { message: recognition.message, sender: former(on.id('ada')) } },
      ])
    })

    test('what they received stays with its sender and with others who did', async () => {
      const { recognition } = await on.accept({ recipients: [on.id('ben'), on.id('cleo')] })
      await on.store.recognitions.deliverDue(DUE_AT)
      const waiting = await on.accept()
      const before = { ada: (await on.feed('ada')).next, cleo: (await on.feed('cleo')).next }
      await on.store.people.erase(on.id('ben'), LATER)
      const recipients = [former(on.id('ben')), { name: 'Cleo' }]
      const delivered = { recognition: { id: recognition.id, recipients } }
      expect((await on.feed('cleo', before.cleo)).changes).toMatchObject([delivered])
      const { changes } = await on.feed('ada', before.ada)
      expect(changes).toHaveLength(2)
      expect(changes).toContainEqual(expect.objectContaining({ id: recognition.id }))
      expect(changes.find(({ id }) => id === waiting.recognition.id)).toMatchObject({
        recognition: { recipients: [former(on.id('ben'))] },
      })
      expect(await on.store.recognitions.deliverDue(LATER)).toEqual({ delivered: 1, nextDueAt: null })
    })

    test('nothing that was withdrawn, and nothing of others, moves', async () => {
      const { recognition } = await on.accept()
      await on.accept({ recipients: [on.id('cleo')] })
      await on.store.recognitions.deliverDue(DUE_AT)
      await on.store.recognitions.withdraw(recognition.id, on.id('ada'), LATER)
      await on.accept({ recipients: [on.id('cleo')] })
      const before = { ada: (await on.feed('ada')).next, cleo: (await on.feed('cleo')).next }
      await on.store.people.erase(on.id('ben'), LATER)
      expect([await on.idsOf('ada', before.ada), await on.idsOf('cleo', before.cleo)]).toEqual([[], []])
    })

    test('nothing that they agreed to publish is published', async () => {
      const both = await on.accept({ recipients: [on.id('ben'), on.id('cleo')] })
      const alone = await on.accept()
      await on.store.recognitions.deliverDue(DUE_AT)
      const agree = (id: string, name: string) =>
        on.store.recognitions.amend(id, on.id(name), { publication: 'agreed' })
      for (const name of ['ben', 'cleo']) await agree(both.recognition.id, name)
      await agree(alone.recognition.id, 'ben')
      await on.store.people.erase(on.id('ben'), LATER)
      expect(await on.store.recognitions.published({ personId: null, after: null, limit: 9 })).toMatchObject({
        recognitions: [{ id: both.recognition.id, recipients: [{ name: 'Cleo' }] }],
      })
      expect(await on.store.recognitions.find(alone.recognition.id, on.id('dan'))).toEqual({
        kind: 'not_found',
      })
      await on.store.people.erase(on.id('ada'), LATER)
      expect(await on.store.recognitions.published({ personId: null, after: null, limit: 9 })).toMatchObject({
        recognitions: [{ id: both.recognition.id, sender: former(on.id('ada')) }],
      })
    })

    test('nobody thanks them', async () => {
      const accepted = await on.accept()
      await on.store.people.erase(on.id('ben'), LATER)
      expect(await on.store.recognitions.accept(on.acceptance())).toEqual({ kind: 'unknown_recipient' })
      expect(await on.store.recognitions.accept(accepted)).toMatchObject({ kind: 'same' })
    })
  })
}

/** People who leave: what goes with them, and what stays. */
export function describeLeaving(on: StoreSubject): void {
  describeThePerson(on)
  describeWhatStays(on)
}

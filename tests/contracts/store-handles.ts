import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { HandleClaim } from '../../server/stores/handle-store.ts'
import type { StoreSubject } from './store-subject.ts'
import { DUE_AT, SENT_AT } from './store-subject.ts'

const OCTO = { tool: 'github', origin: 'https://github.com', handle: 'octo' }
const SAME_OCTO = { ...OCTO, handle: 'Octo', origin: 'https://GitHub.com' }
const OTHER = { ...OCTO, handle: 'other' }

export function describeHandles(on: StoreSubject): void {
  /** That `claimedBy` says the handle is that person's. */
  const claim = (claimedBy: string, person: string, changes: Partial<HandleClaim> = {}): HandleClaim => ({
    id: uuidv7(),
    handle: OCTO,
    personId: on.id(person),
    claimedBy: on.id(claimedBy),
    createdAt: SENT_AT,
    ...changes,
  })
  const learn = (...of: Parameters<typeof claim>) => on.store.handles.learn(claim(...of))
  const matched = async (askedBy: string, handle = OCTO) =>
    (await on.store.people.match([{ handle }], on.id(askedBy))).map((answer) => answer?.person.id)[0]
  const open = async () => (await on.store.handles.claims({ limit: 9 })).claims

  describe('learned handles', () => {
    test('count for whoever said so alone', async () => {
      expect(await learn('ada', 'ben')).toBe('learned')
      expect(await on.store.people.match([{ handle: SAME_OCTO }], on.id('ada'))).toMatchObject([
        { person: { id: on.id('ben') }, by: 'handle' },
      ])
      expect([await matched('cleo'), await matched('ada', OTHER)]).toEqual([undefined, undefined])
      await on.store.people.update(on.id('ben'), { active: false })
      expect(await matched('ada')).toBeUndefined()
    })

    test('are said anew in place of what the same colleague said before', async () => {
      await learn('ada', 'ben')
      await learn('dan', 'ben', { handle: OTHER })
      expect(await learn('ada', 'cleo', { handle: SAME_OCTO })).toBe('learned')
      expect(await matched('ada')).toBe(on.id('cleo'))
      expect((await open()).map(({ personId }) => personId)).toEqual([on.id('ben'), on.id('cleo')])
    })

    test('are not learned of those who are not here, nor when it is known whose they are', async () => {
      await on.store.people.update(on.id('cleo'), { active: false })
      expect(await learn('ada', 'cleo')).toBe('not_found')
      expect(await learn('ada', 'ben', { personId: uuidv7() })).toBe('not_found')
      await on.store.people.update(on.id('ben'), { handles: [OCTO] })
      expect(await learn('ada', 'dan', { handle: SAME_OCTO })).toBe('taken')
      expect(await open()).toEqual([])
    })

    test('count for nothing where somebody is confirmed to have them', async () => {
      await learn('ada', 'ben')
      await on.store.people.update(on.id('cleo'), { handles: [SAME_OCTO] })
      expect(await matched('ada')).toBe(on.id('cleo'))
      await on.store.people.update(on.id('cleo'), { active: false })
      expect(await matched('ada')).toBeUndefined()
    })

    test('wait for a word, once for each handle and person, by id', async () => {
      const [first, again, other] = [
        claim('ada', 'ben'),
        claim('dan', 'ben', { handle: SAME_OCTO, createdAt: DUE_AT }),
        claim('cleo', 'dan'),
      ]
      for (const one of [other, again, first, claim('ada', 'ben')]) await on.store.handles.learn(one)
      const shown = ({ claimedBy: _claimedBy, ...rest }: HandleClaim) => rest
      expect(await on.store.handles.claims({ limit: 9 })).toEqual({
        claims: [shown(first), shown(other)],
        hasMore: false,
      })
      expect(await on.store.handles.claims({ limit: 1 })).toMatchObject({
        claims: [{ id: first.id }],
        hasMore: true,
      })
      expect(await on.store.handles.claims({ limit: 1, after: first.id })).toMatchObject({
        claims: [{ id: other.id }],
        hasMore: false,
      })
      expect(await on.store.handles.claims({ personId: on.id('dan'), limit: 9 })).toEqual({
        claims: [shown(other)],
        hasMore: false,
      })
    })

    test('stay when the store is opened anew', async () => {
      await learn('ada', 'ben')
      const before = await open()
      await on.reopen()
      expect(await open()).toEqual(before)
      expect(await matched('ada')).toBe(on.id('ben'))
    })
  })

  describe('confirming a handle', () => {
    test('makes it the person’s own for everybody, and drops what others said of it', async () => {
      const right = claim('ada', 'ben')
      await on.store.people.update(on.id('ben'), { handles: [OTHER] })
      await on.store.handles.learn(right)
      await learn('cleo', 'dan', { handle: SAME_OCTO })
      expect(await on.store.handles.confirm(right.id, on.id('dan'))).toBe('not_found')
      expect(await on.store.handles.confirm(right.id, on.id('ben'))).toBe('confirmed')
      expect(await on.person('ben')).toMatchObject({ handles: [OTHER, OCTO] })
      expect([await matched('ada'), await matched('cleo')]).toEqual([on.id('ben'), on.id('ben')])
      expect(await open()).toEqual([])
      expect(await on.store.handles.confirm(right.id, on.id('ben'))).toBe('not_found')
    })

    test('is an admin’s to do for anybody', async () => {
      const right = claim('ada', 'ben')
      await on.store.handles.learn(right)
      expect(await on.store.handles.confirm(uuidv7(), null)).toBe('not_found')
      expect(await on.store.handles.confirm(right.id, null)).toBe('confirmed')
      expect(await matched('cleo')).toBe(on.id('ben'))
    })

    test('is refused when it is somebody else’s by now', async () => {
      const right = claim('ada', 'ben')
      await on.store.handles.learn(right)
      await on.store.people.update(on.id('cleo'), { handles: [SAME_OCTO] })
      expect(await on.store.handles.confirm(right.id, on.id('ben'))).toBe('taken')
      expect(await on.person('ben')).toMatchObject({ handles: [] })
    })
  })

  describe('refusing a handle', () => {
    test('takes everybody’s word for it away, for good', async () => {
      const wrong = claim('ada', 'ben')
      await on.store.handles.learn(wrong)
      await learn('cleo', 'ben')
      expect(await on.store.handles.refuse(wrong.id, on.id('dan'))).toBe(false)
      expect(await on.store.handles.refuse(wrong.id, on.id('ben'))).toBe(true)
      expect(await on.store.handles.refuse(wrong.id, on.id('ben'))).toBe(false)
      expect(await open()).toEqual([])
      expect(await Promise.all(['ada', 'cleo'].map((name) => matched(name)))).toEqual([undefined, undefined])
      await on.reopen()
      expect(await learn('dan', 'ben', { handle: SAME_OCTO })).toBe('refused')
      expect(await on.store.handles.confirm(wrong.id, null)).toBe('not_found')
    })

    test('leaves it to be said of others', async () => {
      const wrong = claim('ada', 'ben')
      await on.store.handles.learn(wrong)
      await learn('cleo', 'dan')
      expect(await on.store.handles.refuse(wrong.id, null)).toBe(true)
      expect(await matched('cleo')).toBe(on.id('dan'))
      expect(await learn('ada', 'dan')).toBe('learned')
      expect(await matched('ada')).toBe(on.id('dan'))
      expect(await learn('ada', 'ben')).toBe('refused')
      expect(await matched('ada')).toBe(on.id('dan'))
    })
  })
}

import { describe, expect, test } from 'vitest'
import type { StoreSubject } from './store-subject.ts'
import { SENT_AT, LATER, profile } from './store-subject.ts'

export function describePeople(on: StoreSubject): void {
  describe('people', () => {
    test('belong to one e-mail address, whatever its case', async () => {
      const again = await on.store.people.create(profile('ADA'), SENT_AT)
      expect(again).toEqual({ kind: 'taken', field: 'email' })
      const moved = await on.store.people.update(on.id('ben'), { email: 'Ada@Corp.example' })
      expect(moved).toEqual({ kind: 'taken', field: 'email' })
      expect(await on.store.people.update(on.id('ada'), { email: 'ADA@corp.example' })).toMatchObject({
        kind: 'stored',
      })
    })

    test('have handles that are nobody else’s, until they give them up', async () => {
      const handles = [{ tool: 'github', origin: 'https://github.com', handle: 'ada' }]
      expect(await on.store.people.update(on.id('ada'), { handles })).toMatchObject({ kind: 'stored' })
      expect(await on.store.people.update(on.id('ben'), { handles })).toEqual({
        kind: 'taken',
        field: 'handles',
      })
      await on.store.people.update(on.id('ada'), { handles: [] })
      expect(await on.store.people.update(on.id('ben'), { handles })).toMatchObject({ kind: 'stored' })
    })

    test('are listed in the order of their ids, a page at a time', async () => {
      const first = await on.store.people.list({ limit: 3 })
      expect(first.people.map(({ name }) => name)).toEqual(['Ada', 'Ben', 'Cleo'])
      expect(first.hasMore).toBe(true)
      const rest = await on.store.people.list({ limit: 3, after: on.id('cleo') })
      expect(rest).toMatchObject({ people: [{ name: 'Dan' }], hasMore: false })
      expect(await on.store.people.list({ limit: 3, text: 'cle' })).toMatchObject({
        people: [{ name: 'Cleo' }],
      })
    })

    test('are found by words, without accents and case, beginnings first', async () => {
      await on.store.people.update(on.id('ben'), { name: 'Zoë Kraus', team: 'Support' })
      await on.store.people.update(on.id('cleo'), {
        name: 'Mizoe Ray',
        email: 'ray@corp.example',
        team: null,
      })
      const search = async (text: string, except = on.id('ada')) =>
        (await on.store.people.search(text, { limit: 10, except })).map(({ name }) => name)
      expect(await search('ZOE')).toEqual(['Zoë Kraus', 'Mizoe Ray'])
      expect(await search('kraus sup')).toEqual(['Zoë Kraus'])
      expect(await search('ray@corp')).toEqual(['Mizoe Ray'])
      expect(await search('kraus nowhere')).toEqual([])
      expect(await search('')).toEqual(['Dan', 'Mizoe Ray', 'Zoë Kraus'])
      expect(await search('zoe', on.id('ben'))).toEqual(['Mizoe Ray'])
      await on.store.people.update(on.id('ben'), { active: false })
      expect(await search('zoe')).toEqual(['Mizoe Ray'])
    })

    test('are matched by address, else by handle, else by a name that only one has', async () => {
      const handle = { tool: 'github', origin: 'https://github.com', handle: 'octo' }
      await on.store.people.update(on.id('ben'), { handles: [handle] })
      const answers = await on.store.people.match(
        [
          { email: 'BEN@corp.example', name: 'Cleo' },
          { handle: { ...handle, handle: 'Octo' } },
          { handle: { ...handle, origin: 'https://github.corp.example' } },
          { name: 'cleo' },
          { email: 'nobody@corp.example' },
          {},
        ],
        on.id('ada'),
      )
      expect(answers.map((answer) => answer && [answer.person.id, answer.by])).toEqual([
        [on.id('ben'), 'email'],
        [on.id('ben'), 'handle'],
        null,
        [on.id('cleo'), 'name'],
        null,
        null,
      ])
      await on.store.people.update(on.id('dan'), { name: 'CLEO' })
      expect(await on.store.people.match([{ name: 'Cleo' }], on.id('ada'))).toEqual([null])
      await on.store.people.update(on.id('dan'), { active: false })
      expect(await on.store.people.match([{ name: 'Cleo' }], on.id('ada'))).toMatchObject([{ by: 'name' }])
    })

    test('are imported by address, all or none', async () => {
      const now = LATER
      const rows = [
        { name: 'Ada Lovelace', email: 'Ada@corp.example', team: 'Engines' },
        { name: 'Eve', email: 'eve@corp.example' },
        { name: 'Ben', email: 'ben@corp.example' },
      ]
      const outcomes = [{ outcome: 'updated' }, { outcome: 'created' }, { outcome: 'unchanged' }]
      expect(await on.store.people.import(rows, { now, dryRun: true })).toEqual(outcomes)
      expect(await on.store.people.find(on.id('ada'))).toMatchObject({ name: 'Ada' })
      expect(await on.store.people.import(rows, { now, dryRun: false })).toEqual(outcomes)
      expect(await on.store.people.find(on.id('ada'))).toMatchObject({
        name: 'Ada Lovelace',
        team: 'Engines',
      })
      const handles = [{ tool: 'jira', origin: 'https://jira.corp.example', handle: 'x' }]
      const clash = [
        { name: 'Eve', email: 'eve@corp.example', handles },
        { name: 'Fay', email: 'fay@corp.example', handles },
      ]
      const refused = [{ outcome: 'updated' }, { outcome: 'invalid', field: 'handles' }]
      expect(await on.store.people.import(clash, { now, dryRun: false })).toEqual(refused)
      expect((await on.store.people.list({ limit: 10 })).people).toHaveLength(5)
      expect((await on.store.people.list({ limit: 10, text: 'eve' })).people).toMatchObject([{ handles: [] }])
    })

    test('pass a handle on within one import', async () => {
      const handles = [{ tool: 'jira', origin: 'https://jira.corp.example', handle: 'x' }]
      await on.store.people.update(on.id('ada'), { handles })
      const rows = [
        { name: 'Ada', email: 'ada@corp.example', handles: [] },
        { name: 'Ben', email: 'ben@corp.example', handles },
      ]
      await on.store.people.import(rows, { now: LATER, dryRun: false })
      const [owner] = await on.store.people.match(
        handles.map((handle) => ({ handle })),
        on.id('ada'),
      )
      expect(owner?.person.id).toBe(on.id('ben'))
    })
  })
}

import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { DirectoryQuery, ImportRow } from '../../server/stores/people-store.ts'
import type { StoreSubject } from './store-subject.ts'
import { LATER, newSession, profile, SENT_AT } from './store-subject.ts'

function describeEntries(on: StoreSubject): void {
  describe('the directory', () => {
    test('keeps what it knows of a person, and nothing of others', async () => {
      const entry = { userName: 'eve@idp.example', externalId: '0007', managerId: on.id('ada') }
      await on.add('eve', { ...entry, pending: true })
      const nothing = { userName: null, externalId: null, managerId: null, pending: false, erasedAt: null }
      expect(await on.person('eve')).toMatchObject({ ...entry, pending: true, active: true, erasedAt: null })
      expect(await on.person('ben')).toMatchObject(nothing)
      await on.reopen()
      expect(await on.person('eve')).toMatchObject({ ...entry, pending: true })
      const changed = { userName: null, externalId: null, managerId: null, pending: false }
      expect(await on.store.people.update(on.id('eve'), changed)).toMatchObject({ person: nothing })
    })

    test('knows a user name once, whatever its case', async () => {
      await on.add('eve', { userName: 'Eve@idp.example' })
      const again = { ...profile('fay'), userName: 'eve@IDP.example' }
      const taken = { kind: 'taken', field: 'userName' }
      expect(await on.store.people.create(again, SENT_AT)).toEqual(taken)
      expect(await on.store.people.update(on.id('ben'), { userName: 'EVE@idp.example' })).toEqual(taken)
      expect(await on.store.people.update(on.id('eve'), { userName: 'EVE@idp.example' })).toMatchObject({
        kind: 'stored',
      })
      await on.store.people.update(on.id('eve'), { userName: 'eve' })
      expect(await on.store.people.create(again, SENT_AT)).toMatchObject({ kind: 'stored' })
    })

    test('has managers who are there and somebody else', async () => {
      const none = { kind: 'no_manager' }
      expect(await on.store.people.create({ ...profile('eve'), managerId: uuidv7() }, SENT_AT)).toEqual(none)
      expect(await on.store.people.update(on.id('ben'), { managerId: uuidv7() })).toEqual(none)
      expect(await on.store.people.update(on.id('ben'), { managerId: on.id('ben') })).toEqual(none)
      expect(await on.person('ben')).toMatchObject({ managerId: null })
      expect(await on.store.people.findByEmail('eve@corp.example')).toBeUndefined()
      expect(await on.store.people.update(on.id('ben'), { managerId: on.id('ada') })).toMatchObject({
        person: { managerId: on.id('ada') },
      })
    })

    test('finds people by address, whatever its case, and whether active or not', async () => {
      await on.store.people.update(on.id('ben'), { active: false })
      expect(await on.store.people.findByEmail('BEN@corp.example')).toEqual(await on.person('ben'))
      expect(await on.store.people.findByEmail('nobody@corp.example')).toBeUndefined()
      expect(await on.store.people.findByEmail('')).toBeUndefined()
    })

    test('lists nobody who is deactivated and whom no directory has', async () => {
      const { people } = on.store
      await people.update(on.id('ada'), { active: false, userName: 'ada' })
      await people.update(on.id('ben'), { active: false, externalId: 'b' })
      await people.update(on.id('cleo'), { active: false })
      const found = await people.directory({ offset: 0, limit: 9 })
      expect(found.people.map(({ name }) => name)).toEqual(['Ada', 'Ben', 'Dan'])
      expect(found.total).toBe(3)
      expect(await people.directory({ email: 'cleo@corp.example', offset: 0, limit: 9 })).toEqual({
        people: [],
        total: 0,
      })
    })

    test('is asked by its keys, all that are named, in the order of ids', async () => {
      await on.store.people.update(on.id('ada'), { userName: 'Ada.L', externalId: 'X1' })
      await on.store.people.update(on.id('ben'), { userName: 'ben.k', externalId: 'x1', active: false })
      const ask = async (query: Partial<DirectoryQuery>) => {
        const found = await on.store.people.directory({ offset: 0, limit: 9, ...query })
        return [found.people.map(({ name }) => name).join(' '), found.total]
      }
      expect(await ask({})).toEqual(['Ada Ben Cleo Dan', 4])
      expect(await ask({ offset: 1, limit: 2 })).toEqual(['Ben Cleo', 4])
      expect(await ask({ offset: 9 })).toEqual(['', 4])
      expect(await ask({ limit: 0 })).toEqual(['', 4])
      expect(await ask({ userName: 'ADA.l' })).toEqual(['Ada', 1])
      expect(await ask({ externalId: 'X1' })).toEqual(['Ada Ben', 2])
      expect(await ask({ externalId: 'X1', offset: 1 })).toEqual(['Ben', 2])
      expect(await ask({ externalId: 'x1', userName: 'BEN.k' })).toEqual(['Ben', 1])
      expect(await ask({ userName: 'ada.l', email: 'ben@corp.example' })).toEqual(['', 0])
      expect(await ask({ email: 'CLEO@corp.example' })).toEqual(['Cleo', 1])
      expect(await ask({ userName: 'nobody' })).toEqual(['', 0])
    })

    test('counts the teams of those who are active', async () => {
      expect(await on.store.people.teams()).toEqual([])
      const teams = { ada: 'Support', ben: 'Engines', cleo: 'Support', dan: 'Sales' }
      for (const [name, team] of Object.entries(teams)) await on.store.people.update(on.id(name), { team })
      await on.store.people.update(on.id('dan'), { active: false })
      expect(await on.store.people.teams()).toEqual([
        { name: 'Engines', people: 1 },
        { name: 'Support', people: 2 },
      ])
    })
  })
}

function describeIdentities(on: StoreSubject): void {
  const identity = { issuer: 'https://login.corp.example', subject: 's-1' }
  const link = (name: string, changes: Partial<typeof identity> = {}) =>
    on.store.people.linkIdentity(on.id(name), { ...identity, ...changes })
  const owner = async (changes: Partial<typeof identity> = {}) =>
    (await on.store.people.findByIdentity({ ...identity, ...changes }))?.id

  describe('an identity', () => {
    test('is one person’s, and stays so when they are deactivated', async () => {
      expect(await owner()).toBeUndefined()
      expect([await link('ada'), await link('ada')]).toEqual(['linked', 'linked'])
      expect(await link('ben')).toBe('taken')
      await on.store.people.update(on.id('ada'), { active: false })
      expect(await link('ben')).toBe('taken')
      await on.reopen()
      expect(await owner()).toBe(on.id('ada'))
    })

    test('is compared to the letter, issuer and subject together', async () => {
      await link('ada')
      expect(await owner({ subject: 'S-1' })).toBeUndefined()
      expect(await owner({ issuer: 'https://other.corp.example' })).toBeUndefined()
      expect(await link('ben', { subject: 'S-1' })).toBe('linked')
      expect(await owner()).toBe(on.id('ada'))
    })

    test('is the only one that a person has at its issuer', async () => {
      await link('ada')
      expect(await link('ada', { subject: 's-2' })).toBe('taken')
      expect(await link('ada', { issuer: 'https://other.corp.example' })).toBe('linked')
      expect(await owner({ subject: 's-2' })).toBeUndefined()
    })

    test('is linked to people who are here and active alone', async () => {
      await on.store.people.update(on.id('ada'), { active: false })
      expect(await link('ada')).toBe('not_found')
      expect(await on.store.people.linkIdentity(uuidv7(), identity)).toBe('not_found')
      expect(await owner()).toBeUndefined()
    })

    test('is linked to one of two who ask at once', async () => {
      expect((await Promise.all([link('ada'), link('ben')])).toSorted()).toEqual(['linked', 'taken'])
      const other = { ...identity, issuer: 'https://other.corp.example' }
      const both = await Promise.all(
        ['s-1', 's-2'].map((subject) => on.store.people.linkIdentity(on.id('cleo'), { ...other, subject })),
      )
      expect(both.toSorted()).toEqual(['linked', 'taken'])
    })
  })
}

function describeManagersInImports(on: StoreSubject): void {
  const take = (rows: readonly ImportRow[], dryRun = false) =>
    on.store.people.import(rows, { now: LATER, dryRun })
  const row = (name: string, manager?: string | null): ImportRow => {
    const { name: capital, email } = profile(name)
    return manager === undefined ? { name: capital, email } : { name: capital, email, manager }
  }

  describe('an import', () => {
    test('names managers of the directory and of its own, in any order', async () => {
      const rows = [
        row('eve', 'fay@corp.example'),
        row('fay', 'ADA@corp.example'),
        row('ben', 'eve@corp.example'),
      ]
      const outcomes = [{ outcome: 'created' }, { outcome: 'created' }, { outcome: 'updated' }]
      expect(await take(rows, true)).toEqual(outcomes)
      expect(await take(rows)).toEqual(outcomes)
      const [eve, fay] = await Promise.all(
        ['eve', 'fay'].map((name) => on.store.people.findByEmail(`${name}@corp.example`)),
      )
      expect([eve?.managerId, fay?.managerId]).toEqual([fay?.id, on.id('ada')])
      expect(await on.person('ben')).toMatchObject({ managerId: eve?.id })
      expect(await take(rows)).toEqual(rows.map(() => ({ outcome: 'unchanged' })))
    })

    test('leaves a manager whom it does not name, and takes away one where it says none', async () => {
      await on.store.people.update(on.id('ben'), { managerId: on.id('ada') })
      expect(await take([row('ben')])).toEqual([{ outcome: 'unchanged' }])
      expect(await take([row('ben', null)])).toEqual([{ outcome: 'updated' }])
      expect(await on.person('ben')).toMatchObject({ managerId: null })
    })

    test('refuses a manager who is nobody or the person, and stores nothing then', async () => {
      const invalid = { outcome: 'invalid', field: 'manager' }
      const rows = [row('eve'), row('ben', 'nobody@corp.example'), row('cleo', 'Cleo@corp.example')]
      expect(await take(rows)).toEqual([{ outcome: 'created' }, invalid, invalid])
      expect(await on.store.people.findByEmail('eve@corp.example')).toBeUndefined()
    })

    test('leaves what only the directory knows', async () => {
      const entry = { userName: 'ben.k', externalId: '7', pending: true }
      await on.store.people.update(on.id('ben'), entry)
      await take([{ name: 'Ben K.', email: 'ben@corp.example' }])
      expect(await on.person('ben')).toMatchObject({ name: 'Ben K.', ...entry })
    })
  })
}

function describePending(on: StoreSubject): void {
  test('whoever is pending is found, matched and thanked as others', async () => {
    const eve = await on.add('eve', { pending: true })
    expect(await on.store.people.search('eve', { limit: 9, except: on.id('ada') })).toMatchObject([
      { id: eve },
    ])
    const [match] = await on.store.people.match([{ email: 'eve@corp.example' }], on.id('ada'))
    expect(match).toMatchObject({ person: { id: eve }, by: 'email' })
    const { recognition } = await on.accept({ recipients: [eve] })
    await on.store.recognitions.deliverDue(LATER)
    await on.store.access.openSession(eve, newSession('t1'))
    expect(await on.idsOf('eve')).toEqual([recognition.id])
  })
}

/** What a directory, a sign-in provider and an import know of people. */
export function describeDirectory(on: StoreSubject): void {
  describeEntries(on)
  describePending(on)
  describeIdentities(on)
  describeManagersInImports(on)
}

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'
import type { Directory } from './directory-client.ts'
import { directoryOf, ENTERPRISE, expectScimError, USER } from './directory-client.ts'

/** What Okta sends, by its 'Okta and SCIM Version 2.0' and its SCIM 2.0 test suite, in their order. */
describe('Okta', () => {
  let server: TestServer
  let okta: Directory
  let id: string
  beforeAll(async () => {
    server = await openTestServer()
    okta = directoryOf(server)
  })
  afterAll(() => server.close())

  const oktaUser = {
    schemas: [USER],
    userName: 'test.user@okta.example',
    name: { givenName: 'Test', middleName: '', familyName: 'User' },
    emails: [{ primary: true, value: 'test.user@okta.example', type: 'work', display: 'test.user' }],
    displayName: 'Test User',
    locale: 'en-US',
    externalId: '00ujl29u0le5T6Aj10h7',
    groups: [],
    password: '1mz050nq',
    active: true,
  }

  test('begins with a page of what is there, and nobody whom it does not know', async () => {
    const page = await (await okta.ask('GET /Users?startIndex=1&count=2')).json()
    expect(page).toMatchObject({ totalResults: 0, itemsPerPage: 0, startIndex: 1, Resources: [] })
    const nobody = await okta.ask(
      'GET /Users?filter=userName%20eq%20%22test.user%40okta.example%22&startIndex=1&count=100',
    )
    expect(await nobody.json()).toMatchObject({ totalResults: 0, Resources: [] })
    await expectScimError(await okta.ask('GET /Users/010101001010101011001010101011'), 404)
  })

  test('creates a user, whose password goes nowhere', async () => {
    const answer = await okta.ask('POST /Users', oktaUser)
    expect(answer.status).toBe(201)
    const created = await answer.json()
    ;({ id } = created)
    expect(created).toMatchObject({
      userName: oktaUser.userName,
      name: { givenName: 'Test', familyName: 'User' },
      active: true,
    })
    const stored = JSON.stringify(await server.store.people.find(id))
    expect(`${JSON.stringify(created)}${stored}${server.logged.join('')}`).not.toContain('1mz050nq')
    await expectScimError(await okta.ask('POST /Users', oktaUser), 409, { scimType: 'uniqueness' })
    expect(await (await okta.ask(`GET /Users/${id}`)).json()).toEqual(created)
  })

  test('replaces the user', async () => {
    const { displayName: _, password: __, ...rest } = oktaUser
    const replaced = await okta.ask(`PUT /Users/${id}`, {
      ...rest,
      id,
      name: { givenName: 'Another', middleName: '', familyName: 'User' },
      [ENTERPRISE]: { department: 'Support', manager: { value: 'mgr@okta.example', displayName: 'M' } },
      meta: { resourceType: 'User' },
    })
    expect(replaced.status).toBe(200)
    const user = await replaced.json()
    expect(user).toMatchObject({ displayName: 'Another User', active: true })
    expect(user[ENTERPRISE]).toEqual({ department: 'Support' })
    for (const manager of ['nobody-of-this-id', id])
      await okta.patch(id, { op: 'add', path: `${ENTERPRISE}:manager`, value: manager })
    expect(await server.store.people.find(id)).toMatchObject({ managerId: null, team: 'Support' })
    const strange = await okta.add('s@okta.example', {
      [ENTERPRISE]: { manager: { value: 'nobody-of-this-id' } },
    })
    expect((await okta.ask(`DELETE /Users/${strange.id}`)).status).toBe(204)
  })

  test('a replacement that speaks of no teams leaves them, one that does empties them', async () => {
    const { externalId: _, ...rest } = oktaUser
    const kept = await (await okta.ask(`PUT /Users/${id}`, rest)).json()
    expect(kept[ENTERPRISE]).toEqual({ department: 'Support' })
    expect(kept.externalId).toBe('00ujl29u0le5T6Aj10h7')
    const emptied = await (await okta.ask(`PUT /Users/${id}`, { ...rest, [ENTERPRISE]: {} })).json()
    expect(emptied[ENTERPRISE]).toBeUndefined()
  })

  test('deactivates without a path, and reactivates whom it finds', async () => {
    const off = await okta.patch(id, { op: 'replace', value: { active: false } })
    expect(off.status).toBe(200)
    expect(await off.json()).toMatchObject({ id, active: false })
    const found = await (await okta.find('userName eq "test.user@okta.example"')).json()
    expect(found).toMatchObject({ totalResults: 1, Resources: [{ id, active: false }] })
    const still = await (await okta.ask(`PUT /Users/${id}`, { ...oktaUser, active: undefined })).json()
    expect(still.active).toBe(false)
    const on = await okta.ask(`PUT /Users/${id}`, { ...oktaUser, active: true })
    expect(await on.json()).toMatchObject({ id, active: true })
  })

  test('pages through all of them', async () => {
    for (const letter of ['a', 'b', 'c', 'd']) await okta.add(`${letter}@okta.example`)
    const all = await (await okta.ask('GET /Users?startIndex=1&count=100')).json()
    expect(all).toMatchObject({ totalResults: 5, itemsPerPage: 5, startIndex: 1 })
    const ids: string[] = []
    for (let startIndex = 1; startIndex <= all.totalResults; startIndex += 3) {
      const page = await (await okta.ask(`GET /Users?startIndex=${startIndex}&count=3`)).json()
      expect(page).toMatchObject({ startIndex, totalResults: 5 })
      ids.push(...page.Resources.map((user: { id: string }) => user.id))
    }
    expect(ids).toEqual(all.Resources.map((user: { id: string }) => user.id))
    const none = await (await okta.ask('GET /Users?startIndex=0&count=0')).json()
    expect(none).toMatchObject({ totalResults: 5, itemsPerPage: 0, startIndex: 1, Resources: [] })
    const beyond = await (await okta.ask('GET /Users?startIndex=90&count=-1')).json()
    expect(beyond).toMatchObject({ totalResults: 5, Resources: [] })
  })

  test('an erased person is gone', async () => {
    const { id: erased } = await okta.add('gone@okta.example', { externalId: 'e-1' })
    await server.store.people.erase(erased, '2026-11-02T10:00:00.000Z')
    await expectScimError(await okta.ask(`GET /Users/${erased}`), 404)
    await expectScimError(await okta.ask(`PUT /Users/${erased}`, oktaUser), 404)
    await expectScimError(await okta.ask(`DELETE /Users/${erased}`), 404)
    for (const filter of ['externalId eq "e-1"', 'userName eq "gone@okta.example"', `id eq "${erased}"`])
      expect((await (await okta.find(filter)).json()).totalResults).toBe(0)
    const again = await okta.add('gone@okta.example')
    expect(again.id).not.toBe(erased)
  })

  test('groups are not its to add', async () => {
    const answer = await okta.ask('POST /Groups', { displayName: 'Everybody', members: [] })
    await expectScimError(answer, 501)
    expect((await server.ask('GET /api/v1/admin/people', { token: ADMIN_TOKEN })).status).toBe(200)
  })
})

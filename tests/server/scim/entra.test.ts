import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'
import type { Directory } from './directory-client.ts'
import { directoryOf, ENTERPRISE, expectScimError, USER } from './directory-client.ts'

/** What Entra ID's provisioning sends, by Microsoft's 'Develop and plan provisioning for a SCIM endpoint', in its order. */
describe('Entra ID', () => {
  let server: TestServer
  let entra: Directory
  let ada: SignedIn
  let id: string
  beforeAll(async () => {
    server = await openTestServer()
    entra = directoryOf(server)
    ada = await server.addPerson('Ada')
  })
  afterAll(() => server.close())

  const user = async () => (await entra.ask(`GET /Users/${id}`)).json()

  test('tests the connection: somebody whom nobody knows', async () => {
    const answer = await entra.ask('GET /Users?filter=userName+eq+"59c1a6bb-27b5-4c4c-b2a4-1d8a2a0b6a1e"')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/scim+json')
    expect(await answer.json()).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    })
    const groups = await entra.ask('GET /Groups?excludedAttributes=members&filter=displayName eq "x"')
    expect(await groups.json()).toMatchObject({ totalResults: 0, Resources: [] })
  })

  test('reads the schemas', async () => {
    const schemas = await (await entra.ask('GET /Schemas')).json()
    expect(schemas.Resources.map((schema: { id: string }) => schema.id)).toEqual([USER, ENTERPRISE])
    const types = await (await entra.ask('GET /ResourceTypes')).json()
    expect(types.Resources).toMatchObject([{ id: 'User', endpoint: '/Users', schema: USER }])
    const config = await (await entra.ask('GET /ServiceProviderConfig')).json()
    expect(config).toMatchObject({ patch: { supported: true }, bulk: { supported: false } })
  })

  test('creates a user', async () => {
    const answer = await entra.ask('POST /Users', {
      schemas: [USER, ENTERPRISE],
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
      userName: 'ben.okafor@corp.example',
      active: true,
      displayName: 'Ben Okafor',
      title: 'Engineer',
      emails: [{ primary: true, type: 'work', value: 'ben@corp.example' }],
      meta: { resourceType: 'User' },
      name: { formatted: 'Benjamin Okafor', familyName: 'Okafor', givenName: 'Benjamin' },
      roles: [{ value: 'admin' }],
      addresses: [{ type: 'work', locality: 'Lagos' }],
      phoneNumbers: [{ type: 'mobile', value: '+1 555 0100' }],
    })
    expect(answer.status).toBe(201)
    const created = await answer.json()
    ;({ id } = created)
    expect(created).toEqual({
      schemas: [USER, ENTERPRISE],
      id,
      externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
      userName: 'ben.okafor@corp.example',
      displayName: 'Ben Okafor',
      name: { formatted: 'Ben Okafor', givenName: 'Ben', familyName: 'Okafor' },
      active: true,
      emails: [{ value: 'ben@corp.example', type: 'work', primary: true }],
      meta: {
        resourceType: 'User',
        created: '2026-11-02T09:00:00.000Z',
        location: `http://localhost/scim/v2/Users/${id}`,
      },
    })
    expect(answer.headers.get('location')).toBe(created.meta.location)
    const person = await server.store.people.find(id)
    expect(person).toMatchObject({ role: 'member', handles: [], pending: false, team: null })
    expect(JSON.stringify(person)).not.toMatch(/Engineer|Lagos|555/)
  })

  test.each([
    'userName eq "Ben.Okafor@corp.example"',
    'externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"',
    'emails[type eq "work"].value eq "ben@corp.example"',
    'emails.value Eq "BEN@corp.example"',
    'USERNAME eq "ben.okafor@corp.example" and externalId eq "0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef"',
  ])('finds them by %s', async (filter) => {
    expect(await (await entra.find(filter)).json()).toMatchObject({ totalResults: 1, Resources: [{ id }] })
  })

  test('creates them once', async () => {
    const again = {
      schemas: [USER],
      userName: 'BEN.okafor@corp.example',
      emails: [{ value: 'x@corp.example' }],
    }
    await expectScimError(await entra.ask('POST /Users', again), 409, { scimType: 'uniqueness' })
    const sameEmail = { schemas: [USER], userName: 'other', emails: [{ value: 'Ben@corp.example' }] }
    await expectScimError(await entra.ask('POST /Users', sameEmail), 409, { scimType: 'uniqueness' })
  })

  test('changes name and e-mail address', async () => {
    const answer = await entra.patch(
      id,
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'benjamin@corp.example' },
      { op: 'Replace', path: 'name.familyName', value: 'Adeyemi' },
    )
    expect(answer.status).toBe(200)
    expect(await answer.json()).toMatchObject({
      displayName: 'Ben Adeyemi',
      emails: [{ value: 'benjamin@corp.example' }],
    })
    await entra.patch(id, { op: 'Replace', path: 'name.givenName', value: 'Benjamin' })
    expect(await user()).toMatchObject({ displayName: 'Benjamin Adeyemi' })
    await entra.patch(
      id,
      { op: 'Replace', path: 'displayName', value: 'Ben A. Adeyemi' },
      { op: 'Replace', path: 'name.givenName', value: 'Ben' },
    )
    expect(await user()).toMatchObject({ displayName: 'Ben A. Adeyemi' })
  })

  test('changes several in one object, without a path', async () => {
    await entra.patch(id, {
      op: 'replace',
      value: {
        displayName: 'Ben Adeyemi',
        'name.givenName': 'Ben',
        'name.familyName': 'Adeyemi',
        [`${ENTERPRISE}:department`]: 'Engines',
        [`${ENTERPRISE}:employeeNumber`]: '1234',
      },
    })
    expect(await user()).toMatchObject({
      displayName: 'Ben Adeyemi',
      [ENTERPRISE]: { department: 'Engines' },
    })
    expect(await server.store.people.find(id)).toMatchObject({ team: 'Engines' })
  })

  test('sets the manager, in the older form too, asks for it, and takes it away', async () => {
    const manager = `${ENTERPRISE}:manager`
    await entra.patch(id, { op: 'Add', path: manager, value: ada.id })
    expect(await user()).toMatchObject({ [ENTERPRISE]: { manager: { value: ada.id } } })
    const asked = await entra.find(`id eq "${id}" and manager eq "${ada.id}"`)
    expect(await asked.json()).toMatchObject({ totalResults: 1 })
    await entra.patch(id, { op: 'Remove', path: manager })
    expect((await user())[ENTERPRISE]).toEqual({ department: 'Engines' })
    expect(await (await entra.find(`id eq ${id} and manager eq ${ada.id}`)).json()).toMatchObject({
      totalResults: 0,
    })
    const older = [{ $ref: `http://localhost/scim/Users/${ada.id}`, value: ada.id }]
    await entra.patch(id, { op: 'Add', path: manager, value: older })
    expect(await server.store.people.find(id)).toMatchObject({ managerId: ada.id })
  })

  test('disables with "False", which ends all access at once', async () => {
    const { code } = await (
      await server.ask(`POST /api/v1/admin/people/${id}/invite`, { token: ADMIN_TOKEN })
    ).json()
    const grant = { grant: 'invite', code, device: 'a test' }
    const { token } = await (await server.ask('POST /api/v1/sessions', { json: grant })).json()
    expect((await server.ask('GET /api/v1/me', { token })).status).toBe(200)
    const disabled = await entra.patch(id, { op: 'Replace', path: 'active', value: 'False' })
    expect(await disabled.json()).toMatchObject({ active: false })
    expect((await server.ask('GET /api/v1/me', { token })).status).toBe(401)
    const found = await (await entra.find('userName eq "ben.okafor@corp.example"')).json()
    expect(found).toMatchObject({ totalResults: 1, Resources: [{ id, active: false }] })
  })

  test('enables with "True", in the older form too', async () => {
    await entra.patch(id, { op: 'Add', path: 'active', value: 'True' })
    expect(await user()).toMatchObject({ active: true })
    await entra.patch(id, { op: 'Replace', path: 'active', value: [{ $ref: null, value: 'false' }] })
    expect(await user()).toMatchObject({ active: false })
    await entra.patch(id, { op: 'REPLACE', path: `${USER}:active`, value: true })
    expect(await user()).toMatchObject({ active: true })
  })

  test('renames the user', async () => {
    await entra.patch(id, { op: 'Replace', path: 'userName', value: 'ben.adeyemi@corp.example' })
    const former = await (await entra.find('userName eq "ben.okafor@corp.example"')).json()
    expect(former.totalResults).toBe(0)
    expect(await user()).toMatchObject({ userName: 'ben.adeyemi@corp.example' })
    await entra.add('ada.l@corp.example')
    const taken = await entra.patch(id, { op: 'Replace', path: 'userName', value: 'ADA.L@corp.example' })
    await expectScimError(taken, 409, { scimType: 'uniqueness' })
  })

  test('deletes them for good, and what they gave stays', async () => {
    const { code } = await (
      await server.ask(`POST /api/v1/admin/people/${id}/invite`, { token: ADMIN_TOKEN })
    ).json()
    const grant = { grant: 'invite', code, device: 'a test' }
    const { token } = await (await server.ask('POST /api/v1/sessions', { json: grant })).json()
    const spot = newSpot([ada.id])
    await server.ask(`PUT /api/v1/recognitions/${spot.id}`, { token, json: spot.json })
    await server.passUndoTime()
    const answer = await entra.ask(`DELETE /Users/${id}`)
    expect(answer.status).toBe(204)
    expect(await answer.text()).toBe('')
    await expectScimError(await entra.ask(`GET /Users/${id}`), 404)
    await expectScimError(await entra.ask(`DELETE /Users/${id}`), 404)
    await expectScimError(await entra.patch(id, { op: 'Replace', path: 'active', value: true }), 404)
    expect((await (await entra.find(`id eq "${id}"`)).json()).totalResults).toBe(0)
    const everybody = await (await entra.ask('GET /Users')).json()
    expect(everybody.Resources.map((one: { id: string }) => one.id)).not.toContain(id)
    expect(everybody.totalResults).toBe(everybody.Resources.length)
    const kept = await server.ask(`GET /api/v1/recognitions/${spot.id}`, { token: ada.token })
    expect(await kept.json()).toMatchObject({ sender: { id, name: 'Ben Adeyemi' } })
  })

  test('brings whoever comes back to what was theirs', async () => {
    const back = await entra.add('benjamin@corp.example', { displayName: 'Ben Adeyemi', active: true })
    expect(back).toMatchObject({ id, active: true, userName: 'benjamin@corp.example' })
  })

  test('each act is in the audit log, by whom and with no word of anybody', async () => {
    const acts = (await entra.acts()).filter(({ target }) => target?.id === id)
    const told = acts.filter(({ details }) => details['by'] === 'scim')
    expect(told.map(({ action, details }) => [action, details])).toEqual([
      ['person.added', { by: 'scim', role: 'member' }],
      ['person.changed', { by: 'scim', fields: 'email,name' }],
      ['person.changed', { by: 'scim', fields: 'name' }],
      ['person.changed', { by: 'scim', fields: 'name' }],
      ['person.changed', { by: 'scim', fields: 'name,team' }],
      ['person.changed', { by: 'scim', fields: 'managerId' }],
      ['person.changed', { by: 'scim', fields: 'managerId' }],
      ['person.changed', { by: 'scim', fields: 'managerId' }],
      ['person.changed', { by: 'scim', active: 'false' }],
      ['person.changed', { by: 'scim', active: 'true' }],
      ['person.changed', { by: 'scim', active: 'false' }],
      ['person.changed', { by: 'scim', active: 'true' }],
      ['person.changed', { by: 'scim', fields: 'userName' }],
      ['person.changed', { by: 'scim', active: 'false' }],
      ['person.changed', { by: 'scim', active: 'true', fields: 'userName' }],
    ])
    expect(told.every(({ actor }) => actor.kind === 'admin_token')).toBe(true)
    expect(JSON.stringify(acts)).not.toMatch(/ben|adeyemi|okafor|corp\.example/i)
    expect(server.logged.join('')).not.toMatch(/ben|adeyemi|okafor|corp\.example/i)
  })
})

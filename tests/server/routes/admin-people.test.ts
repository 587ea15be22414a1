import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

let server: TestServer
let ada: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
})
afterEach(() => server.close())

const asAdmin = (call: string, json?: unknown) =>
  server.ask(call, json === undefined ? { token: ADMIN_TOKEN } : { token: ADMIN_TOKEN, json })
const refusals = (call: string, json?: Record<string, unknown>) => ({
  server: () => server,
  call,
  whose: 'admins' as const,
  token: () => ADMIN_TOKEN,
  otherToken: () => ada.token,
  ...(json && { json: () => json }),
})

describe('adding people', () => {
  test('answers what is stored, and where', async () => {
    const handles = [{ tool: 'jira', origin: 'https://jira.corp.example', handle: 'ben' }]
    const json = { name: '  Ben  ', email: 'ben@corp.example', team: 'Support', role: 'admin', handles }
    const answer = await asAdmin('POST /api/v1/admin/people', json)
    expect(answer.status).toBe(201)
    const person = await answer.json()
    expect(person).toEqual({
      ...json,
      name: 'Ben',
      id: person.id,
      userName: null,
      externalId: null,
      managerId: null,
      active: true,
      pending: false,
      suspended: false,
      createdAt: '2026-11-02T09:00:00.000Z',
    })
    expect(answer.headers.get('location')).toBe(`/api/v1/admin/people/${person.id}`)
    expect(await (await asAdmin(`GET /api/v1/admin/people/${person.id}`)).json()).toEqual(person)
  })

  test('an address or a handle belongs to one person', async () => {
    const handles = [{ tool: 'jira', origin: 'https://jira.corp.example', handle: 'x' }]
    await asAdmin(`PATCH /api/v1/admin/people/${ada.id}`, { handles })
    const sameEmail = { name: 'Other', email: 'ADA@corp.example' }
    await expectProblem(await asAdmin('POST /api/v1/admin/people', sameEmail), 'conflict')
    const sameHandle = { name: 'Other', email: 'other@corp.example', handles }
    await expectProblem(await asAdmin('POST /api/v1/admin/people', sameHandle), 'conflict')
  })

  test('what a directory knows besides is kept, and a user name belongs to one person', async () => {
    const entry = { userName: 'ben@idp.example', externalId: '00u1', managerId: ada.id }
    const json = { name: 'Ben', email: 'ben@corp.example', ...entry }
    const ben = await (await asAdmin('POST /api/v1/admin/people', json)).json()
    expect(ben).toMatchObject(entry)
    const other = { name: 'Cleo', email: 'cleo@corp.example', userName: 'BEN@idp.example' }
    const refused = await asAdmin('POST /api/v1/admin/people', other)
    expect((await refused.clone().json()).detail).toBe('The user name belongs to somebody else')
    await expectProblem(refused, 'conflict')
    const emptied = await asAdmin(`PATCH /api/v1/admin/people/${ben.id}`, { managerId: null, userName: null })
    expect(await emptied.json()).toMatchObject({ managerId: null, userName: null, externalId: '00u1' })
  })

  test('a manager is somebody else, who is there', async () => {
    for (const managerId of [ada.id, 'nobody'])
      await expectProblem(
        await asAdmin(`PATCH /api/v1/admin/people/${ada.id}`, { managerId }),
        'invalid_request',
      )
  })

  test.each([
    { name: '' },
    { userName: '' },
    { externalId: 'two\nlines' },
    { managerId: 'no id' },
    { pending: true },
    { active: false },
    { name: 'two\nlines' },
    { name: 'nul\0' },
    { email: 'no address' },
    { email: 'a@b.example\r\nBcc: c@d.example' },
    { role: 'owner' },
    { team: '' },
    { handles: [{ tool: 'jira', origin: 'jira.corp.example', handle: 'x' }] },
  ])('refuses %j', async (bad) => {
    const json = { name: 'Ben', email: 'ben@corp.example', ...bad }
    await expectProblem(await asAdmin('POST /api/v1/admin/people', json), 'invalid_request')
  })

  describe('refuses', () => {
    itRefuses(refusals('POST /api/v1/admin/people', { name: 'Ben', email: 'ben@corp.example' }))
  })
})

describe('listing people', () => {
  test('goes on where the Link says', async () => {
    for (const name of ['Ben', 'Cleo', 'Dan']) await server.addPerson(name)
    const names: string[] = []
    let call: string | undefined = 'GET /api/v1/admin/people?limit=3'
    while (call) {
      const answer: Response = await asAdmin(call)
      names.push(...(await answer.json()).people.map((person: { name: string }) => person.name))
      const [, next] = /^<(.+)>; rel="next"$/.exec(answer.headers.get('link') ?? '') ?? []
      call = next && `GET ${next}`
    }
    expect(names).toEqual(['Ada', 'Ben', 'Cleo', 'Dan'])
  })

  test('finds by text, deactivated ones too', async () => {
    await asAdmin(`DELETE /api/v1/admin/people/${ada.id}`)
    const { people, next } = await (await asAdmin('GET /api/v1/admin/people?q=ad')).json()
    expect(people).toMatchObject([{ id: ada.id, active: false }])
    expect(next).toBeNull()
  })

  describe('refuses', () => {
    itRefuses(refusals('GET /api/v1/admin/people'))
  })
})

describe('changing people', () => {
  test('touches what is named alone', async () => {
    const answer = await asAdmin(`PATCH /api/v1/admin/people/${ada.id}`, { team: 'Engines' })
    expect(await answer.json()).toMatchObject({ name: 'Ada', team: 'Engines', active: true })
    const emptied = await asAdmin(`PATCH /api/v1/admin/people/${ada.id}`, { team: null })
    expect(await emptied.json()).toMatchObject({ name: 'Ada', team: null })
  })

  test('nobody there is said', async () => {
    await expectProblem(await asAdmin('GET /api/v1/admin/people/nobody'), 'not_found')
    await expectProblem(await asAdmin('PATCH /api/v1/admin/people/nobody', { name: 'X' }), 'not_found')
    await expectProblem(await asAdmin('DELETE /api/v1/admin/people/nobody'), 'not_found')
    const unknown = await asAdmin('POST /api/v1/admin/people/nobody/invite')
    expect((await unknown.clone().json()).detail).toMatch(/^No person has this id/)
    await expectProblem(unknown, 'not_found')
  })

  describe('refuses', () => {
    itRefuses(refusals('PATCH /api/v1/admin/people/somebody', { name: 'X' }))
  })
})

describe('deactivating people', () => {
  test('ends their access and leaves what they gave', async () => {
    const ben = await server.addPerson('Ben')
    const { id, json } = newSpot([ben.id])
    await server.ask(`PUT /api/v1/recognitions/${id}`, { token: ada.token, json })
    const { code } = await (await asAdmin(`POST /api/v1/admin/people/${ada.id}/invite`)).json()
    expect((await asAdmin(`DELETE /api/v1/admin/people/${ada.id}`)).status).toBe(204)
    expect((await asAdmin(`DELETE /api/v1/admin/people/${ada.id}`)).status).toBe(204)
    await expectProblem(await server.ask('GET /api/v1/me', { token: ada.token }), 'signed_out')
    const grant = { grant: 'invite', code, device: 'x' }
    await expectProblem(await server.ask('POST /api/v1/sessions', { json: grant }), 'invite_unknown')
    await expectProblem(await asAdmin(`POST /api/v1/admin/people/${ada.id}/invite`), 'conflict')
    await server.passUndoTime()
    const received = await server.ask(`GET /api/v1/recognitions/${id}`, { token: ben.token })
    expect(await received.json()).toMatchObject({ sender: { name: 'Ada' } })
  })

  describe('refuses', () => {
    itRefuses(refusals('DELETE /api/v1/admin/people/somebody'))
  })
})

describe('signing people out', () => {
  test('ends all their sessions and open invites, and nothing else', async () => {
    const { code } = await (await asAdmin(`POST /api/v1/admin/people/${ada.id}/invite`)).json()
    expect((await asAdmin(`DELETE /api/v1/admin/people/${ada.id}/sessions`)).status).toBe(204)
    await expectProblem(await server.ask('GET /api/v1/me', { token: ada.token }), 'signed_out')
    const grant = { grant: 'invite', code, device: 'x' }
    await expectProblem(await server.ask('POST /api/v1/sessions', { json: grant }), 'invite_unknown')
    expect(await (await asAdmin(`GET /api/v1/admin/people/${ada.id}`)).json()).toMatchObject({ active: true })
    expect((await asAdmin(`POST /api/v1/admin/people/${ada.id}/invite`)).status).toBe(201)
    await expectProblem(await asAdmin('DELETE /api/v1/admin/people/nobody/sessions'), 'not_found')
  })

  describe('refuses', () => {
    itRefuses(refusals('DELETE /api/v1/admin/people/somebody/sessions'))
  })
})

describe('inviting people', () => {
  test('several codes may be open, each for a week', async () => {
    const elsewhere = await openTestServer({ publicUrl: 'https://thanks.corp.example/spots' })
    const grace = await elsewhere.addPerson('Grace')
    const path = `/api/v1/admin/people/${grace.id}/invite`
    const invited = await (await elsewhere.ask(`POST ${path}`, { token: ADMIN_TOKEN })).json()
    expect(invited.invitation).toBe(`https://thanks.corp.example/spots#${invited.code}`)
    await elsewhere.close()
    const invite = async () => (await asAdmin(`POST /api/v1/admin/people/${ada.id}/invite`)).json()
    const [first, second] = [await invite(), await invite()]
    expect(first.invitation).toBe(`http://localhost#${first.code}`)
    expect(first.expiresAt).toBe('2026-11-09T09:00:00.000Z')
    expect(Buffer.from(first.code, 'base64url').length).toBeGreaterThanOrEqual(16)
    for (const { code } of [first, second]) {
      const json = { grant: 'invite', code, device: 'x' }
      expect((await server.ask('POST /api/v1/sessions', { json })).status).toBe(201)
    }
  })

  describe('refuses', () => {
    itRefuses(refusals('POST /api/v1/admin/people/somebody/invite'))
  })
})

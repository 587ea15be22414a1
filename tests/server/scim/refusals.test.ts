import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerScimError } from '../../../server/scim/errors.ts'
import type { Ask, SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'
import type { Directory } from './directory-client.ts'
import { directoryOf, ENTERPRISE, ERROR, expectScimError } from './directory-client.ts'

let server: TestServer
let directory: Directory
let ada: SignedIn
let id: string
beforeAll(async () => {
  server = await openTestServer()
  directory = directoryOf(server)
  ada = await server.addPerson('Ada')
  ;({ id } = await directory.add('ben@corp.example', { displayName: 'Ben', active: true }))
})
afterAll(() => server.close())

async function makeToken(scopes: string[]): Promise<string> {
  const json = { name: 'a directory', scopes, expiresInDays: 1 }
  const made = await server.ask('POST /api/v1/admin/tokens', { token: ADMIN_TOKEN, json })
  return (await made.json()).token
}

const withoutToken = (call: string, headers: Record<string, string> = {}) =>
  server.ask(call.replace(' ', ' /scim/v2'), { headers })

describe('who may', () => {
  const CALLS = [
    'GET /Users',
    'POST /Users',
    'GET /Users/x',
    'PUT /Users/x',
    'PATCH /Users/x',
    'DELETE /Users/x',
    'GET /Groups',
    'POST /Groups',
    'GET /ServiceProviderConfig',
    'GET /ResourceTypes',
    'GET /Schemas',
    'GET /Nothing',
  ]

  test.each(CALLS)('%s: nobody without a token, or with one that is not for it', async (call) => {
    await expectScimError(await withoutToken(call), 401)
    const secret = 'not-a-token-of-this-server'
    await expectScimError(await withoutToken(call, { authorization: `Bearer ${secret}` }), 401, { secret })
    const path = call.replace(' ', ' /scim/v2')
    await expectScimError(await server.ask(path, { token: ada.token }), 403)
    await expectScimError(await server.ask(path, { token: await makeToken(['read', 'settings']) }), 403)
  })

  test('a token with the scope people, and its id is in the audit log', async () => {
    const token = await makeToken(['people'])
    const answer = await directory.ask('POST /Users', { userName: 'cleo@corp.example' }, { token })
    expect(answer.status).toBe(201)
    const { id: cleo } = await answer.json()
    const act = (await directory.acts()).at(-1)
    expect(act).toMatchObject({ action: 'person.added', target: { kind: 'person', id: cleo } })
    expect(act?.actor).toMatchObject({ kind: 'token', id: expect.any(String) })
  })

  test('what is not there is said in its words', async () => {
    await expectScimError(await directory.ask('GET /Bulk'), 404)
    await expectScimError(await directory.ask('GET /Users/..%2f..%2fapi'), 404)
    await expectScimError(await directory.ask(`GET /Users/${'x'.repeat(3000)}`), 404)
    await expectScimError(await directory.ask('DELETE /Groups', undefined), 501)
  })
})

describe('bodies', () => {
  const post = (asked: Ask) => directory.ask('POST /Users', undefined, asked)

  test('are of either type, and no other', async () => {
    const text = JSON.stringify({ userName: 'dan@corp.example' })
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/vnd.api+json', 'text/csv']
    for (const type of types)
      await expectScimError(await post({ text, headers: { 'content-type': type } }), 415)
    const plain = await post({ text, headers: { 'content-type': 'application/json; charset=UTF-8' } })
    expect(plain.status).toBe(201)
    const elsewhere = { token: ADMIN_TOKEN, text, headers: { 'content-type': 'application/scim+json' } }
    expect((await server.ask('POST /api/v1/admin/people', elsewhere)).status).toBe(415)
  })

  test.each([
    '',
    '{"userName',
    'null',
    '[]',
    '"secret text"',
    '{"userName": 7}',
    '{"emails": "secret text"}',
  ])('refuses %s', async (text) => {
    await expectScimError(await post({ text }), 400, { scimType: 'invalidSyntax', secret: 'secret text' })
  })

  test.each([
    { userName: '' },
    { displayName: 'Nobody' },
    { userName: 'no address' },
    { userName: 'x', emails: [{ value: 'secret text' }] },
    { userName: 'x@corp.example', active: 'secret text' },
    { userName: 'x@corp.example', displayName: 'secret text\0' },
    { userName: 'x@corp.example', displayName: 'secret text'.repeat(20) },
    { userName: 'x@corp.example', [ENTERPRISE]: { department: 'two\nlines of secret text' } },
    { userName: 'x\ny@corp.example' },
  ])('refuses the values of %j', async (json) => {
    const answer = await directory.ask('POST /Users', json)
    await expectScimError(answer, 400, { scimType: 'invalidValue', secret: 'secret text' })
  })

  test('of a megabyte are refused, in one piece and in chunks', async () => {
    const large = { userName: 'x@corp.example', title: 'x'.repeat(1_000_000) }
    await expectScimError(await directory.ask('POST /Users', large), 413)
    await expectScimError(await directory.ask(`PATCH /Users/${id}`, { Operations: [large] }), 413)
  })

  test('nested as deep as they fit cost nothing', async () => {
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
    const nested = `${'{"name":'.repeat(5000)}1${'}'.repeat(5000)}`
    const ignored = await post({ text: `{"userName":"deep@corp.example","x":${deep}}` })
    expect(ignored.status).toBe(201)
    const inEmails = await post({ text: `{"userName":"e@corp.example","emails":[${deep}]}` })
    expect(await inEmails.json()).toMatchObject({ emails: [{ value: 'e@corp.example' }] })
    const inName = await post({ text: `{"userName":"deeper@corp.example","name":${nested}}` })
    expect(inName.status).toBe(201)
  })

  test('names of attributes mean the same in any case; what is not known is not stored', async () => {
    const answer = await directory.ask('POST /Users', {
      USERNAME: 'eve@corp.example',
      DisplayName: 'Eve',
      Emails: [{ value: 'eve@corp.example', type: 'WORK' }],
      [ENTERPRISE.toUpperCase()]: { Department: 'Sales', costCenter: 'secret text' },
      nickName: 'secret text',
      role: 'admin',
      handles: [{ tool: 'x', origin: 'https://x.example', handle: 'secret text' }],
      id: 'chosen',
      createdAt: 'secret text',
    })
    const { id: eve } = await answer.json()
    const person = await server.store.people.find(eve)
    expect(person).toMatchObject({ name: 'Eve', team: 'Sales', role: 'member', handles: [] })
    expect(eve).not.toBe('chosen')
    expect(JSON.stringify(person)).not.toContain('secret text')
  })
})

test('a mistake of the server is told without what it was', async () => {
  const app = new Hono().get('/scim/v2/Users', () => {
    throw new TypeError('secret text')
  })
  app.onError(answerScimError)
  const answer = await app.request('/scim/v2/Users')
  expect(answer.status).toBe(500)
  expect(await answer.json()).toEqual({
    schemas: [ERROR],
    status: '500',
    detail: 'The server made a mistake',
  })
})

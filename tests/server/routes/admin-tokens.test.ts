import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { SCOPES } from '../../../server/stores/admin-token-store.ts'
import type { Scope } from '../../../server/stores/admin-token-store.ts'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'

const TOKENS = '/api/v1/admin/tokens'
const DAY = 86_400

let server: TestServer
let ada: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
})
afterEach(() => server.close())

async function make(scopes: readonly Scope[], expiresInDays = 30, token = ADMIN_TOKEN) {
  const json = { name: 'HR system', scopes, expiresInDays }
  const answer = await server.ask(`POST ${TOKENS}`, { token, json })
  expect(answer.status).toBe(201)
  return answer.json()
}

const list = async () => (await server.ask(`GET ${TOKENS}`, { token: ADMIN_TOKEN })).json()

/** A call for each scope. */
const CALLS: Record<Exclude<Scope, 'moderate'>, string> = {
  people: 'GET /api/v1/admin/people',
  read: 'GET /api/v1/admin/recognitions',
  settings: 'GET /api/v1/admin/settings',
}

test('a token is shown once, and known to those who look for leaked ones', async () => {
  const made = await make(['people', 'read'])
  expect(made).toEqual({
    id: made.id,
    token: expect.stringMatching(/^bsa_[\w-]{43}$/),
    name: 'HR system',
    scopes: ['people', 'read'],
    createdAt: '2026-11-02T09:00:00.000Z',
    expiresAt: '2026-12-02T09:00:00.000Z',
    lastUsedAt: null,
  })
  const { token: _token, ...shown } = made
  const listed = await list()
  expect(listed).toEqual({ tokens: [shown] })
  expect(JSON.stringify(listed)).not.toContain(made.token)
})

test.each(SCOPES)('with the scope %s it opens that, and nothing else', async (scope) => {
  const { token } = await make([scope])
  for (const [needed, call] of Object.entries(CALLS)) {
    const answer = await server.ask(call, { token })
    if (needed === scope) expect(answer.status).toBe(200)
    else await expectProblem(answer, 'forbidden')
  }
})

test('whatever its scopes, it makes and ends no tokens, and is nobody', async () => {
  const { token, id } = await make(SCOPES)
  const json = { name: 'More', scopes: ['read'], expiresInDays: 1 }
  await expectProblem(await server.ask(`POST ${TOKENS}`, { token, json }), 'forbidden')
  await expectProblem(await server.ask(`GET ${TOKENS}`, { token }), 'forbidden')
  await expectProblem(await server.ask(`DELETE ${TOKENS}/${id}`, { token }), 'forbidden')
  await expectProblem(await server.ask('GET /api/v1/me', { token }), 'forbidden')
})

test('it ends when it should', async () => {
  const { token } = await make(['people'], 2)
  server.pass(2 * DAY - 1)
  expect((await server.ask(CALLS.people, { token })).status).toBe(200)
  server.pass(1)
  const refused = await server.ask(CALLS.people, { token })
  expect((await refused.clone().json()).detail).toContain('expired')
  await expectProblem(refused, 'signed_out')
  await expectProblem(await server.ask('GET /api/v1/me', { token }), 'signed_out')
})

test('it ends when it is ended', async () => {
  const { token, id } = await make(['people'])
  expect((await server.ask(`DELETE ${TOKENS}/${id}`, { token: ADMIN_TOKEN })).status).toBe(204)
  await expectProblem(await server.ask(CALLS.people, { token }), 'signed_out')
  await expectProblem(await server.ask(`DELETE ${TOKENS}/${id}`, { token: ADMIN_TOKEN }), 'not_found')
  expect(await list()).toEqual({ tokens: [] })
})

test('its use is noted, once a day', async () => {
  const { token } = await make(['people'])
  await server.ask(CALLS.people, { token })
  await vi.waitFor(async () =>
    expect((await list()).tokens).toMatchObject([{ lastUsedAt: '2026-11-02T09:00:00.000Z' }]),
  )
  server.pass(DAY)
  await server.ask(CALLS.people, { token })
  server.pass(1)
  await server.ask(CALLS.people, { token })
  await vi.waitFor(async () =>
    expect((await list()).tokens).toMatchObject([{ lastUsedAt: '2026-11-03T09:00:01.000Z' }]),
  )
})

test('people who are admins make them too', async () => {
  const root = await server.addPerson('Root', { role: 'admin' })
  expect((await make(['read'], 1, root.token)).token).toMatch(/^bsa_/)
})

test.each([
  { name: '' },
  { name: 'two\nlines\u0007' },
  { scopes: [] },
  { scopes: ['everything'] },
  { scopes: ['read', 'read'] },
  { expiresInDays: 0 },
  { expiresInDays: 366 },
  { expiresInDays: 1.5 },
  { expiresInDays: '30' },
])('refuses %j', async (bad) => {
  const json = { name: 'HR system', scopes: ['people'], expiresInDays: 30, ...bad }
  await expectProblem(await server.ask(`POST ${TOKENS}`, { token: ADMIN_TOKEN, json }), 'invalid_request')
})

const refusals = {
  server: () => server,
  whose: 'admins' as const,
  token: () => ADMIN_TOKEN,
  otherToken: () => ada.token,
}
describe('making refuses', () => {
  const json = () => ({ name: 'HR system', scopes: ['people'], expiresInDays: 30 })
  itRefuses({ ...refusals, call: `POST ${TOKENS}`, json })
})
describe.each([`GET ${TOKENS}`, `DELETE ${TOKENS}/019d0000-0000-7000-8000-000000000000`])(
  '%s refuses',
  (call) => {
    itRefuses({ ...refusals, call })
  },
)

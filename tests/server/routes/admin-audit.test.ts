import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { Ask, SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'

const AUDIT = 'GET /api/v1/admin/audit'
const PEOPLE = '/api/v1/admin/people'

interface Entry {
  id: string
  action: string
  actor: { kind: string; id: string | null }
  target: { kind: string; id: string | null } | null
  address: string | null
  requestId: string | null
  details: Record<string, string>
}

let server: TestServer
let ada: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
})
afterEach(() => server.close())

async function readAll(): Promise<Entry[]> {
  const entries: Entry[] = []
  let call: string | undefined = `${AUDIT}?limit=2`
  while (call) {
    const answer: Response = await server.ask(call, { token: ADMIN_TOKEN })
    expect(answer.status).toBe(200)
    entries.push(...(await answer.json()).entries)
    const [, next] = /^<(.+)>; rel="next"$/.exec(answer.headers.get('link') ?? '') ?? []
    call = next && `GET ${next}`
  }
  return entries
}

/** What the log has more after the call, which the admin token makes unless another one is given. */
async function entriesOf(call: string, asked: Ask = {}): Promise<Entry[]> {
  const before = new Set((await readAll()).map(({ id }) => id))
  const answer = await server.ask(call, { token: ADMIN_TOKEN, from: '192.0.2.7', ...asked })
  expect(answer.status).toBeLessThan(300)
  const made = (await readAll()).filter(({ id }) => !before.has(id))
  for (const entry of made) {
    expect(entry.address).toBe('192.0.2.7')
    expect(entry.requestId).toBe(answer.headers.get('x-request-id'))
  }
  return made
}

const person = () => ({ kind: 'person', id: ada.id })

describe('the audit log', () => {
  test('has every change that an admin makes, without what was written', async () => {
    const secret = { name: 'Secret Name', email: 'secret@corp.example', team: 'Secret Team' }
    expect(await entriesOf(`POST ${PEOPLE}`, { json: { ...secret, role: 'admin' } })).toMatchObject([
      { action: 'person.added', actor: { kind: 'admin_token', id: null }, details: { role: 'admin' } },
    ])
    const path = `${PEOPLE}/${ada.id}`
    expect(
      await entriesOf(`PATCH ${path}`, { json: { team: 'Secret Team', name: 'Secret', role: 'admin' } }),
    ).toMatchObject([
      { action: 'person.changed', target: person(), details: { fields: 'name,team', role: 'admin' } },
    ])
    expect(await entriesOf(`POST ${path}/invite`)).toMatchObject([
      { action: 'person.invited', target: person() },
    ])
    const csv = {
      text: 'name,email\nSecret B,secret-b@corp.example\n',
      headers: { 'content-type': 'text/csv' },
    }
    expect(await entriesOf(`POST ${PEOPLE}/import`, csv)).toMatchObject([
      { action: 'people.imported', target: null, details: { created: '1', updated: '0' } },
    ])
    expect(await entriesOf(`DELETE ${path}/sessions`)).toMatchObject([
      { action: 'person.signed_out', target: person() },
    ])
    expect(await entriesOf(`DELETE ${path}`)).toMatchObject([
      { action: 'person.deactivated', target: person() },
    ])
    expect(await entriesOf(`DELETE ${path}?erase=true`)).toMatchObject([
      { action: 'person.erased', target: person() },
    ])
    expect(
      await entriesOf('PATCH /api/v1/admin/settings', {
        json: { customerTeams: ['Secret Team'], retention: { recognitions: 90, audit: null } },
      }),
    ).toMatchObject([
      {
        action: 'settings.changed',
        details: { settings: 'customerTeams,retention', recognitions: '90 days', audit: 'for ever' },
      },
    ])
    expect(JSON.stringify(await readAll())).not.toMatch(/secret|corp\.example/i)
  })

  test('names the token or the person who did it', async () => {
    const root = await server.addPerson('Root', { role: 'admin' })
    const json = { name: 'Secret', scopes: ['people', 'read'], expiresInDays: 1 }
    const [made] = await entriesOf('POST /api/v1/admin/tokens', { token: root.token, json })
    expect(made).toMatchObject({
      action: 'token.made',
      actor: { kind: 'person', id: root.id },
      target: { kind: 'token' },
      details: { scopes: 'people,read' },
    })
    const { token, id } = await (
      await server.ask('POST /api/v1/admin/tokens', { token: ADMIN_TOKEN, json })
    ).json()
    expect(await entriesOf(`DELETE ${PEOPLE}/${ada.id}`, { token })).toMatchObject([
      { action: 'person.deactivated', actor: { kind: 'token', id }, target: person() },
    ])
    expect(await entriesOf(`DELETE /api/v1/admin/tokens/${id}`)).toMatchObject([
      { action: 'token.ended', target: { kind: 'token', id } },
    ])
    const log = JSON.stringify(await readAll())
    expect(log).not.toContain('Secret')
    expect(log).not.toContain(token)
  })

  test('has nothing of what was looked at, tried in vain or changed nothing', async () => {
    const csv = { text: 'name,email\nB,b@corp.example\n', headers: { 'content-type': 'text/csv' } }
    expect(await entriesOf(`POST ${PEOPLE}/import?dryRun=true`, csv)).toEqual([])
    expect(await entriesOf(`GET ${PEOPLE}`)).toEqual([])
    const before = await readAll()
    await server.ask(`POST ${PEOPLE}`, { token: ADMIN_TOKEN, json: { name: 'A', email: 'ada@corp.example' } })
    await server.ask(`DELETE ${PEOPLE}/nobody`, { token: ADMIN_TOKEN })
    await server.ask(`DELETE ${PEOPLE}/nobody?erase=true`, { token: ADMIN_TOKEN })
    await server.ask(`DELETE ${PEOPLE}/${ada.id}`, { token: ada.token })
    expect(await readAll()).toEqual(before)
  })

  test('comes newest first, page by page', async () => {
    await server.ask(`DELETE ${PEOPLE}/${ada.id}`, { token: ADMIN_TOKEN })
    const ids = (await readAll()).map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(2)
    expect(ids).toEqual(ids.toSorted().toReversed())
    expect(new Set(ids).size).toBe(ids.length)
    await expectProblem(await server.ask(`${AUDIT}?limit=0`, { token: ADMIN_TOKEN }), 'invalid_request')
    await expectProblem(await server.ask(`${AUDIT}?before=a%20b`, { token: ADMIN_TOKEN }), 'invalid_request')
  })

  describe('refuses', () => {
    itRefuses({ server: () => server, call: AUDIT, whose: 'admins', otherToken: () => ada.token })
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listRoutes } from '../../../server/app.ts'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

const WHO = { name: 'Xanthippe Quill', email: 'xq@corp.example', team: 'Owls' }
const HANDLE = { tool: 'github', origin: 'https://github.com', handle: 'xquill' }
const CLAIMED = { ...HANDLE, handle: 'quillx' }
/** All that identifies the one who leaves, but the id. */
const TRACES = /Xanthippe|Quill|xq@corp|xquill|quillx/i

let server: TestServer
let leaver: SignedIn
let ben: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ben = await server.addPerson('Ben')
  leaver = await server.addPerson('Leaver', {
    ...WHO,
    handles: [HANDLE],
    userName: 'xquill',
    externalId: 'quillx-7',
  })
})
afterEach(() => server.close())

async function send(from: SignedIn, to: SignedIn, changes: Record<string, unknown> = {}): Promise<string> {
  const { id, json } = newSpot([to.id], { message: `From ${from.id}`, ...changes })
  expect((await server.ask(`PUT /api/v1/recognitions/${id}`, { token: from.token, json })).status).toBe(201)
  await server.passUndoTime()
  return id
}

const changesOf = async ({ token }: SignedIn, since?: string) =>
  (await server.ask(`GET /api/v1/changes${since ? `?since=${since}` : ''}`, { token })).json()

const erase = ({ id }: SignedIn) =>
  server.ask(`DELETE /api/v1/admin/people/${id}?erase=true`, { token: ADMIN_TOKEN })
const leave = ({ token }: SignedIn) => server.ask('DELETE /api/v1/me', { token })

describe.each([
  ['leaves', leave],
  ['is erased by an admin', erase],
])('whoever %s', (_how, go) => {
  test('is signed out, and gone for admins', async () => {
    expect((await go(leaver)).status).toBe(204)
    await expectProblem(await server.ask('GET /api/v1/me', { token: leaver.token }), 'signed_out')
    const path = `/api/v1/admin/people/${leaver.id}`
    for (const call of [`GET ${path}`, `POST ${path}/invite`, `DELETE ${path}/sessions`])
      await expectProblem(await server.ask(call, { token: ADMIN_TOKEN }), 'not_found')
    const json = { active: true }
    await expectProblem(await server.ask(`PATCH ${path}`, { token: ADMIN_TOKEN, json }), 'not_found')
  })

  test('leaves their words with those who received them, who are told that it changed', async () => {
    const id = await send(leaver, ben)
    const { next } = await changesOf(ben)
    await go(leaver)
    const { changes } = await changesOf(ben, next)
    expect(changes).toMatchObject([
      {
        id,
        recognition: {
          message: `From ${leaver.id}`,
          sender: { id: leaver.id, name: 'A former colleague', email: '', team: null, former: true },
        },
      },
    ])
  })

  test('leaves no trace: in no answer, in no copy of the store, in no line of the log', async () => {
    await server.ask(`PATCH /api/v1/admin/people/${ben.id}`, {
      token: ADMIN_TOKEN,
      json: { managerId: leaver.id },
    })
    await server.ask('POST /api/v1/people/handles', {
      token: ben.token,
      json: { ...CLAIMED, person: leaver.id },
    })
    const root = await server.addPerson('Root', { role: 'admin' })
    const ids = [
      await send(leaver, ben, { visibility: 'public' }),
      await send(ben, leaver, { visibility: 'public' }),
    ]
    for (const [nth, token] of [ben.token, leaver.token].entries())
      await server.ask(`POST /api/v1/recognitions/${ids[nth]}/publication`, {
        token,
        json: { publish: true },
      })
    expect(await everyAnswer([ben.token, root.token], ids)).toMatch(TRACES)
    expect(await everyRow()).toMatch(TRACES)
    await go(leaver)
    expect(await everyAnswer([ben.token, root.token], ids)).not.toMatch(TRACES)
    expect(await everyRow()).not.toMatch(TRACES)
    expect(server.logged.join('\n')).not.toMatch(TRACES)
  })
})

/** What every route that is asked with GET answers, to each of the tokens and to the admin token. */
async function everyAnswer(tokens: string[], ids: string[]): Promise<string> {
  const patterns = listRoutes(server.app).filter((call) => /^GET \/(?!docs|openapi)./.test(call))
  const calls = patterns.flatMap((call) => [leaver.id, ...ids].map((id) => call.replace('{id}', id)))
  const questions = [...new Set(calls)].filter((call) => !call.includes('oidc'))
  const answers: string[] = []
  for (const token of [...tokens, ADMIN_TOKEN])
    for (const call of questions) answers.push(await (await server.ask(call, { token })).text())
  return answers.join('\n')
}

/** All rows, as a copy of the store has them. */
async function everyRow(): Promise<string> {
  const rows = await Array.fromAsync(server.store.rows(), (row) => JSON.stringify(row))
  return rows.join('\n')
}

describe('leaving', () => {
  test('is possible for the last admin: the admin token remains', async () => {
    const root = await server.addPerson('Root', { role: 'admin' })
    expect((await leave(root)).status).toBe(204)
    expect((await server.ask('GET /api/v1/admin/people', { token: ADMIN_TOKEN })).status).toBe(200)
  })

  test('frees the address for somebody new', async () => {
    await leave(leaver)
    const again = await server.addPerson('Again', { email: WHO.email, handles: [HANDLE] })
    expect(again.id).not.toBe(leaver.id)
    expect((await changesOf(again)).changes).toEqual([])
  })

  test('is noted, by id', async () => {
    await leave(leaver)
    const { entries } = await (
      await server.ask('GET /api/v1/admin/audit?limit=1', { token: ADMIN_TOKEN })
    ).json()
    const who = { kind: 'person', id: leaver.id }
    expect(entries).toMatchObject([{ action: 'person.left', actor: who, target: who }])
  })

  describe('refuses', () => {
    const refusals = { server: () => server, whose: 'people' as const, otherToken: () => ADMIN_TOKEN }
    itRefuses({ ...refusals, call: 'DELETE /api/v1/me' })
  })
})

describe('the export', () => {
  test('is all that is kept of the caller, as a file', async () => {
    const sent = await send(leaver, ben)
    const received = await send(ben, leaver)
    const withdrawn = await send(leaver, ben)
    await server.ask(`DELETE /api/v1/recognitions/${withdrawn}`, { token: leaver.token })
    await server.ask('POST /api/v1/people/handles', {
      token: ben.token,
      json: { ...CLAIMED, person: leaver.id },
    })
    const answer = await server.ask('GET /api/v1/me/export', { token: leaver.token })
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="bright-spots.json"')
    const file = await answer.json()
    expect(file).toMatchObject({
      exportedAt: expect.stringMatching(/Z$/),
      person: { id: leaver.id, ...WHO, role: 'member', pending: false },
      handles: [
        { ...HANDLE, confirmed: true },
        { ...CLAIMED, confirmed: false },
      ],
      devices: [{ device: 'a test', grant: 'invite' }],
      sent: [{ id: sent }],
      received: [{ id: received, message: `From ${ben.id}` }],
    })
    expect(file.audit.map(({ action }: { action: string }) => action)).toEqual(
      expect.arrayContaining(['person.added', 'person.invited']),
    )
    expect(file.sent).toHaveLength(1)
    expect(JSON.stringify(file)).not.toMatch(/tokenHash|codeHash/)
  })

  test('has what the caller prefers, said ‘me too’ of and reported', async () => {
    const eve = await server.addPerson('Eve')
    const shared = await send(eve, ben, { visibility: 'public' })
    await server.store.recognitions.amend(shared, ben.id, { publication: 'agreed' })
    const received = await send(ben, leaver)
    const say = (id: string, what: string, json: unknown) =>
      server.ask(`POST /api/v1/recognitions/${id}/${what}`, { token: leaver.token, json })
    await say(shared, 'me-too', { meToo: true })
    await say(received, 'report', { reason: 'It makes fun of me' })
    const preferences = { share: 'never', muted: [ben.id] }
    const json = { preferences: { share: 'never', mute: ben.id } }
    await server.ask('PATCH /api/v1/me', { token: leaver.token, json })
    const file = await (await server.ask('GET /api/v1/me/export', { token: leaver.token })).json()
    expect(file).toMatchObject({
      preferences,
      meToo: [{ id: shared }],
      reports: [{ id: received, reason: 'It makes fun of me' }],
      received: [],
    })
  })

  test('has nothing of what goes on between others', async () => {
    const eve = await server.addPerson('Eve')
    await send(leaver, ben)
    const file = await (await server.ask('GET /api/v1/me/export', { token: eve.token })).text()
    expect(file).not.toMatch(TRACES)
    expect(JSON.parse(file)).toMatchObject({ sent: [], received: [] })
  })

  test('is whole when there is much', async () => {
    const ids: string[] = []
    for (let nth = 0; nth < 205; nth += 1) {
      const { id, json } = newSpot([ben.id])
      ids.push(id)
      await server.ask(`PUT /api/v1/recognitions/${id}`, { token: leaver.token, json })
    }
    const file = await (await server.ask('GET /api/v1/me/export', { token: leaver.token })).json()
    expect(file.sent.map(({ id }: { id: string }) => id)).toEqual(ids)
  })

  describe('refuses', () => {
    const refusals = { server: () => server, whose: 'people' as const, otherToken: () => ADMIN_TOKEN }
    itRefuses({ ...refusals, call: 'GET /api/v1/me/export' })
  })
})

test('how often somebody takes all their data is limited', async () => {
  const limited = await openTestServer({ isLimited: true })
  const eve = await limited.addPerson('Eve')
  const take = () => limited.ask('GET /api/v1/me/export', { token: eve.token })
  for (let time = 0; time < 10; time += 1) expect((await take()).status).toBe(200)
  await expectProblem(await take(), 'too_many_requests')
  await limited.close()
})

test('how many an admin erases in a minute is limited, how many they deactivate is not', async () => {
  const limited = await openTestServer({ isLimited: true })
  const path = '/api/v1/admin/people/nobody'
  for (let time = 0; time < 60; time += 1)
    await expectProblem(await limited.ask(`DELETE ${path}?erase=true`, { token: ADMIN_TOKEN }), 'not_found')
  const refused = await limited.ask(`DELETE ${path}?erase=true`, { token: ADMIN_TOKEN })
  expect(refused.headers.get('ratelimit')).toMatch(/^"erasing";r=0;/)
  await expectProblem(refused, 'too_many_requests')
  await expectProblem(await limited.ask(`DELETE ${path}`, { token: ADMIN_TOKEN }), 'not_found')
  await limited.close()
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

const REPORTS = '/api/v1/admin/reports'
const WORDS = 'What a feat, for once'
const NOBODYS = '018f3b6e-0000-7000-8000-000000000000'

let server: TestServer
let ada: SignedIn
let ben: SignedIn
let cleo: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
  ben = await server.addPerson('Ben')
  cleo = await server.addPerson('Cleo')
})
afterEach(() => server.close())

const asAdmin = (call: string, json?: unknown) =>
  server.ask(call, json === undefined ? { token: ADMIN_TOKEN } : { token: ADMIN_TOKEN, json })
const list = async (query = '') => (await asAdmin(`GET ${REPORTS}${query}`)).json()
const open = (id: string) => asAdmin(`GET ${REPORTS}/${id}`)
const decide = (id: string, json: Record<string, unknown>) => asAdmin(`POST ${REPORTS}/${id}/decision`, json)
const get = (id: string, { token }: SignedIn) => server.ask(`GET /api/v1/recognitions/${id}`, { token })
const send = ({ id, json }: ReturnType<typeof newSpot>, { token } = ada) =>
  server.ask(`PUT /api/v1/recognitions/${id}`, { token, json })

async function changeFor({ token }: SignedIn, id: string): Promise<unknown> {
  const { changes } = await (await server.ask('GET /api/v1/changes', { token })).json()
  return changes.find((change: { id: string }) => change.id === id)
}

/** From Ada to Ben and Cleo, delivered, and reported by Ben. */
async function report(visibility: 'private' | 'public' = 'private'): Promise<string> {
  const spot = newSpot([ben.id, cleo.id], { visibility, message: WORDS })
  await send(spot)
  await server.passUndoTime()
  const json = { reason: 'It makes fun of me' }
  await server.ask(`POST /api/v1/recognitions/${spot.id}/report`, { token: ben.token, json })
  return spot.id
}

describe('the list', () => {
  test('has what was reported and why, without its words', async () => {
    const id = await report()
    const listed = await asAdmin(`GET ${REPORTS}`)
    const text = await listed.text()
    expect(JSON.parse(text)).toMatchObject({
      reports: [
        {
          id,
          sender: { id: ada.id },
          reports: [{ reporter: { id: ben.id }, reason: 'It makes fun of me' }],
          readAt: null,
          outcome: null,
        },
      ],
      next: null,
    })
    expect(text).not.toContain(WORDS)
    expect(await changeFor(ada, id)).not.toHaveProperty('recognition.review')
  })

  test('goes page by page: open ones the oldest first, decided ones the newest first', async () => {
    const ids = [await report(), await report(), await report()]
    const first = await asAdmin(`GET ${REPORTS}?limit=2`)
    const { reports, next } = await first.json()
    expect(reports.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2))
    expect(first.headers.get('link')).toBe(`<${REPORTS}?limit=2&after=${next}>; rel="next"`)
    expect(await list(`?limit=2&after=${next}`)).toMatchObject({ reports: [{ id: ids[2] }], next: null })
    for (const id of ids) {
      await open(id)
      server.pass(1)
      await decide(id, { outcome: 'kept' })
    }
    expect((await list()).reports).toEqual([])
    const decided = await list('?state=decided&limit=2')
    expect(decided.reports.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[1]])
    const rest = await list(`?state=decided&limit=2&after=${decided.next}`)
    expect(rest.reports.map(({ id }: { id: string }) => id)).toEqual([ids[0]])
  })

  test.each([
    'nonsense',
    Buffer.from('2026-11-02T09:00:00.000Z \0').toString('base64url'),
    Buffer.from(`soon ${NOBODYS}`).toString('base64url'),
  ])('does not go on at %s', async (after) => {
    await expectProblem(await asAdmin(`GET ${REPORTS}?after=${after}`), 'invalid_request')
  })
})

describe('reading', () => {
  test('shows the words, is audited, and everybody whose it is sees that it was', async () => {
    const id = await report()
    const answer = await open(id)
    expect(await answer.json()).toMatchObject({
      readAt: '2026-11-02T09:00:10.000Z',
      words: { message: WORDS, visibility: 'private', recipients: [{ id: ben.id }, { id: cleo.id }] },
    })
    const { entries } = await (await asAdmin('GET /api/v1/admin/audit')).json()
    expect(entries[0]).toMatchObject({ action: 'report.read', target: { kind: 'recognition', id } })
    expect(JSON.stringify(entries)).not.toContain(WORDS)
    const review = { readAt: '2026-11-02T09:00:10.000Z', outcome: null }
    for (const party of [ada, cleo])
      expect(await changeFor(party, id)).toMatchObject({ recognition: { review } })
    expect(await changeFor(ben, id)).toMatchObject({ type: 'removed', reported: { review } })
  })

  test('takes more than to ask for the headers', async () => {
    const id = await report()
    const answer = await asAdmin(`HEAD ${REPORTS}/${id}`)
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET'])
    expect(await list()).toMatchObject({ reports: [{ readAt: null }] })
    expect(await changeFor(ada, id)).not.toHaveProperty('recognition.review')
  })

  test('tells which reports were read', async () => {
    const id = await report()
    await open(id)
    const json = { reason: 'It is not true' }
    await server.ask(`POST /api/v1/recognitions/${id}/report`, { token: cleo.token, json })
    const readAt = '2026-11-02T09:00:10.000Z'
    expect(await list()).toMatchObject({ reports: [{ readAt, reports: [{ readAt }, { readAt: null }] }] })
  })

  test('of what nobody reported is not possible', async () => {
    const spot = newSpot([ben.id])
    await send(spot)
    await server.passUndoTime()
    for (const id of [spot.id, NOBODYS]) await expectProblem(await open(id), 'not_found')
  })

  test('shows what was withdrawn since, until it is decided', async () => {
    const id = await report()
    await server.ask(`DELETE /api/v1/recognitions/${id}`, { token: ada.token })
    expect(await (await open(id)).json()).toMatchObject({ words: { message: WORDS } })
    await decide(id, { outcome: 'kept' })
    expect(await (await open(id)).json()).toMatchObject({ words: null, outcome: 'kept' })
  })
})

describe('a decision', () => {
  test('is made by whoever has read it', async () => {
    const id = await report()
    await expectProblem(await decide(id, { outcome: 'hidden' }), 'conflict')
    await expectProblem(await decide(NOBODYS, { outcome: 'hidden' }), 'not_found')
    expect(await list()).toMatchObject({ reports: [{ id, outcome: null }] })
  })

  test('to hide it takes it from everybody but its sender, who is told', async () => {
    const id = await report('public')
    await server.store.recognitions.amend(id, cleo.id, { publication: 'agreed' })
    await open(id)
    expect((await decide(id, { outcome: 'hidden' })).status).toBe(204)
    expect(await (await get(id, ada)).json()).toMatchObject({ review: { outcome: 'hidden' } })
    await expectProblem(await get(id, cleo), 'not_found')
    expect(await changeFor(ben, id)).toMatchObject({ reported: { review: { outcome: 'hidden' } } })
    expect((await (await asAdmin('GET /api/v1/admin/recognitions')).json()).recognitions).toEqual([])
    expect((await (await asAdmin('GET /api/v1/admin/audit')).json()).entries[0]).toMatchObject({
      action: 'report.hidden',
      target: { kind: 'recognition', id },
    })
    await expectProblem(await decide(id, { outcome: 'kept' }), 'conflict')
    expect((await decide(id, { outcome: 'kept', anew: true })).status).toBe(204)
    expect((await get(id, cleo)).status).toBe(200)
  })

  test('that was made is changed by whoever says so', async () => {
    const id = await report()
    await open(id)
    const both = ['kept', 'hidden'].map((outcome) => decide(id, { outcome }))
    const answers = await Promise.all(both)
    const refused = answers.filter(({ status }) => status !== 204)
    expect(refused).toHaveLength(1)
    for (const answer of refused) {
      expect((await answer.clone().json()).detail).toContain('"anew": true')
      await expectProblem(answer, 'conflict')
    }
  })

  test('to keep suspends nobody', async () => {
    const id = await report()
    await open(id)
    const answer = await decide(id, { outcome: 'kept', suspendSender: true })
    expect((await answer.clone().json()).detail).toContain('suspendSender must go with the outcome hidden')
    await expectProblem(answer, 'invalid_request')
    expect(await list()).toMatchObject({ reports: [{ outcome: null }] })
  })

  test('by a token suspends no admin', async () => {
    const json = { name: 'Moderation', scopes: ['moderate'], expiresInDays: 30 }
    const made = await server.ask('POST /api/v1/admin/tokens', { token: ADMIN_TOKEN, json })
    const { token } = await made.json()
    const id = await report()
    await open(id)
    await asAdmin(`PATCH /api/v1/admin/people/${ada.id}`, { role: 'admin' })
    const call = `POST ${REPORTS}/${id}/decision`
    const hide = { outcome: 'hidden', suspendSender: true }
    await expectProblem(await server.ask(call, { token, json: hide }), 'forbidden')
    expect(await list()).toMatchObject({ reports: [{ id, outcome: null }] })
    await asAdmin(`PATCH /api/v1/admin/people/${ada.id}`, { role: 'member' })
    expect((await server.ask(call, { token, json: hide })).status).toBe(204)
  })

  test('may suspend its sender, who reads and receives as ever', async () => {
    const id = await report()
    await open(id)
    await decide(id, { outcome: 'hidden', suspendSender: true })
    await expectProblem(await send(newSpot([ben.id])), 'sending_suspended')
    expect((await send(newSpot([ada.id]), ben)).status).toBe(201)
    const me = await server.ask('GET /api/v1/me', { token: ada.token })
    expect(await me.json()).toMatchObject({ suspended: true })
    const person = `/api/v1/admin/people/${ada.id}`
    expect(await (await asAdmin(`GET ${person}`)).json()).toMatchObject({ suspended: true })
    expect(await (await asAdmin(`PATCH ${person}`, { suspended: false })).json()).toMatchObject({
      suspended: false,
    })
    expect((await send(newSpot([ben.id]))).status).toBe(201)
    await asAdmin(`PATCH ${person}`, { suspended: true })
    await expectProblem(await send(newSpot([ben.id])), 'sending_suspended')
    const [entry] = (await (await asAdmin('GET /api/v1/admin/audit')).json()).entries
    expect(entry).toMatchObject({ action: 'person.changed', details: { suspended: 'true' } })
  })

  test('holds what is on its way, which comes as soon as its sender may send again', async () => {
    const spot = newSpot([ben.id])
    await send(spot)
    const person = `/api/v1/admin/people/${ada.id}`
    await asAdmin(`PATCH ${person}`, { suspended: true })
    await server.passUndoTime()
    expect(await changeFor(ben, spot.id)).toBeUndefined()
    const woken = vi.spyOn(server.services.delivery, 'dueAt')
    await asAdmin(`PATCH ${person}`, { suspended: false })
    expect(woken).toHaveBeenCalledExactlyOnceWith(server.services.now().toISOString())
    await server.passUndoTime()
    expect(await changeFor(ben, spot.id)).toMatchObject({ recognition: { message: spot.json.message } })
  })

  test('lets what was sent before be sent again: it is the same one', async () => {
    const spot = newSpot([ben.id])
    await send(spot)
    await asAdmin(`PATCH /api/v1/admin/people/${ada.id}`, { suspended: true })
    expect((await send(spot)).status).toBe(200)
  })
})

describe('an admin', () => {
  test.each(['sent', 'received'])('who %s it neither reads nor decides who reported it', async (how) => {
    const boss = await server.addPerson('Boss', { role: 'admin' })
    const other = await server.addPerson('Other', { role: 'admin' })
    const spot = newSpot(how === 'sent' ? [ben.id] : [ben.id, boss.id])
    await send(spot, how === 'sent' ? boss : ada)
    await server.passUndoTime()
    const json = { reason: 'It makes fun of me' }
    await server.ask(`POST /api/v1/recognitions/${spot.id}/report`, { token: ben.token, json })
    const [one, decision] = [`${REPORTS}/${spot.id}`, { outcome: 'kept' }]
    const { token } = boss
    expect(await (await server.ask(`GET ${REPORTS}`, { token })).json()).toEqual({ reports: [], next: null })
    await expectProblem(await server.ask(`GET ${one}`, { token }), 'not_found')
    expect((await server.ask(`GET ${one}`, { token: other.token })).status).toBe(200)
    await expectProblem(await server.ask(`POST ${one}/decision`, { token, json: decision }), 'not_found')
    expect((await server.ask(`POST ${one}/decision`, { token: other.token, json: decision })).status).toBe(
      204,
    )
  })
})

describe('refuses', () => {
  const refusals = {
    server: () => server,
    whose: 'admins' as const,
    token: () => ADMIN_TOKEN,
    otherToken: () => ada.token,
  }
  describe('to list', () => itRefuses({ ...refusals, call: `GET ${REPORTS}` }))
  describe('to read', () => itRefuses({ ...refusals, call: `GET ${REPORTS}/${NOBODYS}` }))
  describe('to decide', () =>
    itRefuses({
      ...refusals,
      call: `POST ${REPORTS}/${NOBODYS}/decision`,
      json: () => ({ outcome: 'kept' }),
    }))
})

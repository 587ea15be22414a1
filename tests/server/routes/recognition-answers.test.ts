import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

const ANSWER = { word: 'made-my-day', line: 'Any time' }
const NOW = '2026-11-02T09:00:10.000Z'

let server: TestServer
let ada: SignedIn
let ben: SignedIn
let cleo: SignedIn
let dan: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
  ben = await server.addPerson('Ben')
  cleo = await server.addPerson('Cleo')
  dan = await server.addPerson('Dan')
})
afterEach(() => server.close())

const say = (id: string, what: string, { token }: SignedIn, json: unknown) =>
  server.ask(`POST /api/v1/recognitions/${id}/${what}`, { token, json })
const react = (id: string, person: SignedIn, json: unknown = ANSWER) => say(id, 'reaction', person, json)
const meToo = (id: string, person: SignedIn, said = true) => say(id, 'me-too', person, { meToo: said })
const report = (id: string, person: SignedIn, reason = 'It makes fun of me') =>
  say(id, 'report', person, { reason })
const publish = (id: string, person: SignedIn, isAgreed = true) =>
  say(id, 'publication', person, { publish: isAgreed })
const shownTo = async (id: string, { token }: SignedIn) =>
  (await server.ask(`GET /api/v1/recognitions/${id}`, { token })).json()

/** From Ada to Ben and Cleo, delivered. */
async function deliver(visibility: 'private' | 'public' = 'public'): Promise<string> {
  const { id, json } = newSpot([ben.id, cleo.id], { visibility })
  await server.ask(`PUT /api/v1/recognitions/${id}`, { token: ada.token, json })
  await server.passUndoTime()
  return id
}

const refusals = (what: string, json: Record<string, unknown>) => ({
  server: () => server,
  call: `POST /api/v1/recognitions/018f3b6e-0000-7000-8000-000000000000/${what}`,
  whose: 'people' as const,
  token: () => ben.token,
  otherToken: () => ADMIN_TOKEN,
  json: () => json,
})

describe('an answer', () => {
  test('is seen by its sender and by whoever gave it', async () => {
    const id = await deliver()
    await publish(id, ben)
    expect((await react(id, ben)).status).toBe(204)
    const answers = [{ person: expect.objectContaining({ id: ben.id }), ...ANSWER, at: NOW }]
    expect(await shownTo(id, ada)).toMatchObject({ answers })
    expect(await shownTo(id, ben)).toMatchObject({ answers })
    expect(await shownTo(id, cleo)).not.toHaveProperty('answers')
    expect(await shownTo(id, dan)).not.toHaveProperty('answers')
  })

  test('is replaced by the next one, and taken back by nothing', async () => {
    const id = await deliver('private')
    await react(id, ben)
    await react(id, ben, { word: null, line: 'Thank you for asking' })
    expect((await shownTo(id, ada)).answers).toMatchObject([{ word: null, line: 'Thank you for asking' }])
    expect((await react(id, ben, { word: null, line: null })).status).toBe(204)
    expect(await shownTo(id, ada)).not.toHaveProperty('answers')
  })

  test('is for recipients', async () => {
    const id = await deliver()
    await expectProblem(await react(id, ada), 'forbidden')
    await expectProblem(await react(id, dan), 'not_found')
  })

  test.each([
    { word: 'golden', line: null },
    { word: null, line: 'x'.repeat(281) },
    { word: null, line: 'two\u0000lines' },
    { word: 'thank-you' },
    { word: null, line: '' },
  ])('is not %j', async (bad) => {
    await expectProblem(await react(await deliver(), ben, bad), 'invalid_request')
  })

  test.each(['   ', '\t', '\u00a0'])('has no line without a word in it: %j', async (line) => {
    const refused = await react(await deliver(), ben, { word: 'thank-you', line })
    expect(await refused.clone().json()).toMatchObject({ detail: 'line must not be empty' })
    await expectProblem(refused, 'invalid_request')
  })

  test('is a warm word alone for whoever a moderator lets send nothing', async () => {
    const id = await deliver()
    await server.store.people.update(ben.id, { suspendedAt: NOW })
    await expectProblem(await react(id, ben), 'sending_suspended')
    expect(await shownTo(id, ada)).not.toHaveProperty('answers')
    expect((await react(id, ben, { ...ANSWER, line: null })).status).toBe(204)
    expect((await shownTo(id, ada)).answers).toMatchObject([{ word: ANSWER.word, line: null }])
    expect((await react(id, ben, { word: null, line: null })).status).toBe(204)
  })

  describe('refuses', () => itRefuses(refusals('reaction', ANSWER)))
})

describe('me too', () => {
  test('is seen by recipients who agreed and by whoever said it, and by nobody else', async () => {
    const id = await deliver()
    await publish(id, ben)
    const eve = await server.addPerson('Eve')
    for (const colleague of [dan, eve]) expect((await meToo(id, colleague)).status).toBe(204)
    await meToo(id, dan)
    const names = async (person: SignedIn) =>
      (await shownTo(id, person)).meToo?.map(({ name }: { name: string }) => name)
    expect(await names(ben)).toEqual(['Dan', 'Eve'])
    expect(await names(dan)).toEqual(['Dan'])
    expect(await names(eve)).toEqual(['Eve'])
    expect(await names(ada)).toBeUndefined()
    expect(await names(cleo)).toBeUndefined()
    await meToo(id, dan, false)
    expect(await names(ben)).toEqual(['Eve'])
  })

  test('is for colleagues, of what is published', async () => {
    const id = await deliver()
    await expectProblem(await meToo(id, dan), 'not_found')
    await publish(id, ben)
    for (const party of [ada, ben, cleo]) await expectProblem(await meToo(id, party), 'forbidden')
    await meToo(id, dan)
    await publish(id, ben, false)
    await expectProblem(await meToo(id, dan), 'not_found')
    expect((await meToo(id, dan, false)).status).toBe(204)
    await expectProblem(await meToo(id, dan, false), 'not_found')
    await expectProblem(await meToo(await deliver('private'), dan), 'not_found')
  })

  describe('refuses', () => itRefuses(refusals('me-too', { meToo: true })))
})

describe('a report', () => {
  test('hides it from whoever reports it, who is told what became of it, and from nobody else', async () => {
    const id = await deliver()
    await publish(id, cleo)
    expect((await report(id, ben)).status).toBe(204)
    await expectProblem(await server.ask(`GET /api/v1/recognitions/${id}`, { token: ben.token }), 'not_found')
    const { changes } = await (await server.ask('GET /api/v1/changes', { token: ben.token })).json()
    const reported = { sender: { id: ada.id }, at: NOW, review: { readAt: null, outcome: null } }
    expect(changes).toMatchObject([{ type: 'removed', id, reported }])
    for (const other of [ada, cleo, dan]) {
      expect(await shownTo(id, other)).toMatchObject({ id })
      expect(await shownTo(id, other)).not.toHaveProperty('review')
    }
  })

  test('is for recipients, who may say it again', async () => {
    const id = await deliver('private')
    await expectProblem(await report(id, ada), 'forbidden')
    await expectProblem(await report(id, dan), 'not_found')
    expect((await report(id, ben)).status).toBe(204)
    expect((await report(id, ben, 'Still')).status).toBe(204)
    await server.ask(`DELETE /api/v1/recognitions/${id}`, { token: ada.token })
    await expectProblem(await report(id, cleo), 'withdrawn')
  })

  test('is audited without a word of it', async () => {
    const id = await deliver()
    await report(id, ben, 'A secret reason')
    const audit = await (await server.ask('GET /api/v1/admin/audit', { token: ADMIN_TOKEN })).text()
    expect(JSON.parse(audit).entries[0]).toMatchObject({
      action: 'recognition.reported',
      actor: { kind: 'person', id: ben.id },
      target: { kind: 'recognition', id },
      details: {},
    })
    expect(audit).not.toContain('A secret reason')
  })

  test('is audited once, however often it is said', async () => {
    const id = await deliver()
    await report(id, ben)
    expect((await report(id, ben, 'Still')).status).toBe(204)
    const audit = await server.ask('GET /api/v1/admin/audit', { token: ADMIN_TOKEN })
    const { entries } = await audit.json()
    const acts = entries.map(({ action }: { action: string }) => action)
    expect(acts.filter((action: string) => action === 'recognition.reported')).toHaveLength(1)
  })

  test.each([{ reason: '' }, { reason: ' ' }, { reason: 'x'.repeat(501) }, {}])(
    'has a reason: %j',
    async (bad) => {
      await expectProblem(await say(await deliver(), 'report', ben, bad), 'invalid_request')
    },
  )

  describe('refuses', () => itRefuses(refusals('report', { reason: 'It makes fun of me' })))
})

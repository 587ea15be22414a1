import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_VALUES } from '../../../shared/recognition.ts'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

const SETTINGS = '/api/v1/admin/settings'
const TEAMS = 'GET /api/v1/admin/teams'

const LIMITS = { perMinute: 10, perDay: 50, perPairPerWeek: 10, newcomers: { days: 7, perDay: 20 } }

let server: TestServer
let ada: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada', { team: 'Support' })
})
afterEach(() => server.close())

const change = (json: Record<string, unknown>) =>
  server.ask(`PATCH ${SETTINGS}`, { token: ADMIN_TOKEN, json })
const read = async () => (await server.ask(`GET ${SETTINGS}`, { token: ADMIN_TOKEN })).json()

describe('settings', () => {
  test('are those of the product until somebody chooses', async () => {
    expect(await read()).toEqual({
      values: DEFAULT_VALUES,
      customerTeams: [],
      retention: { recognitions: null, audit: null },
      limits: LIMITS,
    })
  })

  test('change where the body names them alone', async () => {
    await change({ retention: { recognitions: 365, audit: 30 } })
    const answer = await change({ retention: { audit: null }, customerTeams: ['Support'] })
    const settings = {
      values: DEFAULT_VALUES,
      customerTeams: ['Support'],
      retention: { recognitions: 365, audit: null },
      limits: LIMITS,
    }
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual(settings)
    expect(await read()).toEqual(settings)
  })

  test('change those limits alone that the body names', async () => {
    await change({ limits: { perDay: 5, newcomers: null } })
    expect(await read()).toMatchObject({ limits: { ...LIMITS, perDay: 5, newcomers: null } })
    await change({ limits: { perMinute: null, newcomers: { days: 3, perDay: 2 } } })
    const limits = { ...LIMITS, perMinute: null, perDay: 5, newcomers: { days: 3, perDay: 2 } }
    expect(await read()).toMatchObject({ limits })
  })

  test('say which values a bright spot may carry', async () => {
    const values = [{ id: 'kind', name: 'Kind' }]
    await change({ values })
    expect(await (await server.ask('GET /api/v1/server')).json()).toMatchObject({ values })
    const ben = await server.addPerson('Ben')
    const send = (value: string) => {
      const { id, json } = newSpot([ben.id], { values: [value] })
      return server.ask(`PUT /api/v1/recognitions/${id}`, { token: ada.token, json })
    }
    expect((await send('kind')).status).toBe(201)
    await expectProblem(await send('fast'), 'unknown_value')
  })

  test.each([
    { values: [{ id: 'Kind', name: 'Kind' }] },
    { values: [{ id: 'kind', name: '' }] },
    { values: [{ id: 'kind', name: 'x'.repeat(61) }] },
    {
      values: [
        { id: 'kind', name: 'A' },
        { id: 'kind', name: 'B' },
      ],
    },
    { values: [{ id: 'kind', name: 'A', colour: 'red' }] },
    { customerTeams: [''] },
    { customerTeams: ['A', 'A'] },
    { retention: { recognitions: 0 } },
    { retention: { audit: 3651 } },
    { retention: { audit: 1.5 } },
    { retention: { people: 1 } },
    { limits: { perDay: 0 } },
    { limits: { perMinute: 10_001 } },
    { limits: { perPairPerWeek: 1.5 } },
    { limits: { newcomers: { days: 7 } } },
    { limits: { perHour: 5 } },
  ])('refuses %j', async (bad) => {
    await expectProblem(await change(bad), 'invalid_request')
    expect(await read()).toMatchObject({ values: DEFAULT_VALUES, customerTeams: [], limits: LIMITS })
  })

  const refusals = {
    server: () => server,
    whose: 'admins' as const,
    token: () => ADMIN_TOKEN,
    otherToken: () => ada.token,
  }
  describe('reading refuses', () => {
    itRefuses({ ...refusals, call: `GET ${SETTINGS}` })
  })
  describe('changing refuses', () => {
    itRefuses({ ...refusals, call: `PATCH ${SETTINGS}`, json: () => ({ customerTeams: ['Support'] }) })
  })
})

describe('teams', () => {
  test('are those of active people, with a mark for those that face customers', async () => {
    await server.addPerson('Ben', { team: 'Support' })
    await server.addPerson('Cleo', { team: 'Platform' })
    await server.addPerson('Dan')
    const gone = await server.addPerson('Eve', { team: 'Gone' })
    await server.ask(`DELETE /api/v1/admin/people/${gone.id}`, { token: ADMIN_TOKEN })
    await change({ customerTeams: ['Support', 'Sales'] })
    expect(await (await server.ask(TEAMS, { token: ADMIN_TOKEN })).json()).toEqual({
      teams: [
        { name: 'Platform', people: 1, facesCustomers: false },
        { name: 'Support', people: 2, facesCustomers: true },
      ],
    })
  })

  describe('refuses', () => {
    itRefuses({ server: () => server, call: TEAMS, whose: 'admins', otherToken: () => ada.token })
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_PREFERENCES } from '../../../shared/preferences.ts'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

const ME = '/api/v1/me'

let server: TestServer
let ada: SignedIn
let ben: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
  ben = await server.addPerson('Ben')
})
afterEach(() => server.close())

const prefer = (preferences: Record<string, unknown>, { token } = ben) =>
  server.ask(`PATCH ${ME}`, { token, json: { preferences } })
const meOf = async ({ token } = ben) => (await server.ask(`GET ${ME}`, { token })).json()

async function send(changes: Record<string, unknown> = {}): Promise<Response> {
  const { id, json } = newSpot([ben.id], changes)
  return server.ask(`PUT /api/v1/recognitions/${id}`, { token: ada.token, json })
}

describe('preferences', () => {
  test('are those of the product until somebody chooses', async () => {
    expect(await meOf()).toMatchObject({ role: 'member', preferences: DEFAULT_PREFERENCES })
  })

  test('change where the body names them alone', async () => {
    const quietHours = { from: '18:00', to: '08:00', weekends: true }
    const snoozedUntil = '2026-11-05T09:00:00.000Z'
    await prefer({ quietHours, mute: ada.id })
    const answer = await prefer({ snoozedUntil, share: 'never' })
    expect(answer.status).toBe(200)
    const preferences = { share: 'never', receives: true, muted: [ada.id], snoozedUntil, quietHours }
    expect(await answer.json()).toMatchObject({ person: { id: ben.id }, preferences })
    expect(await meOf()).toMatchObject({ preferences })
    await prefer({ quietHours: null, snoozedUntil: null, unmute: ada.id })
    expect(await meOf()).toMatchObject({ preferences: { ...DEFAULT_PREFERENCES, share: 'never' } })
  })

  test.each([
    { share: 'sometimes' },
    { receives: 'no' },
    { mute: 'not an id' },
    { unmute: null },
    { muted: ['person-1'] },
    { snoozedUntil: 'tomorrow' },
    { quietHours: { from: '24:00', to: '08:00', weekends: true } },
    { quietHours: { from: '18:00', to: '08:00' } },
    { points: 3 },
  ])('refuse %j', async (bad) => {
    await expectProblem(await prefer(bad), 'invalid_request')
    expect(await meOf()).toMatchObject({ preferences: DEFAULT_PREFERENCES })
  })

  test('mute so many people, and no more', async () => {
    for (let nth = 1; nth <= 200; nth += 1)
      await server.store.people.prefer(ben.id, { mute: `person-${nth}` })
    await expectProblem(await prefer({ mute: ada.id }), 'invalid_request')
    expect((await prefer({ mute: 'person-7' })).status).toBe(200)
    await prefer({ unmute: 'person-7' })
    expect((await (await prefer({ mute: ada.id })).json()).preferences.muted.at(-1)).toBe(ada.id)
  })

  test('are for oneself alone, but that one prefers thanks in person', async () => {
    await prefer({ receives: false, mute: ada.id, share: 'always', snoozedUntil: '2026-11-05T09:00:00Z' })
    const { people } = await (await server.ask('GET /api/v1/people?q=ben', { token: ada.token })).json()
    const shown = { id: ben.id, name: 'Ben', email: 'ben@corp.example', team: null, inPerson: true }
    expect(people).toEqual([shown])
    const admins = await server.ask(`GET /api/v1/admin/people/${ben.id}`, { token: ADMIN_TOKEN })
    expect(Object.keys(await admins.json())).not.toContain('preferences')
  })

  test('share what is public at once, and what is private never', async () => {
    await prefer({ share: 'always' })
    await send({ visibility: 'public' })
    await send()
    await server.passUndoTime()
    const cleo = await server.addPerson('Cleo')
    const { recognitions } = await (
      await server.ask('GET /api/v1/recognitions', { token: cleo.token })
    ).json()
    expect(recognitions).toMatchObject([{ visibility: 'public', recipients: [{ id: ben.id }] }])
    expect(recognitions).toHaveLength(1)
  })

  test('refuse what comes to somebody who wants none', async () => {
    await prefer({ receives: false })
    await expectProblem(await send(), 'prefers_in_person')
    await prefer({ receives: true })
    expect((await send()).status).toBe(201)
  })

  describe('refuse', () => {
    itRefuses({
      server: () => server,
      call: `PATCH ${ME}`,
      whose: 'people',
      token: () => ada.token,
      otherToken: () => ADMIN_TOKEN,
      json: () => ({ preferences: { share: 'always' } }),
    })
  })
})

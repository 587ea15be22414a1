import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'

let server: TestServer
let ada: SignedIn
let zoe: SignedIn
const ORIGIN = 'https://github.com'
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
  zoe = await server.addPerson('Zoe', {
    name: 'Zoë Kraus',
    team: 'Support',
    handles: [{ tool: 'github', origin: ORIGIN, handle: 'zkraus' }],
  })
})
afterEach(() => server.close())

describe('finding people', () => {
  const find = async (query: string) => {
    const answer = await server.ask(`GET /api/v1/people${query}`, { token: ada.token })
    expect(answer.status).toBe(200)
    return (await answer.json()).people
  }

  test('by name, address or team, without accents', async () => {
    const person = { id: zoe.id, name: 'Zoë Kraus', email: 'zoe@corp.example', team: 'Support' }
    for (const q of ['zoe', 'KRA', 'zoe%40corp', 'supp', 'kraus%20zo', 'corp.example'])
      expect(await find(`?q=${q}`)).toEqual([person])
  })

  test('never oneself, and nobody who left', async () => {
    expect(await find('?q=ada')).toEqual([])
    await server.ask(`DELETE /api/v1/admin/people/${zoe.id}`, { token: ADMIN_TOKEN })
    expect(await find('')).toEqual([])
  })

  test('no more than asked for', async () => {
    await server.addPerson('Zora')
    expect(await find('?q=zo&limit=1')).toHaveLength(1)
  })

  test.each(['?limit=0', '?limit=51', '?limit=x', '?limit=1&limit=2', '?who=me', `?q=${'x'.repeat(201)}`])(
    'refuses %s',
    async (query) => {
      await expectProblem(
        await server.ask(`GET /api/v1/people${query}`, { token: ada.token }),
        'invalid_request',
      )
    },
  )

  describe('refuses', () => {
    itRefuses({
      server: () => server,
      call: 'GET /api/v1/people',
      whose: 'people',
      otherToken: () => ADMIN_TOKEN,
    })
  })
})

describe('matching the people on a page', () => {
  const request = (...people: Record<string, unknown>[]) => ({
    tool: 'github',
    origin: ORIGIN,
    people: people.map((person) => ({ role: 'author', ...person })),
  })

  test('says who and how sure, in the order asked, and never the caller', async () => {
    const json = request(
      { name: 'zoe kraus' },
      { handle: 'ZKraus', name: 'Somebody' },
      { email: 'ZOE@corp.example', name: null },
      { email: 'ada@corp.example' },
      { name: 'Ada' },
      { handle: 'unknown' },
      {},
    )
    const answer = await server.ask('POST /api/v1/people/match', { token: ada.token, json })
    const person = { id: zoe.id, name: 'Zoë Kraus', email: 'zoe@corp.example', team: 'Support' }
    const nobody = { person: null, by: null }
    expect((await answer.json()).matches).toEqual([
      { person, by: 'name' },
      { person, by: 'handle' },
      { person, by: 'email' },
      nobody,
      nobody,
      nobody,
      nobody,
    ])
  })

  test('a handle counts for its tool and origin alone', async () => {
    for (const other of [{ tool: 'gitlab' }, { origin: 'https://github.corp.example' }]) {
      const json = { ...request({ handle: 'zkraus' }), ...other }
      const answer = await server.ask('POST /api/v1/people/match', { token: ada.token, json })
      expect((await answer.json()).matches).toEqual([{ person: null, by: null }])
    }
  })

  test('a problem names the field, not what was in it', async () => {
    const json = request({ role: 'a secret' })
    const answer = await server.ask('POST /api/v1/people/match', { token: ada.token, json })
    expect((await answer.clone().json()).detail).toMatch(/^people\.0\.role must be /)
    await expectProblem(answer, 'invalid_request', 'a secret')
  })

  describe('refuses', () => {
    itRefuses({
      server: () => server,
      call: 'POST /api/v1/people/match',
      whose: 'people',
      token: () => ada.token,
      otherToken: () => ADMIN_TOKEN,
      json: () => request({ name: 'Zoe' }),
    })
  })
})

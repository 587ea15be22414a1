import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'

const TOOL = { tool: 'github', origin: 'https://github.com' }
const HANDLE = { ...TOOL, handle: 'zkraus' }
const MINE = '/api/v1/me/handles'
const ADMINS = '/api/v1/admin/handles'

let server: TestServer
let ada: SignedIn
let ben: SignedIn
let zoe: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
  ben = await server.addPerson('Ben')
  zoe = await server.addPerson('Zoe')
})
afterEach(() => server.close())

const learn = (by: SignedIn, person: string, handle = HANDLE) =>
  server.ask('POST /api/v1/people/handles', { token: by.token, json: { ...handle, person } })

/** Whom a page with that handle means for somebody. */
async function seenBy(by: SignedIn, handle = HANDLE.handle) {
  const json = { ...TOOL, people: [{ role: 'author', handle }] }
  const answer = await server.ask('POST /api/v1/people/match', { token: by.token, json })
  const [match] = (await answer.json()).matches
  return { id: match.person?.id ?? null, by: match.by }
}

const handlesOf = async (person: SignedIn) =>
  (await (await server.ask(`GET ${MINE}`, { token: person.token })).json()).handles
const waiting = async () => (await (await server.ask(`GET ${ADMINS}`, { token: ADMIN_TOKEN })).json()).handles

describe('a handle that somebody learned', () => {
  test('counts for them alone', async () => {
    expect((await learn(ada, zoe.id)).status).toBe(204)
    expect(await seenBy(ada)).toEqual({ id: zoe.id, by: 'handle' })
    expect(await seenBy(ben)).toEqual({ id: null, by: null })
  })

  test('counts for all once its person says so, and no more once they remove it', async () => {
    await learn(ada, zoe.id)
    const [claim] = await handlesOf(zoe)
    expect(claim).toEqual({ id: claim.id, ...HANDLE, confirmed: false })
    expect((await server.ask(`POST ${MINE}/${claim.id}/confirm`, { token: zoe.token })).status).toBe(204)
    expect(await seenBy(ben)).toEqual({ id: zoe.id, by: 'handle' })
    const [confirmed] = await handlesOf(zoe)
    expect(confirmed).toEqual({ id: expect.stringMatching(/^[\w-]{43}$/), ...HANDLE, confirmed: true })
    expect((await server.ask(`DELETE ${MINE}/${confirmed.id}`, { token: zoe.token })).status).toBe(204)
    expect(await handlesOf(zoe)).toEqual([])
    expect(await seenBy(ben)).toEqual({ id: null, by: null })
    expect(await seenBy(ada)).toEqual({ id: null, by: null })
  })

  test('is gone, and not offered again, once its person refuses', async () => {
    await learn(ada, zoe.id)
    const [{ id }] = await handlesOf(zoe)
    expect((await server.ask(`DELETE ${MINE}/${id}`, { token: zoe.token })).status).toBe(204)
    expect(await seenBy(ada)).toEqual({ id: null, by: null })
    expect((await learn(ben, zoe.id)).status).toBe(204)
    expect(await handlesOf(zoe)).toEqual([])
    expect(await seenBy(ben)).toEqual({ id: null, by: null })
  })

  test('waits for an admin too', async () => {
    await learn(ada, zoe.id)
    const [claim] = await waiting()
    expect(claim).toMatchObject({ ...HANDLE, personId: zoe.id })
    expect(Object.keys(claim)).not.toContain('claimedBy')
    const answer = await server.ask(`POST ${ADMINS}/${claim.id}/confirm`, { token: ADMIN_TOKEN })
    expect(answer.status).toBe(204)
    expect(await seenBy(ben)).toEqual({ id: zoe.id, by: 'handle' })
    expect(await waiting()).toEqual([])
  })

  test('is refused by an admin', async () => {
    await learn(ada, zoe.id)
    const [{ id }] = await waiting()
    expect((await server.ask(`DELETE ${ADMINS}/${id}`, { token: ADMIN_TOKEN })).status).toBe(204)
    expect(await seenBy(ada)).toEqual({ id: null, by: null })
  })

  test('comes to admins page by page', async () => {
    for (const handle of ['a', 'b', 'c']) await learn(ada, zoe.id, { ...HANDLE, handle })
    const first = await server.ask(`GET ${ADMINS}?limit=2`, { token: ADMIN_TOKEN })
    const { handles, next } = await first.clone().json()
    expect(first.headers.get('link')).toContain(`after=${next}`)
    const rest = await (
      await server.ask(`GET ${ADMINS}?limit=2&after=${next}`, { token: ADMIN_TOKEN })
    ).json()
    expect([...handles, ...rest.handles].map(({ handle }: { handle: string }) => handle)).toEqual([
      'a',
      'b',
      'c',
    ])
    expect(rest.next).toBeNull()
  })

  test('tells by no answer whose it is, or who there is', async () => {
    const confirmed = { ...HANDLE, handle: 'taken' }
    await server.ask(`PATCH /api/v1/admin/people/${ben.id}`, {
      token: ADMIN_TOKEN,
      json: { handles: [confirmed] },
    })
    const answers = [
      await learn(ada, zoe.id, confirmed),
      await learn(ada, 'nobody'),
      await learn(ada, ada.id, { ...HANDLE, handle: 'mine' }),
      await learn(ada, zoe.id),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([204, 204, 204, 204])
    expect(await seenBy(ada, 'taken')).toEqual({ id: ben.id, by: 'handle' })
    expect(await handlesOf(ada)).toEqual([])
    expect(await seenBy(ada, 'mine')).toEqual({ id: null, by: null })
  })

  test('is nobody else’s to confirm or refuse', async () => {
    await learn(ada, zoe.id)
    const [{ id }] = await handlesOf(zoe)
    for (const { token } of [ada, ben]) {
      await expectProblem(await server.ask(`POST ${MINE}/${id}/confirm`, { token }), 'not_found')
      await expectProblem(await server.ask(`DELETE ${MINE}/${id}`, { token }), 'not_found')
    }
    expect(await seenBy(ada)).toEqual({ id: zoe.id, by: 'handle' })
  })

  test('that is somebody’s by now cannot be confirmed', async () => {
    await learn(ada, zoe.id)
    await learn(ben, ada.id)
    const [{ id }] = await handlesOf(zoe)
    const [{ id: other }] = await handlesOf(ada)
    await server.ask(`POST ${MINE}/${other}/confirm`, { token: ada.token })
    const answer = await server.ask(`POST ${MINE}/${id}/confirm`, { token: zoe.token })
    expect([404, 409]).toContain(answer.status)
    for (const person of [zoe, ben]) expect(await seenBy(person)).toEqual({ id: ada.id, by: 'handle' })
  })
})

describe('refusals', () => {
  const id = '019d0000-0000-7000-8000-000000000000'
  const forPeople = { server: () => server, whose: 'people' as const, otherToken: () => ADMIN_TOKEN }
  const forAdmins = { server: () => server, whose: 'admins' as const, otherToken: () => ada.token }
  describe('of telling', () => {
    const json = () => ({ ...HANDLE, person: 'somebody' })
    itRefuses({ ...forPeople, call: 'POST /api/v1/people/handles', token: () => ada.token, json })
  })
  describe.each([`GET ${MINE}`, `POST ${MINE}/${id}/confirm`, `DELETE ${MINE}/${id}`])('of %s', (call) => {
    itRefuses({ ...forPeople, call })
  })
  describe.each([`GET ${ADMINS}`, `POST ${ADMINS}/${id}/confirm`, `DELETE ${ADMINS}/${id}`])(
    'of %s',
    (call) => {
      itRefuses({ ...forAdmins, call })
      test('an id of nothing', async () => {
        if (!call.includes(id)) return
        await expectProblem(await server.ask(call, { token: ADMIN_TOKEN }), 'not_found')
      })
    },
  )
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

const SHARED = '/api/v1/recognitions'

let server: TestServer
let ada: SignedIn
let ben: SignedIn
let cleo: SignedIn
let dan: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
  ben = await server.addPerson('Ben', { team: 'Platform' })
  cleo = await server.addPerson('Cleo', { team: 'Support' })
  dan = await server.addPerson('Dan')
})
afterEach(() => server.close())

/** To Ben and Cleo; those who are named agree. */
async function deliver(agreed: readonly SignedIn[], changes: Record<string, unknown> = {}): Promise<string> {
  const { id, json } = newSpot([ben.id, cleo.id], { visibility: 'public', ...changes })
  await server.ask(`PUT ${SHARED}/${id}`, { token: ada.token, json })
  await server.passUndoTime()
  for (const { token } of agreed)
    await server.ask(`POST ${SHARED}/${id}/publication`, { token, json: { publish: true } })
  return id
}

const read = async (query = '', { token } = dan) =>
  (await server.ask(`GET ${SHARED}${query}`, { token })).json()
const idsOf = ({ recognitions }: { recognitions: { id: string }[] }) => recognitions.map(({ id }) => id)

describe('what colleagues share', () => {
  test('is there for everybody, with those recipients alone who agreed', async () => {
    const id = await deliver([cleo])
    await deliver([])
    for (const reader of [ada, ben, cleo, dan]) {
      const { recognitions, ...rest } = await read('', reader)
      expect(recognitions).toMatchObject([
        { id, sender: { id: ada.id }, recipients: [{ id: cleo.id }], readAt: null, publication: null },
      ])
      expect(rest).toEqual({ next: null })
    }
  })

  test('comes newest first, page by page', async () => {
    const ids: string[] = []
    for (let count = 0; count < 3; count += 1) ids.unshift(await deliver([ben]))
    const first = await server.ask(`GET ${SHARED}?limit=2`, { token: dan.token })
    const page = await first.json()
    expect(idsOf(page)).toEqual(ids.slice(0, 2))
    expect(first.headers.get('link')).toBe(`<${SHARED}?limit=2&after=${page.next}>; rel="next"`)
    const last = await read(`?limit=2&after=${page.next}`)
    expect(idsOf(last)).toEqual(ids.slice(2))
    expect(last.next).toBeNull()
    await expectProblem(
      await server.ask(`GET ${SHARED}?after=nonsense`, { token: dan.token }),
      'invalid_request',
    )
  })

  test('is found by the team of one who agreed, by value, or both', async () => {
    const platform = await deliver([ben], { values: ['helpful'] })
    const support = await deliver([cleo])
    expect(idsOf(await read('?team=Platform'))).toEqual([platform])
    expect(idsOf(await read('?value=fast'))).toEqual([support])
    expect(idsOf(await read('?team=Support&value=fast'))).toEqual([support])
    expect(idsOf(await read('?team=Platform&value=fast'))).toEqual([])
  })

  test('follows at once when it is taken back, withdrawn, or its recipient leaves', async () => {
    const [first, second, third] = [await deliver([ben]), await deliver([ben]), await deliver([cleo])]
    expect(idsOf(await read())).toEqual([third, second, first])
    await server.ask(`POST ${SHARED}/${second}/publication`, { token: ben.token, json: { publish: false } })
    expect(idsOf(await read())).toEqual([third, first])
    await server.ask(`DELETE ${SHARED}/${first}`, { token: ada.token })
    expect(idsOf(await read())).toEqual([third])
    await server.ask('DELETE /api/v1/me', { token: cleo.token })
    expect(idsOf(await read())).toEqual([])
  })

  test.each(['?limit=0', '?limit=101', '?team=', '?value=Fast', '?sort=most'])(
    'refuses %s',
    async (query) => {
      await expectProblem(await server.ask(`GET ${SHARED}${query}`, { token: dan.token }), 'invalid_request')
    },
  )

  describe('refuses', () => {
    itRefuses({ server: () => server, call: `GET ${SHARED}`, whose: 'people', otherToken: () => ADMIN_TOKEN })
  })
})

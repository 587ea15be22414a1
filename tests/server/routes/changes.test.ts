import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

let server: TestServer
let ada: SignedIn
let ben: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
  ben = await server.addPerson('Ben')
})
afterEach(() => server.close())

async function send(): Promise<string> {
  const { id, json } = newSpot([ben.id])
  await server.ask(`PUT /api/v1/recognitions/${id}`, { token: ada.token, json })
  return id
}

const poll = (query: string, { token } = ben, signal?: AbortSignal) =>
  server.ask(`GET /api/v1/changes${query}`, signal ? { token, signal } : { token })
const page = async (query = '', person = ben) => (await poll(query, person)).json()

/** Whether it is still waiting a moment later. */
async function isWaiting(answer: Promise<unknown>): Promise<boolean> {
  const early = Symbol('early')
  return (await Promise.race([answer, sleep(30, early)])) === early
}

describe('the feed', () => {
  test('has what the caller sent and received, as it changes', async () => {
    const id = await send()
    const sent = await page('', ada)
    expect(sent).toMatchObject({
      changes: [{ type: 'recognition', id, recognition: { deliveredAt: null } }],
      hasMore: false,
    })
    expect((await page()).changes).toEqual([])
    await server.passUndoTime()
    const received = await page()
    expect(received.changes).toMatchObject([{ type: 'recognition', id, recognition: { readAt: null } }])
    expect((await page(`?since=${sent.next}`, ada)).changes).toMatchObject([
      { recognition: { deliveredAt: expect.any(String) } },
    ])
    await server.ask(`POST /api/v1/recognitions/${id}/read`, { token: ben.token })
    expect((await page(`?since=${received.next}`)).changes).toMatchObject([
      { recognition: { readAt: expect.any(String) } },
    ])
    await server.ask(`DELETE /api/v1/recognitions/${id}`, { token: ada.token })
    expect((await page(`?since=${received.next}`)).changes).toMatchObject([
      { type: 'removed', id, withdrawn: { sender: { id: ada.id }, at: expect.any(String) } },
    ])
  })

  test('says nothing of one that was withdrawn before it was read', async () => {
    const id = await send()
    await server.passUndoTime()
    await server.ask(`DELETE /api/v1/recognitions/${id}`, { token: ada.token })
    expect((await page()).changes).toEqual([{ type: 'removed', id }])
  })

  test('comes in pages', async () => {
    const ids = [await send(), await send(), await send()]
    const first = await page('?limit=2', ada)
    expect(first.hasMore).toBe(true)
    const second = await page(`?limit=2&since=${first.next}`, ada)
    expect(second.hasMore).toBe(false)
    const seen = [...first.changes, ...second.changes].map((change) => change.id)
    expect(seen).toEqual(ids)
  })

  test.each([
    'nonsense',
    Buffer.from('other-epoch 0 0').toString('base64url'),
    Buffer.from('x 0 -1').toString('base64url'),
  ])('cannot go on from %s', async (cursor) => {
    await expectProblem(await poll(`?since=${cursor}`), 'cursor_expired')
  })

  test('cannot go on from where it never was', async () => {
    await send()
    const { next } = await page('', ada)
    await expectProblem(await poll(`?since=${next}`), 'cursor_expired')
  })

  test.each(['?wait=26', '?wait=-1', '?limit=0', '?limit=201', '?other=1'])('refuses %s', async (query) => {
    await expectProblem(await poll(query), 'invalid_request')
  })

  describe('refuses', () => {
    itRefuses({
      server: () => server,
      call: 'GET /api/v1/changes',
      whose: 'people',
      otherToken: () => ADMIN_TOKEN,
    })
  })
})

describe('waiting', () => {
  test('ends with the delivery', async () => {
    const answer = poll('?wait=25')
    const id = await send()
    expect(await isWaiting(answer)).toBe(true)
    await server.passUndoTime()
    expect((await (await answer).json()).changes).toMatchObject([{ id }])
  })

  test('is no waiting when there is something', async () => {
    await send()
    expect((await page('?wait=25', ada)).changes).toHaveLength(1)
  })

  test('ends empty when its time is over, at the same place', async () => {
    const { next } = await page()
    const began = performance.now()
    expect(await page(`?wait=1&since=${next}`)).toEqual({ changes: [], next, hasMore: false })
    expect(performance.now() - began).toBeGreaterThan(950)
  })

  test('ends at once when the server stops', async () => {
    const answer = poll('?wait=25')
    expect(await isWaiting(answer)).toBe(true)
    server.stopping.abort()
    expect(await (await answer).json()).toMatchObject({ changes: [], hasMore: false })
  })

  test('ends when the caller goes away', async () => {
    const gone = new AbortController()
    const answer = poll('?wait=25', ben, gone.signal)
    expect(await isWaiting(answer)).toBe(true)
    gone.abort()
    expect((await answer).status).toBe(200)
  })

  test.each([
    ['the session ends', () => server.ask('DELETE /api/v1/sessions/current', { token: ben.token })],
    [
      'the person is deactivated',
      () => server.ask(`DELETE /api/v1/admin/people/${ben.id}`, { token: ADMIN_TOKEN }),
    ],
  ])('ends when %s', async (_what, end) => {
    const answer = poll('?wait=25')
    expect(await isWaiting(answer)).toBe(true)
    await end()
    await expectProblem(await answer, 'signed_out')
  })

  test('leaves nobody listening', async () => {
    let listeners = 0
    const watch = server.store.watch.bind(server.store)
    server.store.watch = (personId, onHint) => {
      const unwatch = watch(personId, onHint)
      listeners += 1
      return () => {
        listeners -= 1
        unwatch()
      }
    }
    const answers = [poll('?wait=25'), poll('?wait=25', ada)]
    await isWaiting(Promise.race(answers))
    expect(listeners).toBe(2)
    server.stopping.abort()
    await Promise.all(answers)
    expect(listeners).toBe(0)
  })
})

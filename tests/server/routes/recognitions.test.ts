import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

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

const put = ({ id, json }: ReturnType<typeof newSpot>, { token } = ada) =>
  server.ask(`PUT /api/v1/recognitions/${id}`, { token, json })
const get = (id: string, { token }: SignedIn) => server.ask(`GET /api/v1/recognitions/${id}`, { token })
const remove = (id: string, { token } = ada) => server.ask(`DELETE /api/v1/recognitions/${id}`, { token })
const publish = (id: string, { token }: SignedIn, choice = true) =>
  server.ask(`POST /api/v1/recognitions/${id}/publication`, { token, json: { publish: choice } })
const read = (id: string, { token }: SignedIn) =>
  server.ask(`POST /api/v1/recognitions/${id}/read`, { token })

describe('sending', () => {
  test('answers 201 with what is stored, then 200 for the same', async () => {
    const spot = newSpot([ben.id])
    const first = await put(spot)
    expect(first.status).toBe(201)
    const stored = await first.json()
    expect(stored).toEqual({
      ...spot.json,
      id: spot.id,
      sender: { id: ada.id, name: 'Ada', email: 'ada@corp.example', team: null },
      recipients: [{ id: ben.id, name: 'Ben', email: 'ben@corp.example', team: null }],
      sentAt: '2026-11-02T09:00:00.000Z',
      deliverAt: '2026-11-02T09:00:10.000Z',
      deliveredAt: null,
      readAt: null,
      publication: null,
    })
    server.pass(3600)
    const again = await put(spot)
    expect(again.status).toBe(200)
    expect(await again.json()).toEqual(stored)
  })

  test('twenty times at once makes one', async () => {
    const spot = newSpot([ben.id])
    const answers = await Promise.all(Array.from({ length: 20 }, () => put(spot)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(19)
  })

  test('other content, or another sender, under one id is refused alike', async () => {
    const spot = newSpot([ben.id])
    await put(spot)
    await expectProblem(await put({ ...spot, json: { ...spot.json, message: 'Other' } }), 'id_taken')
    await expectProblem(await put(spot, cleo), 'id_taken')
  })

  test('the sender comes from the token, never from the body', async () => {
    const spot = newSpot([ben.id], { sender: cleo.id })
    await expectProblem(await put(spot), 'invalid_request')
  })

  test.each([
    ['self_recipient', () => newSpot([ben.id, ada.id])],
    ['unknown_recipient', () => newSpot(['nobody'])],
    ['unknown_value', () => newSpot([ben.id], { values: ['golden'] })],
  ] as const)('is refused with %s', async (code, spot) => {
    await expectProblem(await put(spot()), code)
  })

  test.each([
    ['message', '', 'message must not be empty'],
    ['message', 'x'.repeat(2001), 'message must have at most 2000 characters'],
    ['recipients', [], 'recipients'],
    ['visibility', 'secret', 'visibility must be '],
    ['values', ['fast', 'fast'], 'values must not repeat'],
    ['context', { url: 'javascript:alert(1)' }, 'context.tool is missing'],
  ])('with %s %j names the field', async (field, value, detail) => {
    const answer = await put(newSpot([ben.id], { [field]: value }))
    expect((await answer.clone().json()).detail).toContain(detail)
    await expectProblem(answer, 'invalid_request')
  })

  test('an address with more than what names the item is refused', async () => {
    const { json } = newSpot([ben.id])
    const context = {
      ...json.context,
      url: 'https://wiki.corp.example/index.php?title=Runbook&session=secret',
    }
    await expectProblem(await put(newSpot([ben.id], { context })), 'invalid_request', 'session=secret')
  })

  test.each(['1', '01890000-0000-4000-8000-000000000000', '01890000-0000-7000-8000-00000000000G'])(
    'under the id %s is refused',
    async (id) => {
      await expectProblem(await put({ ...newSpot([ben.id]), id }), 'invalid_request')
    },
  )

  test('text that is not UTF-8 is refused, not stored damaged', async () => {
    const { id, json } = newSpot([ben.id], { message: 'Für alles' })
    const sendAs = (encoding: 'latin1' | 'utf8') =>
      server.ask(`PUT /api/v1/recognitions/${id}`, {
        token: ada.token,
        text: new Uint8Array(Buffer.from(JSON.stringify(json), encoding)),
        headers: { 'content-type': 'application/json' },
      })
    await expectProblem(await sendAs('latin1'), 'invalid_request')
    expect(await (await sendAs('utf8')).json()).toMatchObject({ message: 'Für alles' })
  })

  test('with no time to undo is delivered with the answer', async () => {
    const quick = await openTestServer({ undoSeconds: 0 })
    const [from, to] = [await quick.addPerson('Ada'), await quick.addPerson('Ben')]
    const { id, json } = newSpot([to.id])
    const sent = await (await quick.ask(`PUT /api/v1/recognitions/${id}`, { token: from.token, json })).json()
    expect(sent.deliveredAt).toBe(sent.sentAt)
    expect((await quick.ask(`GET /api/v1/recognitions/${id}`, { token: to.token })).status).toBe(200)
    await quick.close()
  })

  describe('refuses', () => {
    const { id } = newSpot([])
    itRefuses({
      server: () => server,
      call: `PUT /api/v1/recognitions/${id}`,
      whose: 'people',
      token: () => ada.token,
      otherToken: () => ADMIN_TOKEN,
      json: () => newSpot([ben.id]).json,
    })
  })
})

describe('who sees one', () => {
  test('before delivery its sender alone', async () => {
    const spot = newSpot([ben.id])
    await put(spot)
    expect((await get(spot.id, ada)).status).toBe(200)
    for (const other of [ben, cleo]) await expectProblem(await get(spot.id, other), 'not_found')
    await expectProblem(await read(spot.id, ben), 'not_found')
    await expectProblem(await remove(spot.id, ben), 'not_found')
  })

  test('then its recipients, and nobody else', async () => {
    const spot = newSpot([ben.id], { visibility: 'public' })
    await put(spot)
    await server.passUndoTime()
    expect(await (await get(spot.id, ben)).json()).toMatchObject({ deliveredAt: '2026-11-02T09:00:10.000Z' })
    await expectProblem(await get(spot.id, cleo), 'not_found')
  })

  test('colleagues once a recipient agreed, who is named alone', async () => {
    const dan = await server.addPerson('Dan')
    const spot = newSpot([ben.id, dan.id], { visibility: 'public' })
    await put(spot)
    await server.passUndoTime()
    await server.store.recognitions.amend(spot.id, ben.id, { publication: 'agreed' })
    expect((await (await get(spot.id, cleo)).json()).recipients).toMatchObject([{ id: ben.id }])
  })

  describe('refuses', () => {
    const { id } = newSpot([])
    itRefuses({
      server: () => server,
      call: `GET /api/v1/recognitions/${id}`,
      whose: 'people',
      otherToken: () => ADMIN_TOKEN,
    })
  })
})

describe('reading', () => {
  test('counts once, for the reader alone', async () => {
    const spot = newSpot([ben.id, cleo.id])
    await put(spot)
    await server.passUndoTime()
    expect((await read(spot.id, ben)).status).toBe(204)
    const { readAt } = await (await get(spot.id, ben)).json()
    expect(readAt).toBe('2026-11-02T09:00:10.000Z')
    server.pass(60)
    expect((await read(spot.id, ben)).status).toBe(204)
    expect(await (await get(spot.id, ben)).json()).toMatchObject({ readAt })
    for (const other of [ada, cleo])
      expect(await (await get(spot.id, other)).json()).toMatchObject({ readAt: null })
  })

  test('is for recipients', async () => {
    const spot = newSpot([ben.id])
    await put(spot)
    await server.passUndoTime()
    await expectProblem(await read(spot.id, ada), 'forbidden')
    await expectProblem(await read(spot.id, cleo), 'not_found')
  })

  describe('refuses', () => {
    const { id } = newSpot([])
    itRefuses({
      server: () => server,
      call: `POST /api/v1/recognitions/${id}/read`,
      whose: 'people',
      otherToken: () => ADMIN_TOKEN,
    })
  })
})

describe('publishing', () => {
  const publicationOf = async (id: string, person: SignedIn) =>
    (await (await get(id, person)).json()).publication

  async function deliver(changes: Record<string, unknown> = {}): Promise<string> {
    const spot = newSpot([ben.id], { visibility: 'public', ...changes })
    await put(spot)
    await server.passUndoTime()
    return spot.id
  }

  test('is a recipient’s choice, which they may change', async () => {
    const id = await deliver()
    expect(await publicationOf(id, ben)).toBe('ask')
    expect((await publish(id, ben)).status).toBe(204)
    expect((await publish(id, ben)).status).toBe(204)
    expect(await publicationOf(id, ben)).toBe('agreed')
    for (const other of [ada, cleo]) expect(await publicationOf(id, other)).toBeNull()
    expect((await publish(id, ben, false)).status).toBe(204)
    expect(await publicationOf(id, ben)).toBe('declined')
    await expectProblem(await get(id, cleo), 'not_found')
    expect((await publish(id, ben)).status).toBe(204)
    expect((await get(id, cleo)).status).toBe(200)
  })

  test('reaches the other devices of that recipient', async () => {
    const id = await deliver()
    const changes = async (since = '') =>
      (await server.ask(`GET /api/v1/changes${since}`, { token: ben.token })).json()
    const { next } = await changes()
    await publish(id, ben)
    expect((await changes(`?since=${next}`)).changes).toMatchObject([
      { id, recognition: { publication: 'agreed' } },
    ])
  })

  test('is not for a private one', async () => {
    const id = await deliver({ visibility: 'private' })
    expect(await publicationOf(id, ben)).toBeNull()
    for (const choice of [true, false]) {
      const answer = await publish(id, ben, choice)
      expect((await answer.clone().json()).detail).toMatch(/^A private bright spot/)
      await expectProblem(answer, 'forbidden')
    }
  })

  test('is for recipients of what was delivered and not withdrawn', async () => {
    const waiting = newSpot([ben.id], { visibility: 'public' })
    await put(waiting)
    await expectProblem(await publish(waiting.id, ben), 'not_found')
    const id = await deliver()
    await expectProblem(await publish(id, ada), 'forbidden')
    await expectProblem(await publish(id, cleo), 'not_found')
    await remove(id)
    await expectProblem(await publish(id, ben), 'withdrawn')
  })

  describe('refuses', () => {
    const { id } = newSpot([])
    itRefuses({
      server: () => server,
      call: `POST /api/v1/recognitions/${id}/publication`,
      whose: 'people',
      token: () => ada.token,
      otherToken: () => ADMIN_TOKEN,
      json: () => ({ publish: true }),
    })
  })
})

describe('taking back', () => {
  test('in time leaves no trace with anybody else', async () => {
    const spot = newSpot([ben.id])
    await put(spot)
    expect((await remove(spot.id)).status).toBe(204)
    expect((await remove(spot.id)).status).toBe(204)
    await server.passUndoTime()
    await expectProblem(await get(spot.id, ben), 'not_found')
    await expectProblem(await get(spot.id, ada), 'withdrawn')
    await expectProblem(await put(spot), 'withdrawn')
  })

  test('that overtakes the sending wins', async () => {
    const spot = newSpot([ben.id])
    expect((await remove(spot.id)).status).toBe(204)
    await expectProblem(await put(spot), 'withdrawn')
    await server.passUndoTime()
    await expectProblem(await get(spot.id, ben), 'not_found')
  })

  test('later takes it from its recipients too', async () => {
    const spot = newSpot([ben.id])
    await put(spot)
    await server.passUndoTime()
    expect((await remove(spot.id)).status).toBe(204)
    await expectProblem(await get(spot.id, ben), 'withdrawn')
    await expectProblem(await read(spot.id, ben), 'withdrawn')
  })

  test('is for its sender', async () => {
    const spot = newSpot([ben.id])
    await put(spot)
    await server.passUndoTime()
    await expectProblem(await remove(spot.id, ben), 'forbidden')
    await expectProblem(await remove(spot.id, cleo), 'not_found')
    expect((await get(spot.id, ben)).status).toBe(200)
  })

  describe('refuses', () => {
    const { id } = newSpot([])
    itRefuses({
      server: () => server,
      call: `DELETE /api/v1/recognitions/${id}`,
      whose: 'people',
      otherToken: () => ADMIN_TOKEN,
    })
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { headerOf, openMailServer, partOf } from '../mail/mail-server.ts'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, newSpot, openTestServer } from '../test-server.ts'

let server: TestServer
let ada: SignedIn
beforeEach(async () => {
  server = await openTestServer({ allowedDomains: new Set(['corp.example']) })
  ada = await server.addPerson('Ada')
})
afterEach(() => server.close())

const name = (email: string, by = ada) =>
  server.ask('POST /api/v1/people', { token: by.token, json: { email } })

const asAdmin = (call: string) => server.ask(call, { token: ADMIN_TOKEN })

describe('somebody who is not in the directory', () => {
  test('can be thanked by address, and finds it when they come', async () => {
    const answer = await name('Grace.Okafor@CORP.example')
    expect(answer.status).toBe(201)
    const { person } = await answer.json()
    expect(person).toEqual({
      id: person.id,
      name: 'Grace Okafor',
      email: 'Grace.Okafor@CORP.example',
      team: null,
    })
    const kept = await (await asAdmin(`GET /api/v1/admin/people/${person.id}`)).json()
    expect(kept).toMatchObject({ active: true, pending: true, role: 'member', handles: [] })

    const { id, json } = newSpot([person.id])
    expect((await server.ask(`PUT /api/v1/recognitions/${id}`, { token: ada.token, json })).status).toBe(201)
    await server.passUndoTime()
    const { code } = await (await asAdmin(`POST /api/v1/admin/people/${person.id}/invite`)).json()
    const grant = { grant: 'invite', code, device: 'a test' }
    const { token } = await (await server.ask('POST /api/v1/sessions', { json: grant })).json()
    const { changes } = await (await server.ask('GET /api/v1/changes', { token })).json()
    expect(changes).toMatchObject([{ id, recognition: { message: json.message } }])
    expect(await (await asAdmin(`GET /api/v1/admin/people/${person.id}`)).json()).toMatchObject({
      pending: false,
    })
  })

  test('is added once, whoever asks', async () => {
    const ben = await server.addPerson('Ben')
    const [first, second] = await Promise.all([name('grace@corp.example'), name('GRACE@corp.example', ben)])
    expect(first.status + second.status).toBe(200 + 201)
    expect((await first.json()).person.id).toBe((await second.json()).person.id)
  })
})

describe('whoever is thanked by address', () => {
  test('is invited by mail, once and at that address alone, and the sender does not wait for it', async () => {
    const mails = await openMailServer()
    const settings = { mail: mails.settings, publicUrl: 'https://thanks.corp.example' }
    const mailing = await openTestServer({ allowedDomains: new Set(['corp.example']), ...settings })
    const eve = await mailing.addPerson('Eve')
    const goOn = mails.holdBack()
    const json = { email: 'grace@corp.example' }
    const add = () => mailing.ask('POST /api/v1/people', { token: eve.token, json })
    expect((await add()).status).toBe(201)
    expect((await add()).status).toBe(200)
    expect(mails.received).toEqual([])
    goOn()
    const mail = await mails.arrival()
    expect(mail.to).toEqual(['grace@corp.example'])
    expect(mail.raw).not.toContain('Eve')
    expect(headerOf(mail, 'To')).toContain('grace@corp.example')
    const [, code = ''] = /#([\w-]{43})\r?\n/.exec(partOf(mail, 'text/plain')) ?? []
    const grant = { grant: 'invite', code, device: 'x' }
    const session = await mailing.ask('POST /api/v1/sessions', { json: grant })
    expect(await session.json()).toMatchObject({ person: { email: 'grace@corp.example' } })
    await mailing.close()
    await mails.close()
  })
})

describe('an address', () => {
  test('of a colleague finds them, wherever it is', async () => {
    const ben = await server.addPerson('Ben', { email: 'ben@elsewhere.example' })
    const answer = await name('BEN@elsewhere.example')
    expect(answer.status).toBe(200)
    expect((await answer.json()).person).toMatchObject({ id: ben.id, name: 'Ben' })
  })

  test.each(['a@elsewhere.example', 'a@sub.corp.example', 'a@corp.example.evil.example', 'a@xcorp.example'])(
    'of elsewhere is refused: %s',
    async (email) => {
      await expectProblem(await name(email), 'domain_not_allowed', email)
    },
  )

  test('of somebody who left is refused like one of elsewhere', async () => {
    const ben = await server.addPerson('Ben')
    await asAdmin(`DELETE /api/v1/admin/people/${ben.id}`)
    const [left, unknown] = [await name('ben@corp.example'), await name('ben@elsewhere.example')]
    const words = async (answer: Response) => ({ ...(await answer.json()), requestId: null })
    expect(await words(left)).toEqual(await words(unknown))
  })

  test('of the caller is refused', async () => {
    await expectProblem(await name('ada@corp.example'), 'self_recipient')
  })

  test.each([
    '',
    'nobody',
    'a@corp.example\r\nBcc: b@evil.example',
    'a@b@corp.example',
    'x <a@corp.example>',
  ])('that is none is refused: %j', async (email) => {
    await expectProblem(await name(email), 'invalid_request')
  })

  test('is refused everywhere while no domain is the organisation’s', async () => {
    const closed = await openTestServer({ allowedDomains: new Set() })
    const eve = await closed.addPerson('Eve')
    const json = { email: 'a@corp.example' }
    await expectProblem(
      await closed.ask('POST /api/v1/people', { token: eve.token, json }),
      'domain_not_allowed',
    )
    await closed.close()
  })
})

test('a person adds so many in an hour', async () => {
  const limited = await openTestServer({ allowedDomains: new Set(['corp.example']), isLimited: true })
  const eve = await limited.addPerson('Eve')
  const add = (nth: number) =>
    limited.ask('POST /api/v1/people', { token: eve.token, json: { email: `p${nth}@corp.example` } })
  for (let nth = 0; nth < 20; nth += 1) expect((await add(nth)).status).toBe(201)
  const refused = await add(20)
  expect(refused.headers.get('ratelimit')).toMatch(/^"adding";r=0;t=\d+$/)
  await expectProblem(refused, 'too_many_requests')
  await limited.close()
})

describe('refuses', () => {
  itRefuses({
    server: () => server,
    call: 'POST /api/v1/people',
    whose: 'people',
    token: () => ada.token,
    otherToken: () => ADMIN_TOKEN,
    json: () => ({ email: 'grace@corp.example' }),
  })
})

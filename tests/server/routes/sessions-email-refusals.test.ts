import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Config } from '../../../server/config.ts'
import type { MailServer } from '../mail/mail-server.ts'
import { openMailServer } from '../mail/mail-server.ts'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { TestServer } from '../test-server.ts'
import { openTestServer } from '../test-server.ts'

let mails: MailServer
let server: TestServer

async function open(settings: Partial<Config> = {}): Promise<void> {
  server = await openTestServer({ mail: mails.settings, ...settings })
  await server.addPerson('Ada')
}

beforeEach(async () => {
  mails = await openMailServer()
})
afterEach(async () => {
  await server.close()
  await mails.close()
})

describe('codes are limited', () => {
  const post = (email: string, from: string) =>
    server.ask('POST /api/v1/sessions/email', { json: { email }, from })

  test.each(['ada@corp.example', 'nobody@corp.example'])(
    'to five in ten minutes for %s, from wherever',
    async (email) => {
      await open({ isLimited: true })
      for (let count = 0; count < 5; count += 1)
        expect((await post(email, `192.0.2.${count}`)).status).toBe(202)
      await expectProblem(await post(email.toUpperCase(), '192.0.2.9'), 'too_many_requests')
      expect((await post('ben@corp.example', '192.0.2.9')).status).toBe(202)
    },
  )

  test('to twenty a minute from one address', async () => {
    await open({ isLimited: true })
    for (let count = 0; count < 20; count += 1)
      expect((await post(`nobody${count}@corp.example`, '192.0.2.1')).status).toBe(202)
    await expectProblem(await post('ada@corp.example', '192.0.2.1'), 'too_many_requests')
    expect((await post('ada@corp.example', '192.0.2.2')).status).toBe(202)
  })
})

describe('a server without SMTP_URL', () => {
  test('sends none and says so', async () => {
    await open({ mail: undefined })
    const answer = await server.ask('POST /api/v1/sessions/email', { json: { email: 'ada@corp.example' } })
    await expectProblem(answer, 'not_found')
    expect((await (await server.ask('GET /api/v1/server')).json()).signIn).toEqual(['invite'])
  })

  test('lists it where there is one', async () => {
    await open()
    expect((await (await server.ask('GET /api/v1/server')).json()).signIn).toEqual(['invite', 'email'])
  })
})

describe('refuses', () => {
  beforeEach(() => open())
  itRefuses({
    server: () => server,
    call: 'POST /api/v1/sessions/email',
    whose: 'everyone',
    json: () => ({ email: 'ada@corp.example' }),
  })

  test.each([
    'bob@corp.test\r\nBcc: b@evil.test',
    'a@b',
    'a@b.example, c@d.example',
    'eve@\u212Aorp.example',
    `${'a'.repeat(250)}@b.example`,
  ])('the address %j', async (email) => {
    const answer = await server.ask('POST /api/v1/sessions/email', { json: { email } })
    await expectProblem(answer, 'invalid_request', email)
  })
})

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inviteByMail } from '../../../server/identity/invitations.ts'
import type { Config } from '../../../server/config.ts'
import type { MailServer } from '../mail/mail-server.ts'
import { headerOf, openMailServer, partOf } from '../mail/mail-server.ts'
import { expectProblem, itRefuses } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'

const PUBLIC_URL = 'https://thanks.corp.example'

let mails: MailServer
let server: TestServer
let ada: SignedIn

async function open(settings: Partial<Config> = {}): Promise<void> {
  server = await openTestServer({ mail: mails.settings, publicUrl: PUBLIC_URL, ...settings })
  ada = await server.addPerson('Ada')
}

beforeEach(async () => {
  mails = await openMailServer()
})
afterEach(async () => {
  await server.close()
  await mails.close()
})

const invite = (asked: { json?: unknown; headers?: Record<string, string> } = {}) =>
  server.ask(`POST /api/v1/admin/people/${ada.id}/invite`, { token: ADMIN_TOKEN, ...asked })

async function invitesOf(): Promise<number> {
  const { entries } = await server.store.audit.list({ limit: 100 })
  return entries.filter(({ action }) => action === 'person.invited').length
}

describe('an invitation', () => {
  const typed = { headers: { 'content-type': 'application/json' } }
  test.each([{}, typed, { json: {} }, { json: { send: false } }])(
    'is only answered when asked for by %j',
    async (asked) => {
      await open()
      const { code, invitation, ...more } = await (await invite(asked)).json()
      expect(invitation).toBe(`${PUBLIC_URL}#${code}`)
      expect(more).toEqual({ expiresAt: '2026-11-09T09:00:00.000Z' })
      expect(mails.received).toEqual([])
    },
  )

  test('is sent if wanted, and the one that arrives signs in', async () => {
    await open()
    const answer = await (await invite({ json: { send: true } })).json()
    expect(answer.sent).toBe(true)
    const mail = await mails.arrival()
    expect(mail.to).toEqual(['ada@corp.example'])
    expect(headerOf(mail, 'Subject')).toBe('Your invitation to Bright Spots')
    expect(headerOf(mail, 'Subject')).not.toContain(answer.code)
    const [, code = ''] = /#([\w-]{43})\r?\n/.exec(partOf(mail, 'text/plain')) ?? []
    expect(code).toBe(answer.code)
    const json = { grant: 'invite', code, device: 'x' }
    expect((await server.ask('POST /api/v1/sessions', { json })).status).toBe(201)
    expect(server.logged.join('')).not.toMatch(new RegExp(`${code}|ada@`))
  })

  test('speaks the language that is asked for', async () => {
    await open()
    await invite({ json: { send: true }, headers: { 'accept-language': 'ja' } })
    expect(headerOf(await mails.arrival(), 'Subject')).toBe('Bright Spotsへの招待')
  })

  test('that the mail server refuses is there all the same', async () => {
    await open()
    mails.refuse('no such user')
    const answer = await invite({ json: { send: true } })
    expect(answer.status).toBe(201)
    expect(await answer.json()).toMatchObject({ sent: false, code: expect.any(String) })
  })

  test.each([{ mail: undefined }, { publicUrl: undefined }])(
    'is not made when it cannot be sent, with %j',
    async (settings) => {
      await open(settings)
      const before = await invitesOf()
      await expectProblem(await invite({ json: { send: true } }), 'invalid_request')
      expect(await invitesOf()).toBe(before)
    },
  )

  test('of somebody who was deactivated is neither made nor sent', async () => {
    await open()
    await server.ask(`DELETE /api/v1/admin/people/${ada.id}`, { token: ADMIN_TOKEN })
    await expectProblem(await invite({ json: { send: true } }), 'conflict')
    expect(mails.received).toEqual([])
  })
})

describe('inviteByMail', () => {
  const occasion = { reason: 'thanked', language: 'en' } as const

  test('says why, and that nothing is sent where nothing can be', async () => {
    await open()
    const person = { id: ada.id, email: 'ada@corp.example' }
    expect(await inviteByMail(server.services, person, occasion)).toBe(true)
    expect(headerOf(await mails.arrival(), 'Subject')).toBe('A colleague has thanked you with Bright Spots')
    expect(await inviteByMail({ ...server.services, mail: undefined }, person, occasion)).toBe(false)
    expect(await inviteByMail(server.services, { ...person, id: 'nobody' }, occasion)).toBe(false)
    expect(mails.received).toHaveLength(1)
  })
})

describe('refuses', () => {
  beforeEach(() => open())
  itRefuses({
    server: () => server,
    call: 'POST /api/v1/admin/people/nobody/invite',
    whose: 'admins',
    token: () => ADMIN_TOKEN,
    otherToken: () => ada.token,
    json: () => ({ send: true }),
    mayBeEmpty: true,
  })
})

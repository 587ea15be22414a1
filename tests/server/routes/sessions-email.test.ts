import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Config } from '../../../server/config.ts'
import type { MailServer } from '../mail/mail-server.ts'
import { headerOf, openMailServer } from '../mail/mail-server.ts'
import { expectProblem } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN, openTestServer } from '../test-server.ts'

const TEN_MINUTES = 600

let mails: MailServer
let server: TestServer
let ada: SignedIn

async function open(settings: Partial<Config> = {}): Promise<void> {
  server = await openTestServer({ mail: mails.settings, ...settings })
  ada = await server.addPerson('Ada')
}

beforeEach(async () => {
  mails = await openMailServer()
})
afterEach(async () => {
  await server.close()
  await mails.close()
})

async function ask(email: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await server.ask('POST /api/v1/sessions/email', { json: { email }, headers })
  expect(answer.status).toBe(202)
  const { challenge, ...more } = await answer.json()
  expect(more).toEqual({})
  return challenge
}

function signIn(grant: { code: string; challenge: string; email?: string }): Promise<Response> {
  const json = { grant: 'email', email: 'ada@corp.example', device: 'Firefox on Linux', ...grant }
  return server.ask('POST /api/v1/sessions', { json })
}

async function codeOf(count = 1): Promise<string> {
  const [code = ''] = /^\d{8}/.exec(headerOf(await mails.arrival(count), 'Subject') ?? '') ?? []
  expect(code).toHaveLength(8)
  return code
}

/** A code that is wrong, and looks right. */
function not(code: string): string {
  return code.replace(/^./, (digit) => String((Number(digit) + 1) % 10))
}

async function acts(action: string) {
  const { entries } = await server.store.audit.list({ limit: 100 })
  return entries.filter((entry) => entry.action === action)
}

/** Once what follows an answer is done. */
async function settled<T>(look: () => Promise<T[]>): Promise<T[]> {
  return vi.waitFor(async () => {
    const found = await look()
    expect(found).not.toEqual([])
    return found
  })
}

describe('a code by e-mail', () => {
  test('signs in the browser that asked for it', async () => {
    await open()
    const challenge = await ask('ADA@corp.example')
    const code = await codeOf()
    expect((await mails.arrival()).to).toEqual(['ada@corp.example'])
    const answer = await signIn({ code: ` ${code.slice(0, 4)} ${code.slice(4)}`.trim(), challenge })
    expect(answer.status).toBe(201)
    const { token, person } = await answer.json()
    expect(person).toMatchObject({ id: ada.id, name: 'Ada' })
    expect((await server.ask('GET /api/v1/me', { token })).status).toBe(200)
    const [latest] = await acts('session.opened')
    expect(latest).toMatchObject({ actor: { kind: 'person', id: ada.id }, details: { grant: 'email' } })
  })

  test('is good once', async () => {
    await open()
    const challenge = await ask('ada@corp.example')
    const code = await codeOf()
    expect((await signIn({ code, challenge })).status).toBe(201)
    await expectProblem(await signIn({ code, challenge }), 'code_expired', code)
  })

  test('is good for ten minutes', async () => {
    await open()
    const challenges = [await ask('ada@corp.example')]
    const codes = [await codeOf()]
    challenges.push(await ask('ada@corp.example'))
    codes.push(await codeOf(2))
    server.pass(TEN_MINUTES - 1)
    expect((await signIn({ code: codes[0] ?? '', challenge: challenges[0] ?? '' })).status).toBe(201)
    server.pass(1)
    await expectProblem(
      await signIn({ code: codes[1] ?? '', challenge: challenges[1] ?? '' }),
      'code_expired',
    )
  })

  test('is gone after five wrong ones, and each is noted', async () => {
    await open()
    const challenge = await ask('ada@corp.example')
    const code = await codeOf()
    for (let tries = 0; tries < 4; tries += 1)
      await expectProblem(await signIn({ code: not(code), challenge }), 'code_wrong', not(code))
    await expectProblem(await signIn({ code: not(code), challenge }), 'code_expired')
    await expectProblem(await signIn({ code, challenge }), 'code_expired')
    await vi.waitFor(async () => expect(await acts('session.refused')).toHaveLength(6))
    expect((await acts('session.refused')).at(-1)).toMatchObject({
      actor: { id: ada.id },
      details: { grant: 'email', reason: 'code_wrong' },
    })
  })

  test('is of no use with the challenge of another browser, or for another address', async () => {
    await open()
    await server.addPerson('Ben')
    const challenge = await ask('ada@corp.example')
    const code = await codeOf()
    const other = await ask('ada@corp.example')
    await codeOf(2)
    await expectProblem(await signIn({ code, challenge: other }), 'code_wrong')
    await expectProblem(await signIn({ code, challenge, email: 'ben@corp.example' }), 'code_wrong')
    await expectProblem(await signIn({ code, challenge: 'made-up' }), 'code_expired')
    for (let tries = 0; tries < 2; tries += 1) await signIn({ code: not(code), challenge })
    expect((await signIn({ code, challenge })).status).toBe(201)
  })

  test('is of no use to somebody who was deactivated meanwhile', async () => {
    await open()
    const challenge = await ask('ada@corp.example')
    const code = await codeOf()
    await server.ask(`DELETE /api/v1/admin/people/${ada.id}`, { token: ADMIN_TOKEN })
    await expectProblem(await signIn({ code, challenge }), 'code_expired')
  })

  test('speaks the language of the browser', async () => {
    await open()
    await ask('ada@corp.example', { 'accept-language': 'ar-EG, en;q=0.5' })
    const mail = await mails.arrival()
    expect(headerOf(mail, 'Content-Language')).toBe('ar')
    expect(headerOf(mail, 'Subject')).toMatch(/^\d{8} هو رمزك/)
  })

  test('is nowhere in the log', async () => {
    await open()
    const challenge = await ask('ada@corp.example')
    const code = await codeOf()
    await signIn({ code, challenge })
    expect(server.logged.join('')).not.toMatch(new RegExp(`${code}|${challenge}|ada@corp`))
  })
})

describe('an address that nobody has', () => {
  test('gets the same answer, the same attempt in the store, and no mail', async () => {
    await open()
    const added = vi.spyOn(server.store.access, 'addAttempt')
    const looked = vi.spyOn(server.store.people, 'findByEmail')
    const known = await ask('ada@corp.example')
    expect([added.mock.calls.length, looked.mock.calls.length]).toEqual([1, 1])
    const unknown = await ask('nobody@corp.example')
    expect([added.mock.calls.length, looked.mock.calls.length]).toEqual([2, 2])
    expect(unknown).toHaveLength(known.length)
    const [first, second] = added.mock.calls.map(([attempt]) => attempt)
    expect(Object.keys(second ?? {})).toEqual(Object.keys(first ?? {}))
    expect(second).toMatchObject({ personId: null, triesLeft: 5, expiresAt: first?.expiresAt })
    await codeOf()
    await server.mailSettled()
    expect(mails.received).toHaveLength(1)
  })

  test('is answered like a wrong code, and five times', async () => {
    await open()
    const challenge = await ask('nobody@corp.example')
    const grant = { code: '00000000', challenge, email: 'nobody@corp.example' }
    for (let tries = 0; tries < 4; tries += 1) await expectProblem(await signIn(grant), 'code_wrong')
    await expectProblem(await signIn(grant), 'code_expired')
    expect(await acts('session.refused')).toEqual([])
  })

  test('of somebody who was deactivated is answered the same, and noted after the answer', async () => {
    await open()
    await server.ask(`DELETE /api/v1/admin/people/${ada.id}`, { token: ADMIN_TOKEN })
    const noted = vi.spyOn(server.store.audit, 'append')
    await ask('ada@corp.example')
    expect(noted).not.toHaveBeenCalled()
    const [refused] = await settled(() => acts('session.refused'))
    expect(refused).toMatchObject({ actor: { id: ada.id }, details: { reason: 'deactivated' } })
    expect(mails.received).toEqual([])
  })
})

describe('the mail goes out after the answer', () => {
  test('which does not wait for a server that says nothing', async () => {
    await open()
    const letGo = mails.holdBack()
    await ask('ada@corp.example')
    expect(mails.received).toEqual([])
    letGo()
    await codeOf()
  })

  test('which is the same when it is refused', async () => {
    await open()
    mails.refuse('no such user ada@corp.example')
    await ask('ada@corp.example')
    await server.mailSettled()
    const log = await settled(async () =>
      server.logged.filter((line) => line.includes('A mail could not be sent')),
    )
    expect(log.join('')).not.toContain('ada')
  })
})

describe('somebody who is not in the directory', () => {
  test('signs in for the first time at an allowed domain', async () => {
    await open({ allowedDomains: new Set(['corp.example']) })
    const email = 'grace.hopper@Corp.Example'
    const challenge = await ask(email)
    const answer = await signIn({ code: await codeOf(), challenge, email })
    expect(answer.status).toBe(201)
    expect(await server.store.people.findByEmail(email)).toMatchObject({
      name: 'Grace Hopper',
      role: 'member',
      active: true,
      pending: false,
    })
  })

  test.each(['eve@evil.example', 'eve@corp.example.evil.example', 'eve@sub.corp.example'])(
    'and is %s gets no mail',
    async (email) => {
      await open({ allowedDomains: new Set(['corp.example']) })
      await ask(email)
      await ask('ada@corp.example')
      expect((await mails.arrival()).to).toEqual(['ada@corp.example'])
      await server.mailSettled()
      expect(mails.received).toHaveLength(1)
      expect(await server.store.people.findByEmail(email)).toBeUndefined()
    },
  )
})

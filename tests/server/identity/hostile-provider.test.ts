import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expectProblem } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { acts, begin, comeBack, locationOf, newJourney, openServerWith, REDIRECT, trade } from './journey.ts'
import { LIES } from './lies.ts'
import type { LyingProvider } from './lying-provider.ts'
import { openLyingProvider } from './lying-provider.ts'

const ADA = { sub: 'ada-1', email: 'ada@corp.example', email_verified: true, name: 'Ada' }

let provider: LyingProvider
let server: TestServer
let ada: SignedIn

beforeAll(async () => {
  provider = await openLyingProvider()
})
afterAll(() => provider.close())
beforeEach(async () => {
  provider.tell(ADA)
  server = await openServerWith(provider.issuer, { allowedDomains: new Set(['corp.example']) })
  ada = await server.addPerson('Ada')
})
afterEach(() => server.close())

async function goThere(journey = newJourney()): Promise<URL> {
  const callback = provider.signIn(await begin(server, journey))
  return locationOf(await comeBack(server, callback))
}

async function signIn(): Promise<Response> {
  const journey = newJourney()
  const end = await goThere(journey)
  return trade(server, end.searchParams.get('code') ?? '', journey)
}

const sub = (subject: string) => server.store.people.findByIdentity({ issuer: provider.issuer, subject })

/** Refused by name; nothing was opened, nobody linked, nobody added, and the log says nothing of people. */
async function expectRefused(end: URL, error = 'provider'): Promise<void> {
  expect(end.href.startsWith(`${REDIRECT}?`)).toBe(true)
  expect(Object.fromEntries(end.searchParams)).toEqual({ error, state: expect.any(String) })
  expect(await sub(ADA.sub)).toBeUndefined()
  expect((await server.store.people.list({ limit: 10 })).people).toHaveLength(1)
  expect(await acts(server, 'session.opened')).toHaveLength(1)
  expect(await server.store.access.devices(ada.id)).toHaveLength(1)
  expect(server.logged.join('')).not.toMatch(/\bada\b|corp\.example|\bevil/i)
}

test('a provider that tells the truth is believed', async () => {
  expect((await signIn()).status).toBe(201)
  expect(await sub(ADA.sub)).toMatchObject({ id: ada.id })
})

describe('is not believed, with', () => {
  test.each(LIES)('%s', async (_what, lies) => {
    provider.tell(ADA, lies)
    await expectRefused(await goThereEvenIfAway())
    provider.tell(ADA)
    expect((await signIn()).status).toBe(201)
  })

  test('the profile of somebody else', async () => {
    const { email: _email, ...withoutEmail } = ADA
    provider.tell(withoutEmail, { userinfo: { sub: 'eve', email: 'ada@corp.example', email_verified: true } })
    await expectRefused(await goThere())
  })

  test('a redirect without its issuer, where it announced one', async () => {
    const callback = provider.signIn(await begin(server, newJourney()))
    callback.searchParams.delete('iss')
    await expectRefused(locationOf(await comeBack(server, callback)))
  })

  test.each(['code', 'iss'])('%s twice in the redirect', async (name) => {
    const callback = provider.signIn(await begin(server, newJourney()))
    callback.searchParams.append(name, 'another')
    await expectRefused(locationOf(await comeBack(server, callback)))
  })
})

/** A description that is a lie is noticed before anybody is sent to the provider. */
async function goThereEvenIfAway(): Promise<URL> {
  const journey = newJourney()
  const first = await begin(server, journey)
  return first.href.startsWith(REDIRECT) ? first : locationOf(await comeBack(server, provider.signIn(first)))
}

describe('what is used again', () => {
  test('a redirect is taken once, and the second says nothing of where to go', async () => {
    const journey = newJourney()
    const callback = provider.signIn(await begin(server, journey))
    await comeBack(server, callback)
    await expectProblem(await comeBack(server, callback), 'code_expired')
  })

  test('the code of one visit is no code for another: its token has the nonce of the first', async () => {
    const first = provider.signIn(await begin(server, newJourney()))
    const second = provider.signIn(await begin(server, newJourney()))
    second.searchParams.set('code', first.searchParams.get('code') ?? '')
    await expectRefused(locationOf(await comeBack(server, second)))
  })

  test('each visit has a verifier of its own, which only the token endpoint sees', async () => {
    const from = await begin(server, newJourney())
    await comeBack(server, provider.signIn(from))
    const verifier = provider.tokenRequests.at(-1)?.get('code_verifier') ?? ''
    expect(verifier).toMatch(/^[\w-]{43}$/)
    expect(from.href).not.toContain(verifier)
    await signIn()
    expect(provider.tokenRequests.at(-1)?.get('code_verifier')).not.toBe(verifier)
  })

  test('a visit ends after ten minutes', async () => {
    const callback = provider.signIn(await begin(server, newJourney()))
    server.pass(600)
    await expectProblem(await comeBack(server, callback), 'code_expired')
  })

  test.each(['a-state-that-nobody-has-made', 'short', ''])(
    'the state %j belongs to no visit',
    async (state) => {
      const callback = provider.signIn(await begin(server, newJourney()))
      callback.searchParams.set('state', state)
      await expectProblem(
        await comeBack(server, callback),
        state.length < 16 ? 'invalid_request' : 'code_expired',
      )
    },
  )
})

describe('an address', () => {
  test('that changes under the same subject changes nothing: nobody else is signed in', async () => {
    const ben = await server.addPerson('Ben')
    await signIn()
    provider.tell({ ...ADA, email: 'ben@corp.example' })
    expect((await (await signIn()).json()).person.id).toBe(ada.id)
    expect(await server.store.access.devices(ben.id)).toHaveLength(1)
  })

  test('that another subject has now does not give them the person', async () => {
    await signIn()
    provider.tell({ ...ADA, sub: 'eve' })
    expect(Object.fromEntries((await goThere()).searchParams)).toMatchObject({ error: 'unknown_person' })
    expect(await sub('eve')).toBeUndefined()
    expect(await acts(server, 'session.refused')).toMatchObject([{ actor: { id: ada.id } }])
  })

  test.each([
    ['is not verified', { email_verified: false }, 'email_unverified'],
    ['is not said to be verified', { email_verified: undefined }, 'email_unverified'],
    ['is verified in other words', { email_verified: 'yes' }, 'email_unverified'],
    ['is verified by a number', { email_verified: 1 }, 'email_unverified'],
    ['is none', { email: 'ada' }, 'unknown_person'],
    ['is a list', { email: ['ada@corp.example'] }, 'unknown_person'],
    ['has a line more', { email: 'ada@corp.example\r\nBcc: eve@evil.example' }, 'unknown_person'],
    ['is of elsewhere', { email: 'ada@corp.example.evil.example' }, 'unknown_person'],
    ['only looks as if', { email: 'new@\u0441orp.example' }, 'unknown_person'],
  ])('that %s lets nobody in', async (_what, claims, error) => {
    provider.tell({ ...ADA, ...claims })
    await expectRefused(await goThere(), error)
  })

  test('that is verified by the text true is verified', async () => {
    provider.tell({ ...ADA, email_verified: 'true' })
    expect((await signIn()).status).toBe(201)
  })

  test('and a name that is none: the name is made of the address', async () => {
    provider.tell({ ...ADA, sub: 'new', email: 'grace.hopper@corp.example', name: 'Grace\u0000\n' })
    const { person } = await (await signIn()).json()
    expect(person.name).toBe('Grace Hopper')
  })
})

describe('a provider that says no', () => {
  test.each([
    ['access_denied', 'cancelled'],
    ['temporarily_unavailable', 'provider'],
    ['made up by eve', 'provider'],
  ])('%s is %s to the extension', async (error, expected) => {
    const callback = provider.signIn(await begin(server, newJourney()))
    callback.searchParams.delete('code')
    callback.searchParams.set('error', error)
    callback.searchParams.set('error_description', 'ada@corp.example may not')
    await expectRefused(locationOf(await comeBack(server, callback)), expected)
    expect(server.logged.join('')).not.toMatch(/\beve\b|may not/)
  })

  test('and is away comes back to the extension, and is asked again once it is there', async () => {
    provider.tell(ADA, { isAway: true })
    const journey = newJourney()
    const end = await begin(server, journey)
    expect(Object.fromEntries(end.searchParams)).toEqual({ error: 'provider', state: journey.state })
    await expectRefused(end)
    provider.tell(ADA)
    expect((await signIn()).status).toBe(201)
  })

  test('and goes away during the visit', async () => {
    const callback = provider.signIn(await begin(server, newJourney()))
    provider.tell(ADA, { isAway: true })
    await expectRefused(locationOf(await comeBack(server, callback)))
    const log = server.logged.map((line) => JSON.parse(line))
    expect(log).toContainEqual(
      expect.objectContaining({ level: 'warn', msg: 'A sign-in failed at the OpenID provider' }),
    )
  })

  test('and may be told of by the word of the protocol', async () => {
    provider.tell(ADA, {
      tokenAnswer: { status: 401, text: '{"error":"invalid_client","error_description":"ada"}' },
    })
    await expectRefused(await goThere())
    expect(server.logged.join('')).toContain('"error":"invalid_client"')
  })
})

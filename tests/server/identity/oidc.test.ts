import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { expectProblem } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { ADMIN_TOKEN } from '../test-server.ts'
import type { HonestProvider } from './honest-provider.ts'
import { openHonestProvider } from './honest-provider.ts'
import {
  acts,
  begin,
  CALLBACK,
  comeBack,
  locationOf,
  newJourney,
  openServerWith,
  REDIRECT,
  trade,
} from './journey.ts'

const PEOPLE = {
  ada: { email: 'Ada@corp.example', email_verified: true, name: 'Ada of the provider' },
  grace: { email: 'grace@corp.example', email_verified: true, name: 'Grace Hopper' },
  eve: { email: 'eve@evil.example', email_verified: true, name: 'Eve' },
  mallory: { email: 'ada@corp.example', email_verified: false, name: 'Ada' },
  nobody: {},
}

let provider: HonestProvider
let server: TestServer
let ada: SignedIn

beforeAll(async () => {
  provider = await openHonestProvider(PEOPLE)
})
afterAll(() => provider.close())
afterEach(() => server.close())

async function open(settings: Parameters<typeof openServerWith>[1] = {}): Promise<void> {
  server = await openServerWith(provider.issuer, settings)
  ada = await server.addPerson('Ada')
}

/** From the extension to the provider and back to it. */
async function goThere(name: keyof typeof PEOPLE, journey = newJourney()): Promise<URLSearchParams> {
  const callback = await provider.signIn(await begin(server, journey), name)
  const end = locationOf(await comeBack(server, callback))
  expect(end.href.startsWith(`${REDIRECT}?`)).toBe(true)
  expect(end.searchParams.get('state')).toBe(journey.state)
  return end.searchParams
}

async function signIn(name: keyof typeof PEOPLE): Promise<Response> {
  const journey = newJourney()
  return trade(server, (await goThere(name, journey)).get('code') ?? '', journey)
}

describe('the organisation’s own sign-in', () => {
  test('signs in who is known by a verified address, end to end', async () => {
    await open()
    const answer = await signIn('ada')
    expect(answer.status).toBe(201)
    const { token, person } = await answer.json()
    expect(person).toMatchObject({ id: ada.id, name: 'Ada' })
    const { sessions } = await (await server.ask('GET /api/v1/sessions', { token })).json()
    expect(sessions).toContainEqual(expect.objectContaining({ grant: 'oidc', current: true }))
    const identity = { issuer: provider.issuer, subject: 'ada' }
    expect(await server.store.people.findByIdentity(identity)).toMatchObject({ id: ada.id })
    const [opened] = await acts(server, 'session.opened')
    expect(opened).toMatchObject({ actor: { id: ada.id }, details: { grant: 'oidc' } })
  })

  test('asks for PKCE, a nonce and no more than it needs', async () => {
    await open()
    const { searchParams } = await begin(server, newJourney())
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'bright-spots',
      response_type: 'code',
      redirect_uri: CALLBACK,
      scope: 'openid email profile',
      state: expect.stringMatching(/^[\w-]{43}$/),
      nonce: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    })
  })

  test('knows who was there before by the subject, whatever the address', async () => {
    await open()
    await signIn('ada')
    const json = { email: 'ada.lovelace@corp.example' }
    await server.ask(`PATCH /api/v1/admin/people/${ada.id}`, { token: ADMIN_TOKEN, json })
    expect((await (await signIn('ada')).json()).person.id).toBe(ada.id)
  })

  test('lets nobody in who is not known', async () => {
    await open()
    expect((await goThere('grace')).get('error')).toBe('unknown_person')
    expect((await goThere('nobody')).get('error')).toBe('unknown_person')
    expect(await server.store.people.findByEmail('grace@corp.example')).toBeUndefined()
  })

  test('adds people of allowed domains, as members, by the name that the provider says', async () => {
    await open({ allowedDomains: new Set(['corp.example']) })
    const { person } = await (await signIn('grace')).json()
    expect(await server.store.people.find(person.id)).toMatchObject({
      name: 'Grace Hopper',
      email: 'grace@corp.example',
      role: 'member',
      pending: false,
    })
    expect((await goThere('eve')).get('error')).toBe('unknown_person')
  })

  test('gives who was added by a colleague their name', async () => {
    await open({ allowedDomains: new Set(['corp.example']) })
    const json = { email: 'grace@corp.example' }
    const added = await server.ask('POST /api/v1/people', { token: ada.token, json })
    const { person } = await added.json()
    expect((await signIn('grace')).status).toBe(201)
    expect(await server.store.people.find(person.id)).toMatchObject({ name: 'Grace Hopper', pending: false })
  })

  test('keeps who was deactivated out, known by subject or by address, and notes it', async () => {
    await open({ allowedDomains: new Set(['corp.example']) })
    await signIn('ada')
    await server.ask(`DELETE /api/v1/admin/people/${ada.id}`, { token: ADMIN_TOKEN })
    expect((await goThere('ada')).get('error')).toBe('unknown_person')
    const json = { name: 'Grace', email: 'grace@corp.example' }
    const { id } = await (await server.ask('POST /api/v1/admin/people', { token: ADMIN_TOKEN, json })).json()
    await server.ask(`DELETE /api/v1/admin/people/${id}`, { token: ADMIN_TOKEN })
    expect((await goThere('grace')).get('error')).toBe('unknown_person')
    expect(await acts(server, 'session.refused')).toMatchObject([
      { actor: { id }, details: { grant: 'oidc', reason: 'unknown_person' } },
      { actor: { id: ada.id }, details: { grant: 'oidc', reason: 'unknown_person' } },
    ])
  })

  test('counts no address that is not verified, unless that is trusted', async () => {
    await open()
    expect((await goThere('mallory')).get('error')).toBe('email_unverified')
    expect(
      await server.store.people.findByIdentity({ issuer: provider.issuer, subject: 'mallory' }),
    ).toBeUndefined()
    expect(await acts(server, 'session.refused')).toMatchObject([{ actor: { id: ada.id } }])
    await server.close()
    await open({ trustsEmail: true })
    expect((await goThere('mallory')).get('code')).toBeTruthy()
  })

  test('is listed where there is one', async () => {
    await open()
    expect((await (await server.ask('GET /api/v1/server')).json()).signIn).toEqual(['invite', 'oidc'])
  })
})

describe('the code that the extension gets', () => {
  test('is good once', async () => {
    await open()
    const journey = newJourney()
    const code = (await goThere('ada', journey)).get('code') ?? ''
    expect((await trade(server, code, journey)).status).toBe(201)
    await expectProblem(await trade(server, code, journey), 'code_expired', code)
  })

  test('is good for a minute', async () => {
    await open()
    const [early, late] = [newJourney(), newJourney()]
    const codes = [await goThere('ada', early), await goThere('ada', late)].map(
      (end) => end.get('code') ?? '',
    )
    server.pass(59)
    expect((await trade(server, codes[0] ?? '', early)).status).toBe(201)
    server.pass(1)
    await expectProblem(await trade(server, codes[1] ?? '', late), 'code_expired')
  })

  test('is of no use without the verifier, and gone after one guess', async () => {
    await open()
    const journey = newJourney()
    const code = (await goThere('ada', journey)).get('code') ?? ''
    const before = (await acts(server, 'session.opened')).length
    await expectProblem(await trade(server, code, newJourney()), 'code_expired')
    await expectProblem(await trade(server, code, journey), 'code_expired')
    expect(await acts(server, 'session.opened')).toHaveLength(before)
  })

  test('is of no use to who was deactivated meanwhile', async () => {
    await open()
    const journey = newJourney()
    const code = (await goThere('ada', journey)).get('code') ?? ''
    await server.ask(`DELETE /api/v1/admin/people/${ada.id}`, { token: ADMIN_TOKEN })
    await expectProblem(await trade(server, code, journey), 'code_expired')
  })

  test('is no code by e-mail, nor the state of a visit', async () => {
    await open()
    const journey = newJourney()
    const address = await begin(server, journey)
    const state = address.searchParams.get('state') ?? ''
    await expectProblem(await trade(server, state, journey), 'code_expired')
    const code = (await goThere('ada', journey)).get('code') ?? ''
    const json = { grant: 'email', email: 'ada@corp.example', code: '12345678', challenge: code, device: 'x' }
    await expectProblem(await server.ask('POST /api/v1/sessions', { json }), 'code_expired')
    expect((await trade(server, code, journey)).status).toBe(201)
  })
})

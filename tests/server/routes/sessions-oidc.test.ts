import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { CHROME_ID, GECKO_ID } from '../../../shared/extension-ids.ts'
import { askToBegin, locationOf, newJourney, openServerWith } from '../identity/journey.ts'
import type { LyingProvider } from '../identity/lying-provider.ts'
import { openLyingProvider } from '../identity/lying-provider.ts'
import { expectProblem } from '../refusals.ts'
import type { TestServer } from '../test-server.ts'
import { openTestServer } from '../test-server.ts'

const HOST = `${CHROME_ID}.chromiumapp.org`
const GECKO_HOST = `${createHash('sha1').update(GECKO_ID).digest('hex')}.extensions.allizom.org`

let provider: LyingProvider
let server: TestServer
beforeAll(async () => {
  provider = await openLyingProvider()
})
afterAll(() => provider.close())
beforeEach(async () => {
  server = await openServerWith(provider.issuer)
})
afterEach(() => server.close())

describe('redirect_uri', () => {
  test.each([`https://${HOST}/`, `https://${HOST}/signed-in`, `https://${HOST}`, `https://${GECKO_HOST}/`])(
    'may be %s',
    async (redirect) => {
      const to = locationOf(await askToBegin(server, newJourney(), { redirect_uri: redirect }))
      expect(to.href.startsWith(`${provider.issuer}/authorize?`)).toBe(true)
    },
  )

  test.each([
    'https://evil.example/',
    `http://${HOST}/`,
    `https://${HOST}.evil.example/`,
    `https://${HOST}./`,
    `https://${HOST}:8443/`,
    `https://x.${HOST}/`,
    `https://${HOST}@evil.example/`,
    `https://evil.example@${HOST}/`,
    `https://:x@${HOST}/`,
    `https://evil.example#@${HOST}/`,
    `https://evil.example\\@${HOST}/`,
    `https://${HOST}/?code=mine`,
    `https://${HOST}/#code=mine`,
    `https://${'a'.repeat(32)}.chromiumapp.org/`,
    'https://chromiumapp.org/',
    `https://${'0'.repeat(40)}.extensions.allizom.org/`,
    `chrome-extension://${CHROME_ID}/`,
    'moz-extension://00000000-0000-4000-8000-000000000000/',
    'javascript:alert(1)',
    'data:text/html,x',
    `//${HOST}/`,
    HOST,
    '',
  ])('may not be %j: nobody is sent anywhere', async (redirect) => {
    const answer = await askToBegin(server, newJourney(), { redirect_uri: redirect })
    expect(answer.headers.get('location')).toBeNull()
    await expectProblem(answer, 'invalid_request')
  })
})

describe('a visit is not begun', () => {
  test.each([
    ['code_challenge', 'short'],
    ['code_challenge', 'x'.repeat(44)],
    ['code_challenge', `${'x'.repeat(42)}=`],
    ['state', 'short'],
    ['state', 'x'.repeat(129)],
    ['state', 'sixteen letters!!'],
    ['prompt', 'none'],
  ])('with %s=%s', async (name, value) => {
    await expectProblem(await askToBegin(server, newJourney(), { [name]: value }), 'invalid_request')
  })

  test('more often than 120 times a minute from one address', async () => {
    await server.close()
    server = await openServerWith(provider.issuer, { isLimited: true })
    for (let count = 0; count < 120; count += 1)
      expect((await server.ask('GET /api/v1/sessions/oidc', { from: '192.0.2.1' })).status).toBe(400)
    const refused = await server.ask('GET /api/v1/sessions/oidc', { from: '192.0.2.1' })
    await expectProblem(refused, 'too_many_requests')
    expect((await server.ask('GET /api/v1/sessions/oidc', { from: '192.0.2.2' })).status).toBe(400)
  })
})

test('neither answer is kept by a browser, sets a cookie, or tells where it came from', async () => {
  const answer = await askToBegin(server, newJourney())
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
  expect(answer.headers.get('set-cookie')).toBeNull()
})

test('a server without OIDC_ISSUER says so', async () => {
  await server.close()
  server = await openTestServer()
  await expectProblem(await askToBegin(server, newJourney()), 'not_found')
  const back = await server.ask(`GET /api/v1/sessions/oidc/callback?state=${'x'.repeat(43)}&code=x`)
  await expectProblem(back, 'not_found')
})

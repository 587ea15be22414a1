import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }
import { OLDEST_EXTENSION } from '../../../server/http/clients.ts'
import { CLIENT_HEADER, isOlder, nameExtension } from '../../../shared/client-version.ts'
import { expectProblem } from '../refusals.ts'
import type { SignedIn, TestServer } from '../test-server.ts'
import { openTestServer } from '../test-server.ts'

let server: TestServer
let ada: SignedIn
beforeEach(async () => {
  server = await openTestServer()
  ada = await server.addPerson('Ada')
})
afterEach(() => server.close())

const askAs = (client: string, call = 'GET /api/v1/me') =>
  server.ask(call, { token: ada.token, headers: { [CLIENT_HEADER]: client } })

describe('an extension that is too old', () => {
  test('is refused, and told what to do', async () => {
    const answer = await askAs(nameExtension('0.0.9'))
    expect(await answer.clone().json()).toMatchObject({
      detail: `Update the extension: ${OLDEST_EXTENSION} is the oldest one served`,
    })
    await expectProblem(answer, 'client_too_old')
  })

  test('learns which one it must be', async () => {
    const answer = await askAs(nameExtension('0.0.9'), 'GET /api/v1/server')
    expect(await answer.json()).toMatchObject({ oldestExtension: OLDEST_EXTENSION })
  })
})

describe('served are', () => {
  test('the extension that is built here', async () => {
    expect(isOlder(packageJson.version, OLDEST_EXTENSION)).toBe(false)
    expect((await askAs(nameExtension(packageJson.version))).status).toBe(200)
  })

  test.each([nameExtension('99.0'), 'hr-sync/0.0.1', 'extension/nonsense', ''])('%j', async (client) => {
    expect((await askAs(client)).status).toBe(200)
  })

  test('those who do not say what they are', async () => {
    expect((await server.ask('GET /api/v1/me', { token: ada.token })).status).toBe(200)
  })
})

test('browsers let the extension say it', async () => {
  const headers = {
    origin: 'moz-extension://0b1e2c3d-4f5a-6789-abcd-ef0123456789',
    'access-control-request-method': 'GET',
    'access-control-request-headers': 'authorization,bright-spots-client',
  }
  const preflight = await server.ask('OPTIONS /api/v1/me', { headers })
  const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase()
  expect(allowed?.split(',')).toContain('bright-spots-client')
})

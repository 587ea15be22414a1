import { createHash, randomBytes } from 'node:crypto'
import type { Config } from '../../../server/config.ts'
import { CHROME_ID } from '../../../shared/extension-ids.ts'
import type { TestServer } from '../test-server.ts'
import { openTestServer } from '../test-server.ts'

export const PUBLIC_URL = 'https://thanks.corp.example'
export const CALLBACK = `${PUBLIC_URL}/api/v1/sessions/oidc/callback`
export const CLIENT_ID = 'bright-spots'
export const CLIENT_SECRET = 'secret-secret-secret-secret-secret'
export const REDIRECT = `https://${CHROME_ID}.chromiumapp.org/`

/** What the extension keeps while somebody signs in. */
export interface Journey {
  verifier: string
  state: string
}

export function openServerWith(issuer: string, settings: Partial<Config> & { trustsEmail?: boolean } = {}) {
  const { trustsEmail = false, ...more } = settings
  return openTestServer({
    publicUrl: PUBLIC_URL,
    oidc: { issuer: new URL(issuer), clientId: CLIENT_ID, clientSecret: CLIENT_SECRET, trustsEmail },
    ...more,
  })
}

export function newJourney(): Journey {
  return { verifier: randomBytes(32).toString('base64url'), state: randomBytes(16).toString('base64url') }
}

export function askToBegin(
  server: TestServer,
  { verifier, state }: Journey,
  changes: Record<string, string> = {},
): Promise<Response> {
  const query = new URLSearchParams({
    redirect_uri: REDIRECT,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    state,
    ...changes,
  })
  return server.ask(`GET /api/v1/sessions/oidc?${query}`)
}

/** Where the answer sends the browser. */
export function locationOf(answer: Response): URL {
  if (answer.status !== 302) throw new Error(`${answer.status} is no redirect`)
  return new URL(answer.headers.get('location') ?? '')
}

export async function begin(server: TestServer, journey: Journey): Promise<URL> {
  return locationOf(await askToBegin(server, journey))
}

/** Follows the provider's redirect to the server, and answers where that sends the browser. */
export function comeBack(server: TestServer, callback: URL): Promise<Response> {
  if (`${callback.origin}${callback.pathname}` !== CALLBACK) throw new Error(`${callback.href} is elsewhere`)
  return server.ask(`GET ${callback.pathname}${callback.search}`)
}

export function trade(
  server: TestServer,
  code: string,
  { verifier }: Pick<Journey, 'verifier'>,
): Promise<Response> {
  const json = { grant: 'oidc', code, codeVerifier: verifier, device: 'Firefox on Linux' }
  return server.ask('POST /api/v1/sessions', { json })
}

export async function acts(server: TestServer, action: string) {
  const { entries } = await server.store.audit.list({ limit: 100 })
  return entries.filter((entry) => entry.action === action)
}

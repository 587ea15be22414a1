import { createHmac, createSign, generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { CALLBACK, CLIENT_ID } from './journey.ts'

type Json = Record<string, unknown>

/** Where it departs from the truth; what is absent is true. */
export interface Lies {
  description?: Json
  /** Of the redirect. */
  answer?: Record<string, string>
  header?: Json
  claims?: (honest: Json) => Json
  sign?: (input: string) => string
  token?: Json
  /** Instead of the whole answer of the token endpoint. */
  tokenAnswer?: { status: number; text: string }
  userinfo?: Json
  /** Answers nothing at all. */
  isAway?: boolean
}

const own = generateKeyPairSync('rsa', { modulusLength: 2048 })
const strange = generateKeyPairSync('rsa', { modulusLength: 2048 })
const [publicPem] = [own.publicKey.export({ type: 'spki', format: 'pem' }).toString()]

function signWith(key: typeof own.privateKey): (input: string) => string {
  return (input) => createSign('RSA-SHA256').update(input).sign(key, 'base64url')
}

export const SIGNATURES = {
  none: () => '',
  strange: signWith(strange.privateKey),
  hmacOf: (secret: string) => (input: string) =>
    createHmac('sha256', secret).update(input).digest('base64url'),
  publicKeyAsSecret: (input: string) => createHmac('sha256', publicPem).update(input).digest('base64url'),
}

function encode(part: Json): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

/** A provider that says whatever it is told to say, in the forms that belong. Only the token endpoint counts its calls. */
export async function openLyingProvider() {
  let lies: Lies = {}
  let person: Json = {}
  const nonces = new Map<string, string>()
  const tokenRequests: URLSearchParams[] = []
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  // oxlint-disable-next-line typescript/consistent-type-assertions -- a server that listens on a port has an address of this kind
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const describe = (): Json => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    id_token_signing_alg_values_supported: ['RS256'],
    authorization_response_iss_parameter_supported: true,
    ...lies.description,
  })

  function idToken(nonce: string): string {
    const now = Math.floor(Date.now() / 1000)
    const honest = { iss: issuer, aud: CLIENT_ID, iat: now, exp: now + 300, nonce, ...person }
    const input = `${encode({ alg: 'RS256', kid: 'own', ...lies.header })}.${encode(lies.claims?.(honest) ?? honest)}`
    return `${input}.${(lies.sign ?? signWith(own.privateKey))(input)}`
  }

  async function answerToken(request: IncomingMessage): Promise<Json> {
    const asked = new URLSearchParams(await text(request))
    tokenRequests.push(asked)
    const id_token = idToken(nonces.get(asked.get('code') ?? '') ?? '')
    return { access_token: 'access', token_type: 'Bearer', expires_in: 60, id_token, ...lies.token }
  }

  async function answer(request: IncomingMessage): Promise<{ status: number; text: string }> {
    if (request.url === '/token' && lies.tokenAnswer) return lies.tokenAnswer
    const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }
    const answers: Record<string, () => Json | Promise<Json>> = {
      '/.well-known/openid-configuration': describe,
      '/jwks': () => ({ keys: [jwk] }),
      '/token': () => answerToken(request),
      '/userinfo': () => ({ ...person, ...lies.userinfo }),
    }
    const found = await answers[request.url ?? '']?.()
    return { status: found ? 200 : 404, text: JSON.stringify(found ?? {}) }
  }

  server.on('request', (request, response) => {
    if (lies.isAway) request.socket.destroy()
    else
      void answer(request).then(({ status, text: body }) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(body),
      )
  })

  return {
    issuer,
    tokenRequests,
    /** Who signs in from now on, and what is not true of it. */
    tell(claims: Json, newLies: Lies = {}) {
      person = claims
      lies = newLies
    },
    /** What the browser is sent back with, after a sign-in there that asks for nothing. */
    signIn(from: URL): URL {
      const [code, state] = [`code-${nonces.size}`, from.searchParams.get('state') ?? '']
      nonces.set(code, from.searchParams.get('nonce') ?? '')
      const callback = new URL(CALLBACK)
      callback.search = new URLSearchParams({ code, state, iss: issuer, ...lies.answer }).toString()
      return callback
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

export type LyingProvider = Awaited<ReturnType<typeof openLyingProvider>>

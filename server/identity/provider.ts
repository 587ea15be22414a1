import * as openid from 'openid-client'
import type { Config } from '../config.ts'
import { describeFault } from '../observing/fault.ts'
import type { Log } from '../observing/log.ts'
import type { Identity } from '../stores/people-store.ts'
import type { OidcSettings } from './settings.ts'

/** Where the provider sends people back to, below PUBLIC_URL. */
const CALLBACK_PATH = '/api/v1/sessions/oidc/callback'

const WAIT_SECONDS = 10
const SCOPE = 'openid email profile'

/** What only this server knows of a visit to the provider, but for the state, which comes back with the browser. */
export interface Visit {
  state: string
  nonce: string
  /** Of PKCE between this server and the provider. */
  verifier: string
}

/** What the provider says of somebody. */
export interface Claims {
  email: string | undefined
  isEmailVerified: boolean
  name: string | undefined
}

export type CameBack =
  | {
      kind: 'visitor'
      identity: Identity
      /** Asked for only when needed. Undefined when the provider is at fault. */
      claims(): Promise<Claims | undefined>
    }
  | { kind: 'cancelled' }
  /** The provider is away, or says what it must not. */
  | { kind: 'provider' }

/** The organisation's OpenID provider. */
export interface Provider {
  /** Where a browser begins its visit; undefined while the provider is away. */
  addressFor(visit: Visit): Promise<URL | undefined>
  /** Who it is that came back with that query. */
  receive(query: string, visit: Visit): Promise<CameBack>
}

export function newVisit(): Visit {
  return {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier: openid.randomPKCECodeVerifier(),
  }
}

/** By the header where the provider takes that, which it does unless it says otherwise (OpenID Connect Discovery, 3). */
function authenticateWith(secret: string): openid.ClientAuth {
  const [byHeader, byBody] = [openid.ClientSecretBasic(secret), openid.ClientSecretPost(secret)]
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
    return (methods.includes('client_secret_basic') ? byHeader : byBody)(server, ...rest)
  }
}

function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<openid.Configuration> {
  return openid.discovery(issuer, clientId, undefined, authenticateWith(clientSecret), {
    timeout: WAIT_SECONDS,
    execute: [
      openid.enableNonRepudiationChecks,
      ...(issuer.protocol === 'http:' ? [openid.allowInsecureRequests] : []),
    ],
  })
}

/** Some providers write true as a text. */
function claimsOf({ email, email_verified: verified, name }: Readonly<Record<string, unknown>>): Claims {
  return {
    email: typeof email === 'string' ? email : undefined,
    isEmailVerified: verified === true || verified === 'true',
    name: typeof name === 'string' ? name : undefined,
  }
}

/** The protocol's own word for what went wrong, e.g. `invalid_client`, if that is what it is. */
function wordOf(error: unknown): { error?: string } {
  const word = error instanceof Error && 'error' in error ? error.error : undefined
  return typeof word === 'string' && /^[a-z_]{1,40}$/.test(word) ? { error: word } : {}
}

function isCancelled(error: unknown): boolean {
  return error instanceof openid.AuthorizationResponseError && error.error === 'access_denied'
}

type Tokens = Awaited<ReturnType<typeof openid.authorizationCodeGrant>>

/** The provider is asked for its description at the first visit, and again after one failed: the server starts without it. */
class OpenidProvider implements Provider {
  readonly #settings: OidcSettings
  readonly #callback: string
  readonly #log: Log
  #known: Promise<openid.Configuration> | undefined

  constructor(settings: OidcSettings, callback: string, log: Log) {
    this.#settings = settings
    this.#callback = callback
    this.#log = log
  }

  async addressFor({ state, nonce, verifier }: Visit): Promise<URL | undefined> {
    try {
      return openid.buildAuthorizationUrl(await this.#configuration(), {
        redirect_uri: this.#callback,
        scope: SCOPE,
        state,
        nonce,
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      })
    } catch (error) {
      this.#tell(error)
      return undefined
    }
  }

  async receive(query: string, visit: Visit): Promise<CameBack> {
    try {
      return await this.#exchange(query, visit)
    } catch (error) {
      if (isCancelled(error)) return { kind: 'cancelled' }
      this.#tell(error)
      return { kind: 'provider' }
    }
  }

  async #exchange(query: string, { state, nonce, verifier }: Visit): Promise<CameBack> {
    const address = new URL(this.#callback)
    address.search = query
    const tokens = await openid.authorizationCodeGrant(await this.#configuration(), address, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    })
    const { iss: issuer = '', sub: subject = '' } = tokens.claims() ?? {}
    return { kind: 'visitor', identity: { issuer, subject }, claims: () => this.#claims(tokens, subject) }
  }

  async #claims(tokens: Tokens, subject: string): Promise<Claims | undefined> {
    const idToken = tokens.claims() ?? {}
    try {
      const client = await this.#configuration()
      if ('email' in idToken || !client.serverMetadata().userinfo_endpoint) return claimsOf(idToken)
      return claimsOf(await openid.fetchUserInfo(client, tokens.access_token, subject))
    } catch (error) {
      this.#tell(error)
      return undefined
    }
  }

  #configuration(): Promise<openid.Configuration> {
    this.#known ??= discover(this.#settings)
    return this.#known
  }

  /** What is known of the provider may be what is wrong: next time it is asked again. */
  #tell(error: unknown): void {
    this.#known = undefined
    this.#log.warn(
      { fault: describeFault(error), ...wordOf(error) },
      'A sign-in failed at the OpenID provider',
    )
  }
}

export function openProvider(
  settings: OidcSettings,
  { publicUrl }: Pick<Config, 'publicUrl'>,
  log: Log,
): Provider {
  return new OpenidProvider(settings, `${publicUrl}${CALLBACK_PATH}`, log)
}

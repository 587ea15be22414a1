import { browser } from 'wxt/browser'
import { OIDC_ERRORS } from '../../shared/sign-in.ts'
import type { ConnectFault } from '../faults.ts'
import type { SignInResult } from '../messages.ts'
import { announce, openStorage } from '../storage.ts'
import { deviceName, signIn } from './session.ts'
import { askOffered, keepSignIn } from './sign-in.ts'

/**
 * Signs in with the organisation's own account, in a window of the browser. The popup closes when that window opens, so how it
 * went is kept for the next one.
 */
export async function signInWithOrganisation(server: string): Promise<SignInResult> {
  const id = crypto.randomUUID()
  await keepSignIn({ way: 'oidc', server, id, beganAt: Date.now(), fault: null })
  const result = await visitOrganisation(server, id)
  if (result.kind === 'fault') await keepFault(id, result.fault)
  return result
}

async function visitOrganisation(
  server: string,
  id: string,
): Promise<SignInResult & { kind: 'connected' | 'fault' }> {
  const offered = await askOffered(server)
  if (offered.kind === 'fault') return offered
  const codeVerifier = randomText(32)
  const returned = await openItsWindow(server, codeVerifier)
  if ('fault' in returned) return { kind: 'fault', fault: returned.fault, server }
  // Whoever chose another way meanwhile is not signed in behind their back.
  if (!(await isStillWanted(id))) return { kind: 'fault', fault: 'oidc_cancelled', server }
  const { code } = returned
  return signIn(server, offered.info, { grant: 'oidc', code, codeVerifier, device: deviceName() })
}

type Returned = { code: string } | { fault: ConnectFault }

/** PKCE from end to end (RFC 7636): the code alone is worth nothing to whoever sees the address that it comes back in. */
async function openItsWindow(server: string, codeVerifier: string): Promise<Returned> {
  const state = randomText(16)
  const query = new URLSearchParams({
    redirect_uri: browser.identity.getRedirectURL(),
    code_challenge: await challengeOf(codeVerifier),
    state,
  })
  const url = `${server}/api/v1/sessions/oidc?${query}`
  try {
    const address = await browser.identity.launchWebAuthFlow({ url, interactive: true })
    return readReturned(new URL(address ?? '').searchParams, state)
  } catch (error) {
    return { fault: whyNothingCame(error) }
  }
}

/** What comes back with another state was not asked for by us. */
function readReturned(returned: URLSearchParams, state: string): Returned {
  if (returned.get('state') !== state) return { fault: 'oidc_expired' }
  const code = returned.get('code')
  if (code) return { code }
  const error = OIDC_ERRORS.find((known) => known === returned.get('error'))
  return { fault: `oidc_${error ?? 'provider'}` }
}

/** Browsers say in English alone why there is no address; closing the window is by far the commonest. */
function whyNothingCame(error: unknown): ConnectFault {
  if (!navigator.onLine) return 'offline'
  return /could not be loaded|invalid/i.test(String(error)) ? 'oidc_provider' : 'oidc_cancelled'
}

async function isStillWanted(id: string): Promise<boolean> {
  const kept = await (await openStorage()).get('signIn', 'current')
  return kept?.way === 'oidc' && kept.id === id
}

/** Unless something else was begun since. */
async function keepFault(id: string, fault: ConnectFault): Promise<void> {
  const transaction = (await openStorage()).transaction('signIn', 'readwrite')
  const kept = await transaction.store.get('current')
  if (kept?.way === 'oidc' && kept.id === id) await transaction.store.put({ ...kept, fault }, 'current')
  await transaction.done
  announce('signIn')
}

function randomText(bytes: number): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytes)))
}

async function challengeOf(verifier: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))))
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

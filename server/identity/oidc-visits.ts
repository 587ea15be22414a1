import type { Context } from 'hono'
import * as v from 'valibot'
import type { OidcError, OidcGrant, OidcQuery } from '../../shared/sign-in.ts'
import { Problem } from '../../shared/problem.ts'
import type { PersonId } from '../../shared/recognition.ts'
import { recordAct } from '../observing/audit.ts'
import type { Services } from '../services.ts'
import type { SignInAttempt } from '../stores/access-store.ts'
import { recognise } from './oidc-people.ts'
import type { Provider } from './provider.ts'
import { newVisit } from './provider.ts'
import { findRedirect, redirectWith } from './redirects.ts'
import { hashSecret, newSecret } from './tokens.ts'

const VISIT_SECONDS = 600
/** The extension trades its code at once. */
const CODE_SECONDS = 60

/** What the server keeps while somebody is at the provider. */
const Details = v.object({
  redirectUri: v.string(),
  codeChallenge: v.string(),
  /** The extension's own, which it gets back. */
  extensionState: v.string(),
  state: v.string(),
  nonce: v.string(),
  verifier: v.string(),
})
type Details = v.InferOutput<typeof Details>

type Begun = Pick<SignInAttempt, 'keyHash' | 'kind' | 'secretHash' | 'personId' | 'details'>

function keep({ store, now }: Services, begun: Begun, seconds: number): Promise<void> {
  const time = now()
  const expiresAt = new Date(time.getTime() + seconds * 1000).toISOString()
  return store.access.addAttempt({ ...begun, expiresAt, triesLeft: 1 }, time.toISOString())
}

/**
 * Sends a browser to the provider. @returns the address to redirect to.
 * @throws Problem when the extension is not known: nobody is sent anywhere then.
 */
export async function beginVisit(
  services: Services,
  provider: Provider,
  {
    redirect_uri: wish,
    code_challenge: codeChallenge,
    state: extensionState,
  }: v.InferOutput<typeof OidcQuery>,
): Promise<string> {
  const redirect = findRedirect(services.config.redirectOrigins, wish)
  if (!redirect)
    throw new Problem('invalid_request', 'redirect_uri must be of an extension that is in EXTENSION_IDS')
  const visit = newVisit()
  const address = await provider.addressFor(visit)
  if (!address) return redirectWith(redirect.href, { error: 'provider', state: extensionState })
  const details: Details = { redirectUri: redirect.href, codeChallenge, extensionState, ...visit }
  const keyHash = hashSecret(visit.state)
  await keep(
    services,
    { keyHash, kind: 'oidc_visit', secretHash: null, personId: null, details },
    VISIT_SECONDS,
  )
  return address.href
}

/** A code that only the extension that began can trade: it alone has the verifier that hashes to the challenge. */
async function newCodeFor(services: Services, personId: PersonId, codeChallenge: string): Promise<string> {
  const code = newSecret()
  const secretHash = Buffer.from(codeChallenge, 'base64url').toString('hex')
  const keyHash = hashSecret(code)
  await keep(services, { keyHash, kind: 'oidc_code', secretHash, personId, details: {} }, CODE_SECONDS)
  return code
}

async function noteRefusal(
  services: Services,
  c: Context,
  personId: PersonId,
  reason: OidcError,
): Promise<void> {
  await recordAct(services, c, {
    action: 'session.refused',
    actor: { kind: 'person', id: personId },
    target: { kind: 'person', id: personId },
    details: { grant: 'oidc', reason },
  })
}

async function answerOf(
  services: Services,
  c: Context,
  { provider, details }: { provider: Provider; details: Details },
): Promise<{ code: string } | { error: OidcError }> {
  const cameBack = await provider.receive(new URL(c.req.url).search, details)
  if (cameBack.kind !== 'visitor') return { error: cameBack.kind }
  const recognised = await recognise(services, cameBack)
  if (recognised.kind === 'person')
    return { code: await newCodeFor(services, recognised.person.id, details.codeChallenge) }
  if (recognised.person) await noteRefusal(services, c, recognised.person.id, recognised.error)
  return { error: recognised.error }
}

/**
 * Takes back whom the provider sends. @returns the address to redirect to.
 * @throws Problem when nobody is expected with that state: it was used, or is too old, and says nothing of where to go.
 */
export async function endVisit(
  services: Services,
  c: Context,
  { provider, state }: { provider: Provider; state: string },
): Promise<string> {
  const time = services.now().toISOString()
  const outcome = await services.store.access.useAttempt('oidc_visit', hashSecret(state), null, time)
  if (outcome.kind !== 'right') throw new Problem('code_expired')
  const details = v.parse(Details, outcome.attempt.details)
  const answer = await answerOf(services, c, { provider, details })
  return redirectWith(details.redirectUri, { ...answer, state: details.extensionState })
}

/** The person whose code it is. */
export async function redeemOidcCode({ store, now }: Services, grant: OidcGrant): Promise<PersonId> {
  const [keyHash, secretHash] = [hashSecret(grant.code), hashSecret(grant.codeVerifier)]
  const outcome = await store.access.useAttempt('oidc_code', keyHash, secretHash, now().toISOString())
  if (outcome.kind === 'wrong') throw new Problem('code_wrong')
  if (outcome.kind === 'gone' || outcome.attempt.personId === null) throw new Problem('code_expired')
  return outcome.attempt.personId
}

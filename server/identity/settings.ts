import * as v from 'valibot'
import { EmailSignIn } from '../../shared/sign-in.ts'
import { CannotStart } from '../cannot-start.ts'
import type { Environment } from '../environment.ts'
import { list, onOrOff, webAddress, wholeNumber } from '../environment.ts'

/** The organisation's own sign-in. */
export interface OidcSettings {
  issuer: URL
  clientId: string
  clientSecret: string
  /** Whether an e-mail address counts that the provider does not say it has verified. */
  trustsEmail: boolean
}

/** After so many days a session ends. */
export interface SessionDays {
  sessionIdleDays: number
  sessionMaxDays: number
}

const DAYS_MAX = 3650

/** Anybody may have an account at these, with whatever address they please. */
const OF_SEVERAL_TENANTS = /^\/(common|organizations|consumers)(\/|$)/

function refuseAnybodysAddress(issuer: URL): void {
  if (issuer.hostname === 'login.microsoftonline.com' && OF_SEVERAL_TENANTS.test(issuer.pathname))
    throw new CannotStart(
      'OIDC_TRUST_EMAIL must be off while OIDC_ISSUER is for every tenant: name your own tenant in it',
    )
}

/** All three or none. The provider sends people back to PUBLIC_URL. */
export function readOidc(environment: Environment): OidcSettings | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, PUBLIC_URL } = environment
  const trustsEmail = onOrOff(environment, 'OIDC_TRUST_EMAIL', false)
  if (!OIDC_ISSUER && !OIDC_CLIENT_ID && !OIDC_CLIENT_SECRET) return undefined
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET)
    throw new CannotStart('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET must be set together')
  const issuer = webAddress('OIDC_ISSUER', OIDC_ISSUER, 'https://login.corp.example')
  if (!PUBLIC_URL)
    throw new CannotStart('PUBLIC_URL must be set where OIDC_ISSUER is: the provider sends people back there')
  if (trustsEmail) refuseAnybodysAddress(issuer)
  return { issuer, clientId: OIDC_CLIENT_ID, clientSecret: OIDC_CLIENT_SECRET, trustsEmail }
}

/** The domains of the organisation's addresses, in lower case. */
export function readAllowedDomains({ ALLOWED_DOMAINS }: Environment): ReadonlySet<string> {
  const domains = list(ALLOWED_DOMAINS).map((domain) => domain.toLowerCase())
  if (!domains.every((domain) => v.is(EmailSignIn, { email: `anybody@${domain}` })))
    throw new CannotStart('ALLOWED_DOMAINS must be domains of e-mail addresses, e.g. corp.example,corp.test')
  return new Set(domains)
}

export function readSessionDays(environment: Environment): SessionDays {
  return {
    sessionIdleDays: wholeNumber(environment, 'SESSION_IDLE_DAYS', { fallback: 60, min: 1, max: DAYS_MAX }),
    sessionMaxDays: wholeNumber(environment, 'SESSION_MAX_DAYS', { fallback: 365, min: 1, max: DAYS_MAX }),
  }
}

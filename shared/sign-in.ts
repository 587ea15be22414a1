import * as v from 'valibot'
import { NAME_MAX_LENGTH } from './limits.ts'
import { line, Person } from './recognition.ts'

const secret = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
/** What the person calls this browser, e.g. 'Chrome on Linux'. */
const device = line(NAME_MAX_LENGTH)
/** RFC 5321: an address has at most 254 characters. */
export const EmailAddress = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(254),
  v.email('must be an e-mail address'),
)

/** An invite code, once. */
export const InviteGrant = v.strictObject({ grant: v.literal('invite'), code: secret, device })
export type InviteGrant = v.InferOutput<typeof InviteGrant>

/** The code that came by e-mail, with the challenge that this browser got when it asked for it. */
export const EmailGrant = v.strictObject({
  grant: v.literal('email'),
  email: EmailAddress,
  /** Eight digits; spaces between them do not matter. */
  code: v.pipe(v.string(), v.regex(/^(\s?\d){8}\s?$/, 'must be eight digits')),
  challenge: secret,
  device,
})
export type EmailGrant = v.InferOutput<typeof EmailGrant>

/** The code with which the organisation's own sign-in came back, and the verifier whose challenge it was begun with (RFC 7636). */
export const OidcGrant = v.strictObject({
  grant: v.literal('oidc'),
  code: secret,
  codeVerifier: v.pipe(v.string(), v.regex(/^[\w.~-]{43,128}$/, 'must be a code verifier of PKCE')),
  device,
})
export type OidcGrant = v.InferOutput<typeof OidcGrant>

/** Body of `POST /api/v1/sessions`. */
export const SessionGrant = v.variant('grant', [InviteGrant, EmailGrant, OidcGrant])
export type SessionGrant = v.InferOutput<typeof SessionGrant>

export const NewSession = v.object({ token: v.string(), person: Person })
export type NewSession = v.InferOutput<typeof NewSession>

/** Body of `POST /api/v1/sessions/email`. */
export const EmailSignIn = v.strictObject({ email: EmailAddress })
export type EmailSignIn = v.InferOutput<typeof EmailSignIn>

/** Its answer, the same for every address: what to send back together with the code. */
export const EmailChallenge = v.object({ challenge: v.string() })
export type EmailChallenge = v.InferOutput<typeof EmailChallenge>

/** Query of `GET /api/v1/sessions/oidc`, which a browser visits. It comes back to `redirect_uri` with `state` and either `code` or `error`. */
export const OidcQuery = v.strictObject({
  /** Where the extension waits: `https://ID.chromiumapp.org/…` or `https://HASH.extensions.allizom.org/…`. */
  redirect_uri: v.pipe(v.string(), v.maxLength(300), v.url('must be an address')),
  /** S256. */
  code_challenge: v.pipe(v.string(), v.regex(/^[\w-]{43}$/, 'must be a code challenge of PKCE')),
  state: v.pipe(v.string(), v.regex(/^[\w-]{16,128}$/, 'must be 16 to 128 letters, digits, - or _')),
})

/** Why the organisation's own sign-in came back without a code, as the `error` of its address. */
export const OIDC_ERRORS = ['unknown_person', 'email_unverified', 'cancelled', 'provider', 'expired'] as const
export type OidcError = (typeof OIDC_ERRORS)[number]

/** A signed-in browser of the caller. */
export const DeviceInfo = v.object({
  id: v.string(),
  device: v.string(),
  grant: v.picklist(['invite', 'email', 'oidc']),
  createdAt: v.string(),
  /** To the day or so. */
  lastUsedAt: v.string(),
  /** Whether it is the one that asks. */
  current: v.boolean(),
})
export type DeviceInfo = v.InferOutput<typeof DeviceInfo>

/** Answer of `GET /api/v1/sessions`, the one used last first. */
export const Devices = v.object({ sessions: v.array(DeviceInfo) })
export type Devices = v.InferOutput<typeof Devices>

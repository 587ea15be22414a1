import { Hono } from 'hono'
import { EmailChallenge, EmailSignIn, NewSession, SessionGrant } from '../../shared/sign-in.ts'
import { Problem } from '../../shared/problem.ts'
import { SIGNING_IN } from '../http/examples.ts'
import type { Spoken } from '../http/language.ts'
import { detectLanguage } from '../http/language.ts'
import { operation } from '../http/operation.ts'
import { limitAskingForCodes, limitCodes, limitSignIn } from '../http/rate-limits.ts'
import { body } from '../http/validate.ts'
import { sendCode } from '../identity/email-codes.ts'
import { signIn } from '../identity/sign-in.ts'
import type { Services } from '../services.ts'
import { deviceRoutes } from './sessions-devices.ts'
import { oidcRoutes } from './sessions-oidc.ts'

/** Signing in, in whichever way, and out. */
export function sessionRoutes(services: Services): Hono {
  return new Hono()
    .route('/', signInRoute(services))
    .route('/email', emailRoute(services))
    .route('/oidc', oidcRoutes(services))
    .route('/', deviceRoutes(services))
}

function signInRoute(services: Services): Hono {
  return new Hono().post(
    '/',
    operation({
      summary:
        'Sign in with an invite code, a code by e-mail, or the code that the organisation’s own sign-in gave',
      description: 'Each is good once. The token is shown here alone; the server keeps a hash of it.',
      for: 'everyone',
      answers: { 201: { description: 'Signed in', schema: NewSession } },
      problems: [
        'invite_unknown',
        'invite_used',
        'invite_expired',
        'code_wrong',
        'code_expired',
        'too_many_requests',
        'disk_full',
      ],
    }),
    limitSignIn(services),
    body(SessionGrant, SIGNING_IN),
    async (c) => c.json((await signIn(services, c, c.req.valid('json'))) satisfies NewSession, 201),
  )
}

function emailRoute(services: Services): Hono<Spoken> {
  const spend = limitCodes(services)
  return new Hono<Spoken>().post(
    '/',
    operation({
      summary: 'Have a code sent by e-mail',
      description:
        'The answer is the same whether anybody has that address or not. The mail is in the language of `Accept-Language`. Listed as `email` in `signIn` of `GET /api/v1/server`.',
      for: 'everyone',
      answers: { 202: { description: 'What to send back together with the code', schema: EmailChallenge } },
      problems: ['not_found', 'too_many_requests', 'disk_full'],
    }),
    limitAskingForCodes(services),
    body(EmailSignIn, { 'a colleague': { email: 'grace.okafor@corp.example' } }),
    detectLanguage,
    async (c) => {
      if (!services.mail) throw new Problem('not_found', 'This server sends no codes: SMTP_URL is not set')
      const { email } = c.req.valid('json')
      await spend(c, email)
      const answer = await sendCode(services, c, { email, language: c.get('language') })
      return c.json(answer satisfies EmailChallenge, 202)
    },
  )
}

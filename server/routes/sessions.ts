import { Hono } from 'hono'
import { InviteGrant, NewSession } from '../../shared/api.ts'
import { Problem } from '../../shared/problem.ts'
import { operation } from '../http/operation.ts'
import { limitSignIn } from '../http/rate-limits.ts'
import { body } from '../http/validate.ts'
import type { PersonEnv } from '../identity/callers.ts'
import { forPeople } from '../identity/callers.ts'
import { hashSecret, newSecret } from '../identity/tokens.ts'
import type { Services } from '../services.ts'
import { asColleague } from '../stores/people-store.ts'

export function sessionRoutes(services: Services): Hono<PersonEnv> {
  const { store, now } = services
  return new Hono<PersonEnv>()
    .post(
      '/',
      operation({
        summary: 'Sign in with an invite code, once',
        description: 'The token is shown here alone; the server keeps a hash of it.',
        for: 'everyone',
        answers: { 201: { description: 'Signed in', schema: NewSession } },
        problems: ['invite_unknown', 'invite_used', 'invite_expired', 'too_many_requests', 'disk_full'],
      }),
      limitSignIn(services),
      body(InviteGrant),
      async (c) => {
        const { code, device } = c.req.valid('json')
        const token = newSecret()
        const session = { tokenHash: hashSecret(token), device, createdAt: now().toISOString() }
        const outcome = await store.access.redeemInvite(hashSecret(code), session)
        if (outcome.kind !== 'signed_in') throw new Problem(`invite_${outcome.kind}`)
        return c.json({ token, person: asColleague(outcome.person) } satisfies NewSession, 201)
      },
    )
    .delete(
      '/current',
      operation({
        summary: 'Sign out: ends the session of the token',
        for: 'people',
        answers: { 204: { description: 'Signed out' } },
        problems: ['disk_full'],
      }),
      forPeople(services),
      async (c) => {
        await store.access.endSession(c.get('session').tokenHash)
        return c.body(null, 204)
      },
    )
}

import { Hono } from 'hono'
import * as v from 'valibot'
import { OidcQuery } from '../../shared/sign-in.ts'
import { Problem } from '../../shared/problem.ts'
import { operation } from '../http/operation.ts'
import { limitVisits } from '../http/rate-limits.ts'
import { query } from '../http/validate.ts'
import { beginVisit, endVisit } from '../identity/oidc-visits.ts'
import type { Provider } from '../identity/provider.ts'
import { openProvider } from '../identity/provider.ts'
import type { Services } from '../services.ts'

/** Providers add what they like, so that other keys are let through here. */
const CallbackQuery = v.object({ state: v.pipe(v.string(), v.regex(/^[\w-]{16,128}$/, 'must be a state')) })

/** The organisation's own sign-in, which a browser walks through. */
export function oidcRoutes(services: Services): Hono {
  const { config, log } = services
  const provider = config.oidc && openProvider(config.oidc, config, log)
  return new Hono().route('/', beginRoute(services, provider)).route('/', endRoute(services, provider))
}

function present(provider: Provider | undefined): Provider {
  if (!provider)
    throw new Problem('not_found', 'This server knows no OpenID provider: OIDC_ISSUER is not set')
  return provider
}

function beginRoute(services: Services, provider: Provider | undefined): Hono {
  return new Hono().get(
    '/',
    operation({
      summary: 'Begin to sign in with the organisation’s own account (OpenID Connect)',
      description:
        'For a browser. It comes back to `redirect_uri` with `state` and either `code`, which is good for a minute, or `error`: `unknown_person`, `email_unverified`, `cancelled`, `provider` or `expired`. Listed as `oidc` in `signIn` of `GET /api/v1/server`.',
      for: 'everyone',
      answers: { 302: { description: 'To the provider' } },
      problems: ['not_found', 'too_many_requests', 'disk_full'],
    }),
    limitVisits(services),
    query(OidcQuery),
    async (c) => c.redirect(await beginVisit(services, present(provider), c.req.valid('query'))),
  )
}

function endRoute(services: Services, provider: Provider | undefined): Hono {
  return new Hono().get(
    '/callback',
    operation({
      summary: 'Where the OpenID provider sends the browser back to',
      for: 'everyone',
      answers: { 302: { description: 'To the extension' } },
      problems: ['not_found', 'code_expired', 'too_many_requests', 'disk_full'],
    }),
    limitVisits(services),
    query(CallbackQuery),
    async (c) => {
      const { state } = c.req.valid('query')
      return c.redirect(await endVisit(services, c, { provider: present(provider), state }))
    },
  )
}

import { Hono } from 'hono'
import packageJson from '../../package.json' with { type: 'json' }
import type { Feature } from '../../shared/api.ts'
import { API_VERSION, ServerInfo } from '../../shared/api.ts'
import { OLDEST_EXTENSION } from '../http/clients.ts'
import { operation } from '../http/operation.ts'
import type { Services } from '../services.ts'
import type { Grant } from '../stores/access-store.ts'

/** What this server does, beyond what the first version did. */
function featuresOf({ config }: Services): Feature[] {
  return [
    'devices',
    'handles',
    'leaving',
    'preferences',
    'answers',
    'shared',
    'reports',
    ...(config.allowedDomains.size > 0 ? ['thanks-by-email' as const] : []),
  ]
}

function waysIn({ config, mail }: Services): Grant[] {
  return ['invite', ...(mail ? ['email' as const] : []), ...(config.oidc ? ['oidc' as const] : [])]
}

export function serverInfoRoutes(services: Services): Hono {
  const { store, config } = services
  return new Hono().get(
    '/',
    operation({
      summary: 'What this server is and speaks; needs no token',
      for: 'everyone',
      answers: { 200: { description: 'The server', schema: ServerInfo } },
    }),
    async (c) => {
      const { values } = await store.settings()
      const info: ServerInfo = {
        product: 'bright-spots',
        name: 'Bright Spots',
        version: packageJson.version,
        apiVersions: [API_VERSION],
        features: featuresOf(services),
        signIn: waysIn(services),
        oldestExtension: OLDEST_EXTENSION,
        values: [...values],
        undoSeconds: config.undoSeconds,
      }
      return c.json(info)
    },
  )
}

import { Hono } from 'hono'
import packageJson from '../../package.json' with { type: 'json' }
import { API_VERSION, ServerInfo } from '../../shared/api.ts'
import { OLDEST_EXTENSION } from '../http/clients.ts'
import { operation } from '../http/operation.ts'
import type { Services } from '../services.ts'

export function serverInfoRoutes({ store, config }: Services): Hono {
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
        features: [],
        signIn: ['invite'],
        oldestExtension: OLDEST_EXTENSION,
        values: [...values],
        undoSeconds: config.undoSeconds,
      }
      return c.json(info)
    },
  )
}

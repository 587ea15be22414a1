import type { Hono } from 'hono'
import { createApp } from '../../../server/app.ts'
import type { Config } from '../../../server/config.ts'
import { readConfig } from '../../../server/config.ts'
import { hashSecret } from '../../../server/identity/tokens.ts'
import { openMail } from '../../../server/mail/mail.ts'
import { openLog } from '../../../server/observing/log.ts'
import { NO_METERS } from '../../../server/observing/meters.ts'
import type { Services } from '../../../server/services.ts'
import type { Store } from '../../../server/stores/store.ts'
import { ADMIN_TOKEN } from '../test-server.ts'

/** Nothing listens there: the ways to sign in that lead over others are offered, and end there. */
const AWAY = '127.0.0.1:1'

/** Every way to sign in is offered. */
const SETTINGS = {
  PUBLIC_URL: 'https://thanks.corp.example',
  SMTP_URL: `smtp://${AWAY}`,
  OIDC_ISSUER: `http://${AWAY}`,
  OIDC_CLIENT_ID: 'bright-spots',
  OIDC_CLIENT_SECRET: 'a-client-secret-for-tests',
  ALLOWED_DOMAINS: 'corp.example',
}

export interface AppOnStore {
  app: Hono
  services: Services
  /** The lines of the log so far. */
  logged: string[]
  close(): Promise<void>
}

/** The whole app on a store that is open already; its clock stands still, nobody waits for anything, and nothing is delivered by itself. */
export function createAppOnStore(store: Store, now: Date, settings: Partial<Config> = {}): AppOnStore {
  const logged: string[] = []
  const log = openLog('info', { write: (line) => logged.push(line) })
  const config = { ...readConfig(SETTINGS), isLimited: false, ...settings }
  const mail = config.mail && openMail(config.mail, log)
  const services: Services = {
    store,
    config,
    mail,
    log,
    now: () => now,
    adminTokenHash: hashSecret(ADMIN_TOKEN),
    delivery: { dueAt: () => undefined, stop: () => Promise.resolve() },
    meters: NO_METERS,
    stopping: AbortSignal.abort(),
  }
  return {
    app: createApp(services),
    services,
    logged,
    async close() {
      await mail?.close()
    },
  }
}

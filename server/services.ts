import type { Config } from './config.ts'
import type { Delivery } from './delivery.ts'
import type { Log } from './observing/log.ts'
import type { Mail } from './mail/mail.ts'
import type { Meters } from './observing/meters.ts'
import type { SecretHash } from './stores/access-store.ts'
import type { Store } from './stores/store.ts'

/** All that routes work with. Nothing of it is global, so that a test has its own. */
export interface Services {
  store: Store
  delivery: Delivery
  config: Omit<Config, 'port' | 'host' | 'storeUrl' | 'adminToken' | 'logLevel' | 'metrics'>
  /** Undefined where no mail is to be sent. */
  mail?: Mail | undefined
  adminTokenHash: SecretHash
  log: Log
  meters: Meters
  /** The clock. */
  now: () => Date
  /** Aborted when the server is to stop: whoever waits is answered then. */
  stopping: AbortSignal
}

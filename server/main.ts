import { getRequestListener } from '@hono/node-server'
import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import packageJson from '../package.json' with { type: 'json' }
import { createApp } from './app.ts'
import { CannotStart, StoreInUse } from './cannot-start.ts'
import type { Config } from './config.ts'
import { isInTheOpen, readConfig } from './config.ts'
import type { Delivery } from './delivery.ts'
import { startDelivery } from './delivery.ts'
import { refuseUnaddressed } from './http/unreadable.ts'
import type { AdminToken } from './identity/admin-token.ts'
import { findOrMakeAdminToken } from './identity/admin-token.ts'
import { addressLine, closeServer, listen } from './listening.ts'
import type { Mail } from './mail/mail.ts'
import { describeFault } from './observing/fault.ts'
import type { Log } from './observing/log.ts'
import { openLog } from './observing/log.ts'
import type { Meters } from './observing/meters.ts'
import { NO_METERS } from './observing/meters.ts'
import type { RetentionRounds } from './retention.ts'
import { startRetention } from './retention.ts'
import { onStopSignal } from './stop-signal.ts'
import { openStore } from './stores/index.ts'
import type { Store } from './stores/store.ts'

/** Longer than a stopping server takes, so that the next one may be started before it has ended. */
const IN_USE_WAIT_MS = 11_000
const IN_USE_RETRY_MS = 100

const now = () => new Date()

/** What to do with the token that was just made. */
function printFirstSteps(address: string): void {
  console.log('Keep the token. Add the first person, then make an invite code for the id that comes back:')
  const curl = '  curl -H "Authorization: Bearer $ADMIN_TOKEN"'
  console.log(
    `${curl} -H 'Content-Type: application/json' -d '{"name":"Ada Example","email":"ada@corp.example"}' ${address}/api/v1/admin/people`,
  )
  console.log(`${curl} -X POST ${address}/api/v1/admin/people/ID/invite`)
}

/** Waits for the server before this one, should it still be answering its last requests. */
async function openStoreWhenFree(url: string, log: Log): Promise<Store> {
  const deadline = performance.now() + IN_USE_WAIT_MS
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await openStore(url, (line) => log.warn(line))
    } catch (error) {
      if (!(error instanceof StoreInUse) || performance.now() > deadline) throw error
      if (isFirst)
        log.warn(
          `The store is in use by another server: waiting up to ${IN_USE_WAIT_MS / 1000} s for its end`,
        )
      await sleep(IN_USE_RETRY_MS)
    }
  }
}

/** A fresh token is printed at once: should anything fail afterwards, it could never be read again. */
async function prepareAdminToken(store: Store, configured: string | undefined): Promise<AdminToken> {
  const token = await findOrMakeAdminToken(store, configured)
  if (token.fresh !== undefined) console.log(`Admin token (shown once): ${token.fresh}`)
  return token
}

interface Observed {
  log: Log
  meters: Meters
  /** What shows the meters, if anybody wants to see them. */
  servers: Server[]
}

/** Loads what counts only when somebody wants to know. */
async function observe({ metrics }: Config, log: Log): Promise<Observed> {
  if (!metrics) return { log, meters: NO_METERS, servers: [] }
  const { startPrometheus } = await import('./observing/prometheus.ts')
  const { meters, server } = await startPrometheus(metrics)
  log.info({ metrics: `${addressLine(metrics.host, server)}/metrics` }, 'metrics can be read')
  return { log, meters, servers: [server] }
}

interface Running {
  servers: Server[]
  mail: Mail | undefined
  delivery: Delivery
  retention: RetentionRounds
  store: Store
  stopping: AbortController
}

/** Waiting long-polls are answered, accepted requests finish, what was accepted is on the disk. */
async function stop({ servers, mail, delivery, retention, store, stopping }: Running): Promise<void> {
  stopping.abort()
  await Promise.all(servers.map(closeServer))
  await Promise.all([delivery.stop(), retention.stop(), mail?.close()])
  await store.close()
}

/** Loads what sends mail only where some is to be sent. */
async function prepareMail({ mail }: Config, log: Log): Promise<Mail | undefined> {
  if (!mail) return undefined
  const { openMail } = await import('./mail/mail.ts')
  return openMail(mail, log)
}

interface Prepared {
  store: Store
  config: Config
  observed: Observed
  mail: Mail | undefined
  adminTokenHash: string
}

/** Begins to deliver and to answer. No request is lost before: connections wait until what runs now is done. */
function run(server: Server, { observed, ...prepared }: Prepared): Running {
  const { store, config, mail } = prepared
  const delivery = startDelivery(store, now, observed)
  const stopping = new AbortController()
  const services = { ...observed, ...prepared, delivery, now, stopping: stopping.signal }
  const answer = getRequestListener(createApp(services).fetch, {
    hostname: config.host,
    errorHandler: refuseUnaddressed,
  })
  server.on('request', (incoming, outgoing) => void answer(incoming, outgoing))
  const retention = startRetention(services)
  return { servers: [server, ...observed.servers], mail, delivery, retention, store, stopping }
}

function warnOfTheOpen(config: Config, log: Log): void {
  if (isInTheOpen(config))
    log.warn(
      'HOST lets other machines in, and nothing says that TLS stands in front: put a proxy there and set PUBLIC_URL to its https address',
    )
}

async function start(config: Config, log: Log): Promise<void> {
  const stopOn = onStopSignal(log)
  const store = await openStoreWhenFree(config.storeUrl, log)
  const adminToken = await prepareAdminToken(store, config.adminToken)
  const server = await listen(config, '')
  const [observed, mail] = await Promise.all([observe(config, log), prepareMail(config, log)])
  const running = run(server, { store, config, observed, mail, adminTokenHash: adminToken.hash })
  stopOn(() => stop(running))
  const address = addressLine(config.host, server)
  log.info({ version: packageJson.version, node: process.version }, 'started')
  warnOfTheOpen(config, log)
  console.log(`Bright Spots listens on ${address}`)
  if (adminToken.fresh !== undefined) printFirstSteps(config.publicUrl ?? address)
}

/** Nothing can be relied on after a mistake that nobody caught; what was accepted is on the disk. */
function crash(error: unknown, log: Log): never {
  log.fatal({ fault: describeFault(error) }, 'crashed')
  process.exit(1)
}

async function main(): Promise<void> {
  const config = readConfig()
  const log = openLog(config.logLevel)
  process.on('uncaughtException', (error) => crash(error, log))
  await start(config, log)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  console.error(error.message)
  process.exit(1)
}

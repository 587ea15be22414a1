import { getRequestListener } from '@hono/node-server'
import { once } from 'node:events'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import { createApp } from './app.ts'
import { CannotStart } from './cannot-start.ts'
import type { Config } from './config.ts'
import { readConfig } from './config.ts'
import type { Delivery } from './delivery.ts'
import { startDelivery } from './delivery.ts'
import type { AdminToken } from './identity/admin-token.ts'
import { findOrMakeAdminToken } from './identity/admin-token.ts'
import { openStore } from './stores/index.ts'
import type { Store } from './stores/store.ts'

/** Connections that are still open then are cut: a service manager would kill the process soon after. */
const CLOSE_DEADLINE_MS = 8_000

const now = () => new Date()

function addressLine(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** What to do with the token that was just made. */
function printFirstSteps(address: string): void {
  console.log('Keep the token. Add the first person, then make an invite code for the id that comes back:')
  const curl = '  curl -H "Authorization: Bearer $ADMIN_TOKEN"'
  console.log(
    `${curl} -H 'Content-Type: application/json' -d '{"name":"Ada Example","email":"ada@corp.example"}' ${address}/api/v1/admin/people`,
  )
  console.log(`${curl} -X POST ${address}/api/v1/admin/people/ID/invite`)
}

/** A fresh token is printed at once: should anything fail afterwards, it could never be read again. */
async function prepareAdminToken(store: Store, configured: string | undefined): Promise<AdminToken> {
  const token = await findOrMakeAdminToken(store, configured)
  if (token.fresh !== undefined) console.log(`Admin token (shown once): ${token.fresh}`)
  return token
}

/** A server that has its port, and does not answer yet. */
async function listen({ host, port }: Config): Promise<Server> {
  const server = createServer().listen(port, host)
  try {
    await once(server, 'listening')
    return server
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw new CannotStart(`Nothing can listen on HOST ${host}, PORT ${port} (${code}): choose others`)
  }
}

function portOf(server: Server): number {
  const address = server.address()
  return address === null || typeof address === 'string' ? 0 : address.port
}

/** Takes no more connections, and resolves when all that are open are done; idle ones end at once. */
async function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const deadline = setTimeout(() => server.closeAllConnections(), CLOSE_DEADLINE_MS)
  await promise
  clearInterval(sweep)
  clearTimeout(deadline)
}

interface Running {
  server: Server
  delivery: Delivery
  store: Store
  stopping: AbortController
}

/** Waiting long-polls are answered, accepted requests finish, what was accepted is on the disk. */
async function stop({ server, delivery, store, stopping }: Running): Promise<void> {
  stopping.abort()
  await closeServer(server)
  await delivery.stop()
  await store.close()
}

/** Begins to deliver and to answer. No request is lost before: connections wait until what runs now is done. */
function run(server: Server, store: Store, config: Config, adminTokenHash: string): Running {
  const delivery = startDelivery(store, now)
  const stopping = new AbortController()
  const services = { store, delivery, config, now, adminTokenHash, stopping: stopping.signal }
  const answer = getRequestListener(createApp(services).fetch, { hostname: config.host })
  server.on('request', (incoming, outgoing) => void answer(incoming, outgoing))
  return { server, delivery, store, stopping }
}

async function start(): Promise<void> {
  const config = readConfig()
  const store = await openStore(config.storeUrl)
  const adminToken = await prepareAdminToken(store, config.adminToken)
  const server = await listen(config)
  const running = run(server, store, config, adminToken.hash)
  const address = addressLine(config.host, portOf(server))
  console.log(`Bright Spots listens on ${address}`)
  if (adminToken.fresh !== undefined) printFirstSteps(config.publicUrl ?? address)
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void stop(running).then(() => process.exit(0)))
}

try {
  await start()
} catch (error) {
  if (!(error instanceof CannotStart)) throw error
  console.error(error.message)
  process.exit(1)
}

import { once } from 'node:events'
import type { Server } from 'node:http'
import { createServer } from 'node:http'
import { CannotStart } from './cannot-start.ts'
import { refuseUnreadable } from './http/unreadable.ts'

export interface Address {
  host: string
  /** 0 lets the system choose. */
  port: number
}

/** Connections that are still open then are cut: a service manager would kill the process soon after. */
const CLOSE_DEADLINE_MS = 8_000

/**
 * A server that has its port, and does not answer yet.
 * @param prefix of the settings that say where.
 */
export async function listen({ host, port }: Address, prefix: '' | 'METRICS_'): Promise<Server> {
  const server = createServer()
  refuseUnreadable(server)
  server.listen(port, host)
  try {
    await once(server, 'listening')
    return server
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw new CannotStart(
      `Nothing can listen on ${prefix}HOST ${host}, ${prefix}PORT ${port} (${code}): choose others`,
    )
  }
}

/** The address under which a server that listens on `host` is asked. */
export function addressLine(host: string, server: Server): string {
  const address = server.address()
  const port = address === null || typeof address === 'string' ? 0 : address.port
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** Takes no more connections, and resolves when all that are open are done; idle ones end at once. */
export async function closeServer(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  const sweep = setInterval(() => server.closeIdleConnections(), 50)
  const deadline = setTimeout(() => server.closeAllConnections(), CLOSE_DEADLINE_MS)
  await promise
  clearInterval(sweep)
  clearTimeout(deadline)
}

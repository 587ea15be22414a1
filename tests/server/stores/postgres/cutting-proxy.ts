import { once } from 'node:events'
import type { Socket } from 'node:net'
import { connect, createServer } from 'node:net'

/** Stands between a server and its database, and cuts what passes through it. */
export interface CuttingProxy {
  port: number
  /** Ends all connections at once, in the middle of whatever passes. */
  cut(): void
  close(): Promise<void>
}

export async function startCuttingProxy(target: number): Promise<CuttingProxy> {
  const sockets = new Set<Socket>()
  const keep = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  }
  const server = createServer((from) => {
    const to = connect(target, '127.0.0.1')
    keep(from)
    keep(to)
    from.pipe(to).pipe(from)
    // What one side loses, the other does too.
    from.on('close', () => to.destroy())
    to.on('close', () => from.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const address = server.address()
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy()
  }
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    cut,
    async close() {
      cut()
      server.close()
      await once(server, 'close')
    },
  }
}

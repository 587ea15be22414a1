import { connect, createServer, type Server, type Socket } from 'node:net'
import { freePort } from './free-port.ts'

const NO_PASSWORD = Buffer.from([5, 0])
const CONNECTED = Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
const UNREACHABLE = Buffer.from([5, 3, 0, 1, 0, 0, 0, 0, 0, 0])
const DOMAIN_NAME = 3

/**
 * Everything that a browser sends goes through here (SOCKS 5, RFC 1928), so that it can be cut off as a whole: its own tools
 * cut off one worker after it has started, which may be too late.
 */
export class NetworkCable {
  readonly port: number
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #unplugged = false

  private constructor(port: number) {
    this.port = port
    this.#server = createServer((socket) => this.#greet(socket))
  }

  static async lay(): Promise<NetworkCable> {
    const cable = new NetworkCable(await freePort())
    await new Promise<void>((resolve) => cable.#server.listen(cable.port, '127.0.0.1', resolve))
    return cable
  }

  plugIn(): void {
    this.#unplugged = false
  }

  /** Nothing new connects, and what is connected ends. */
  unplug(): void {
    this.#unplugged = true
    for (const socket of this.#sockets) socket.destroy()
  }

  async remove(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve))
    for (const socket of this.#sockets) socket.destroy()
    await closed
  }

  #greet(client: Socket): void {
    this.#keep(client)
    client.once('data', () => {
      client.write(NO_PASSWORD)
      client.once('data', (request) => this.#connect(client, request))
    })
  }

  #connect(client: Socket, request: Buffer): void {
    if (this.#unplugged) return void client.end(UNREACHABLE)
    const server = connect(request.readUInt16BE(request.length - 2), hostIn(request))
    this.#keep(server)
    server.once('error', () => client.end(UNREACHABLE))
    server.once('connect', () => {
      client.write(CONNECTED)
      client.pipe(server).pipe(client)
    })
    client.once('close', () => server.destroy())
    server.once('close', () => client.destroySoon())
  }

  /** A connection may break at any time; that is what this is for. */
  #keep(socket: Socket): void {
    this.#sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('close', () => this.#sockets.delete(socket))
  }
}

/** Version, command, nothing, kind of address, address, port. */
function hostIn(request: Buffer): string {
  const address = request.subarray(4, -2)
  if (request[3] === DOMAIN_NAME) return address.subarray(1).toString()
  return address.length === 4 ? address.join('.') : (address.toString('hex').match(/.{4}/g) ?? []).join(':')
}

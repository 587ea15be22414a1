import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { freePort } from './free-port.ts'

/**
 * What happens to a request on its way. `lose-answer`: the server does it, and nobody hears of it. `lose-request`: it never
 * arrives. `bad-gateway`: an HTML page with status 502, as a company's proxy answers.
 */
export type Fault = 'none' | 'lose-answer' | 'lose-request' | 'bad-gateway'

export interface SeenRequest {
  method: string
  path: string
  /** What the server answered; null when it was not asked. */
  status: number | null
}

/** A proxy in front of a server, for faults between it and its clients. */
export interface FaultProxy {
  readonly address: string
  /** All requests that came, in order. */
  readonly seen: SeenRequest[]
  /** Breaks the requests for which `when` holds, all by default, until the next call. */
  break(fault: Fault, when?: (request: { method: string; path: string }) => boolean): void
  /** Waits that long before each answer. */
  delay(milliseconds: number): void
  /** Nothing listens any more, as when the server is down. */
  refuse(): Promise<void>
  /** Listens again on the same port. */
  accept(): Promise<void>
  stop(): Promise<void>
}

/** @param target the server's address, e.g. `http://127.0.0.1:8787`. */
export async function startFaultProxy(target: string): Promise<FaultProxy> {
  const proxy = new Proxy(target, await freePort())
  await proxy.accept()
  return proxy
}

class Proxy implements FaultProxy {
  readonly address: string
  readonly seen: SeenRequest[] = []
  readonly #target: string
  readonly #port: number
  #server: Server | null = null
  #fault: Fault = 'none'
  #isBroken: (request: { method: string; path: string }) => boolean = () => true
  #delay = 0

  constructor(target: string, port: number) {
    this.address = `http://127.0.0.1:${port}`
    this.#target = target
    this.#port = port
  }

  break(fault: Fault, when: (request: { method: string; path: string }) => boolean = () => true): void {
    this.#fault = fault
    this.#isBroken = when
  }

  delay(milliseconds: number): void {
    this.#delay = milliseconds
  }

  async accept(): Promise<void> {
    if (this.#server) return
    const server = createServer((incoming, outgoing) => this.#pass(incoming, outgoing))
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#server = server
  }

  async refuse(): Promise<void> {
    const server = this.#server
    this.#server = null
    if (!server) return
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }

  stop(): Promise<void> {
    return this.refuse()
  }

  #pass(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { method = 'GET', url: path = '/' } = incoming
    const seen: SeenRequest = { method, path, status: null }
    this.seen.push(seen)
    const fault = this.#isBroken({ method, path }) ? this.#fault : 'none'
    if (fault === 'lose-request') outgoing.destroy()
    else if (fault === 'bad-gateway') answerBadGateway(outgoing)
    else this.#forward(incoming, outgoing, seen, fault === 'lose-answer')
  }

  #forward(incoming: IncomingMessage, outgoing: ServerResponse, seen: SeenRequest, isLost: boolean): void {
    const { method, headers } = incoming
    const forwarded = request(this.#target + seen.path, { method, headers }, (answer) => {
      seen.status = answer.statusCode ?? null
      const give = () => {
        if (isLost) answer.resume().once('end', () => outgoing.destroy())
        else answer.pipe(outgoing.writeHead(answer.statusCode ?? 502, answer.headers))
      }
      setTimeout(give, this.#delay)
    })
    forwarded.on('error', () => outgoing.destroy())
    outgoing.on('close', () => forwarded.destroy())
    incoming.pipe(forwarded)
  }
}

function answerBadGateway(outgoing: ServerResponse): void {
  outgoing.writeHead(502, { 'content-type': 'text/html' })
  outgoing.end('<!doctype html><title>502 Bad Gateway</title><h1>Bad Gateway</h1>')
}

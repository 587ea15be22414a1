import { createServer } from 'node:http'
import { freePort } from './free-port.ts'

export interface OtherServer {
  readonly address: string
  stop(): Promise<void>
}

/** Something that is not our server, or not of our version: it answers everything alike, and lets every extension read it. */
export async function startOtherServer(status: number, type: string, body: string): Promise<OtherServer> {
  const port = await freePort()
  const server = createServer((_request, response) => {
    response.writeHead(status, {
      'content-type': type,
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*',
    })
    response.end(body)
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    address: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

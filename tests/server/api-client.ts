import { newSpot } from './test-server.ts'

export interface Client {
  id: string
  token: string
  call(method: string, path: string, json?: unknown): Promise<Response>
}

/** Calls a running server with a token. */
export function callerOf(url: string, token: string): Client['call'] {
  return (method, path, json) => {
    const type: Record<string, string> = json === undefined ? {} : { 'content-type': 'application/json' }
    const headers = { authorization: `Bearer ${token}`, ...type }
    const body = json === undefined ? {} : { body: JSON.stringify(json) }
    return fetch(`${url}/api/v1/${path}`, { method, headers, ...body })
  }
}

/** Adds somebody to a running server and signs them in. */
export async function addClient(url: string, adminToken: string, name: string): Promise<Client> {
  const admin = callerOf(url, adminToken)
  const person = { name, email: `${name}@corp.example` }
  const { id } = await (await admin('POST', 'admin/people', person)).json()
  const { code } = await (await admin('POST', `admin/people/${id}/invite`)).json()
  const grant = { grant: 'invite', code, device: 'a test' }
  const { token } = await (await callerOf(url, 'none')('POST', 'sessions', grant)).json()
  return { id, token, call: callerOf(url, token) }
}

/** Sends one bright spot from `sender`, as often as it takes. @returns its id, when the server has acknowledged it. */
export async function sendUntilAcknowledged(sender: Client, recipient: Client): Promise<string> {
  const { id, json } = newSpot([recipient.id])
  for (;;) {
    const answer = await sender.call('PUT', `recognitions/${id}`, json).catch(() => undefined)
    if (answer?.ok) return id
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

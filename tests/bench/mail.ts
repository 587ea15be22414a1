import { v7 as uuidv7 } from 'uuid'
import type { Changes } from '../../shared/api.ts'
import type { NewSession } from '../../shared/sign-in.ts'
import type { Stage } from '../demo/stage.ts'
import type { NewPerson } from '../e2e/server.ts'

const LONG_POLL_SECONDS = 25

/** The way from one person to another without a browser: what the server and its disk take. */
export interface Mail {
  /** From the PUT to the answer of a long-poll that waited for it. */
  travelTime(): Promise<number>
}

export async function openMail(stage: Stage, from: NewPerson, to: NewPerson): Promise<Mail> {
  const [sender, recipient] = [await signIn(stage, from), await signIn(stage, to)]
  const ask = async (since: string | null, wait: number): Promise<Changes> => {
    const query = new URLSearchParams({ wait: String(wait), ...(since !== null && { since }) })
    const response = await stage.server.call('GET', `/api/v1/changes?${query}`, undefined, recipient.token)
    const changes: Changes = await response.json()
    return changes
  }
  let cursor = (await ask(null, 0)).next
  const travelTime = async () => {
    const waiting = ask(cursor, LONG_POLL_SECONDS)
    const sentAt = performance.now()
    await put(stage, sender.token, recipient.person.id)
    const { changes, next } = await waiting
    const time = performance.now() - sentAt
    if (changes.length !== 1) throw new Error(`${changes.length} changes arrived instead of one`)
    cursor = next
    return time
  }
  return { travelTime }
}

async function put({ server }: Stage, token: string, recipient: string): Promise<void> {
  const message = 'You found the way'
  const content = { recipients: [recipient], message, values: [], visibility: 'private', context: null }
  const { status } = await server.call('PUT', `/api/v1/recognitions/${uuidv7()}`, content, token)
  if (status !== 201) throw new Error(`A bright spot was not sent: ${status}`)
}

async function signIn(stage: Stage, person: NewPerson): Promise<NewSession> {
  const [, code] = (await stage.invitation(person)).split('#')
  const grant = { grant: 'invite', code, device: 'A benchmark' }
  const response = await stage.server.call('POST', '/api/v1/sessions', grant)
  const session: NewSession = await response.json()
  return session
}

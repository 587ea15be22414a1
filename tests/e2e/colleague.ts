import { v7 as uuidv7 } from 'uuid'
import type { Changes } from '../../shared/api.ts'
import type { Recognition, RecognitionContent } from '../../shared/recognition.ts'
import type { NewPerson, ServerUnderTest } from './server.ts'

/** Somebody who uses the server without a browser. */
export interface Colleague {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly token: string
  /** What reached this person, the oldest first. */
  received(): Promise<Recognition[]>
  /** Sends one by the API. @returns it as the server answered. */
  thank(id: string, message: string, more?: Partial<RecognitionContent>): Promise<Recognition>
  /** Takes one back that this person sent. */
  withdraw(id: string): Promise<void>
}

let count = 0

/** A person with an address that nobody else in these tests has. */
export function somebody(name: string, team?: string): NewPerson {
  count++
  const letters = name
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
  const email = `${letters.replaceAll(' ', '.')}.${count}@corp.example`
  return { name, email, ...(team && { team }) }
}

/** Adds somebody to the server and signs them in there. */
export async function addColleague(
  server: ServerUnderTest,
  name = 'Grace Okafor',
  team = 'Platform',
): Promise<Colleague> {
  const person = await server.addPerson(somebody(name, team))
  return asColleague(server, person, await server.signIn(person.id))
}

/** The same person on one more device. */
export function asColleague(
  server: ServerUnderTest,
  { id, name, email }: Pick<Colleague, 'id' | 'name' | 'email'>,
  token: string,
): Colleague {
  const received = async () => {
    const response = await server.call('GET', '/api/v1/changes?limit=200', undefined, token)
    const { changes }: Changes = await response.json()
    return changes
      .flatMap((change) => (change.type === 'recognition' ? [change.recognition] : []))
      .filter(({ sender }) => sender.id !== id)
  }
  const thank = async (recipient: string, message: string, more: Partial<RecognitionContent> = {}) => {
    const content = { recipients: [recipient], message, values: [], visibility: 'private', context: null }
    const path = `/api/v1/recognitions/${uuidv7()}`
    const response = await server.call('PUT', path, { ...content, ...more }, token)
    if (response.status !== 201) throw new Error(await response.text())
    const sent: Recognition = await response.json()
    return sent
  }
  const withdraw = async (recognition: string) => {
    const path = `/api/v1/recognitions/${recognition}`
    const { status } = await server.call('DELETE', path, undefined, token)
    if (status !== 204) throw new Error(`DELETE ${path}: ${status}`)
  }
  return { id, name, email, token, received, thank, withdraw }
}

import { v7 as uuidv7 } from 'uuid'
import type { WorkItem } from '../../shared/recognition.ts'
import { startServer, type AddedPerson, type NewPerson, type ServerUnderTest } from '../e2e/server.ts'
import { startSites, type Sites } from '../e2e/sites.ts'
import { until } from '../e2e/until.ts'
import { AMELIA, castAt, GRACE, JORGE, NOOR } from './people.ts'

/** A server with people who know each other, and the three sample tools. */
export interface Stage {
  server: ServerUnderTest
  sites: Sites
  /** What this person pastes to connect. */
  invitation(person: NewPerson): Promise<string>
  close(): Promise<void>
}

/** Starts all of it; the store is in a temporary folder. */
export async function setStage(undoSeconds: number): Promise<Stage> {
  const [server, sites] = await Promise.all([startServer({ undoSeconds }), startSites()])
  const close = async () => {
    await Promise.all([server.remove(), sites.stop()])
  }
  try {
    const cast = await addCast(server, sites)
    await thankGrace(server, sites, cast)
    const invitation = async (person: NewPerson) =>
      `${server.address}#${await server.invite(idOf(cast, person))}`
    return { server, sites, invitation, close }
  } catch (fault) {
    await close()
    throw fault
  }
}

type Cast = Map<string, AddedPerson>

async function addCast(server: ServerUnderTest, { origin }: Sites): Promise<Cast> {
  const added = await Promise.all(castAt(origin).map((person) => server.addPerson(person)))
  return new Map(added.map((person) => [person.email, person]))
}

function idOf(cast: Cast, { name, email }: NewPerson): string {
  const person = cast.get(email)
  if (!person) throw new Error(`${name} is not in the directory`)
  return person.id
}

/** What Grace has read before: an inbox that is in use. */
async function thankGrace(server: ServerUnderTest, sites: Sites, cast: Cast): Promise<void> {
  const grace = idOf(cast, GRACE)
  const graces = await server.signIn(grace)
  const earlier = [
    {
      from: JORGE,
      message: 'You found the time zone in ten minutes. Customers had waited since May.',
      context: ticketAt(sites),
    },
    {
      from: NOOR,
      message: 'Your review caught the one case that would have paged all of us on Sunday.',
      context: reviewAt(sites),
    },
  ]
  await Promise.all(
    earlier.map(async ({ from, message, context }) => {
      const id = uuidv7()
      const token = await server.signIn(idOf(cast, from))
      const content = { recipients: [grace], message, values: ['reliable'], visibility: 'private', context }
      await server.call('PUT', `/api/v1/recognitions/${id}`, content, token)
      await until('Grace to read it', async () => {
        const { ok } = await server.call('POST', `/api/v1/recognitions/${id}/read`, undefined, graces)
        return ok
      })
    }),
  )
}

const ticketAt = ({ ticket }: Sites): WorkItem => ({
  tool: 'redmine',
  kind: 'ticket',
  key: '4711',
  title: 'Invoices show the wrong currency after midnight',
  url: ticket,
})

const reviewAt = ({ review }: Sites): WorkItem => ({
  tool: 'github',
  kind: 'review',
  key: 'platform/gateway#128',
  title: 'Keep open streams alive across a deploy',
  url: review,
})

/** The two of the story. */
export const SENDER = AMELIA
export const RECIPIENT = GRACE

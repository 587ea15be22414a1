import { Problem } from '../../../shared/problem.ts'
import type { Person, PersonId, Recognition, RecognitionContent } from '../../../shared/recognition.ts'
import { asColleague } from '../people-store.ts'
import type { Party } from '../rows.ts'
import type { Statements } from './database.ts'

/** A row of `recognitions`. */
export interface Spot {
  id: string
  senderId: PersonId
  /** Null once it is withdrawn. */
  content: RecognitionContent | null
  sentAt: string
  deliverAt: string
  deliveredAt: string | null
  withdrawnAt: string | null
}

/** One that still has its words. */
export type Living = Spot & { content: RecognitionContent }

export function isLiving(spot: Spot): spot is Living {
  return spot.content !== null
}

export const SPOT_COLUMNS = `
  recognitions.id, recognitions.sender_id as "senderId",
  case when recognitions.withdrawn_at is null then json_build_object(
    'recipients', recognitions.recipients, 'message', recognitions.message, 'values', recognitions.value_ids,
    'visibility', recognitions.visibility, 'context', recognitions.context
  ) end as content,
  recognitions.sent_at as "sentAt", recognitions.deliver_at as "deliverAt",
  recognitions.delivered_at as "deliveredAt", recognitions.withdrawn_at as "withdrawnAt"`

/** What somebody's own row says. */
export type OwnParty = Pick<Party, 'role' | 'readAt' | 'hiddenAt' | 'publication'>

export const OWN_PARTY_COLUMNS = `
  parties.role, parties.read_at as "readAt", parties.hidden_at as "hiddenAt", parties.publication`

/** People as colleagues see them, by id. */
export type Colleagues = ReadonlyMap<PersonId, Person>

/** What it takes to show somebody to colleagues. */
export type Named = Parameters<typeof asColleague>[0]

/** Everybody whom those bright spots name. */
export async function findColleagues(statements: Statements, spots: readonly Spot[]): Promise<Colleagues> {
  if (spots.length === 0) return new Map()
  const ids = new Set(spots.flatMap(({ senderId, content }) => [senderId, ...(content?.recipients ?? [])]))
  const people = await statements.query<Named>(
    'select id, name, email, team, erased_at as "erasedAt" from people where id = any($1)',
    [[...ids]],
  )
  return asColleagues(people)
}

export function asColleagues(people: readonly Named[]): Colleagues {
  return new Map(people.map((person) => [person.id, asColleague(person)]))
}

function colleague(colleagues: Colleagues, id: PersonId): Person {
  const person = colleagues.get(id)
  if (!person) throw new Problem('internal', 'A party of a bright spot is not among the people')
  return person
}

/** @param recipientIds those who are shown. */
function view(colleagues: Colleagues, spot: Living, recipientIds: readonly PersonId[]): Recognition {
  const { id, senderId, content, sentAt, deliverAt, deliveredAt } = spot
  const { message, values, visibility, context } = content
  return {
    id,
    sender: colleague(colleagues, senderId),
    recipients: recipientIds.map((recipientId) => colleague(colleagues, recipientId)),
    message,
    values,
    visibility,
    context,
    sentAt,
    deliverAt,
    deliveredAt,
    readAt: null,
    publication: null,
  }
}

export function senderView(colleagues: Colleagues, spot: Living): Recognition {
  return view(colleagues, spot, spot.content.recipients)
}

/** As one of its parties sees it: their own reading and choice, nobody else's. */
export function partyView(colleagues: Colleagues, spot: Living, party: OwnParty): Recognition {
  const isAsked = party.role === 'recipient' && spot.content.visibility === 'public'
  const publication = isAsked ? party.publication : null
  return { ...senderView(colleagues, spot), readAt: party.readAt, publication }
}

/** As colleagues see it. */
export function publishedView(
  colleagues: Colleagues,
  spot: Living,
  agreed: readonly PersonId[],
): Recognition {
  return view(colleagues, spot, agreed)
}

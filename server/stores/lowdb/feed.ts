import { Problem } from '../../../shared/problem.ts'
import type { Person, PersonId, Recognition, RecognitionContent } from '../../../shared/recognition.ts'
import { asColleague } from '../people-store.ts'
import type { Party, PersonRow, RecognitionRow } from '../rows.ts'
import type { Draft } from './draft.ts'

/** A bright spot that still has its words. */
export type Living = RecognitionRow & { content: RecognitionContent }

export function isLiving(recognition: RecognitionRow): recognition is Living {
  return recognition.content !== null
}

/** The next position in a person's feed, counted up in the draft. */
export function nextPosition(draft: Draft, personId: PersonId): number {
  const position = (draft.feeds.get(personId)?.position ?? 0) + 1
  draft.feeds.put(personId, { personId, position })
  draft.countMove()
  return position
}

export function newParty(draft: Draft, personId: PersonId, role: Party['role']): Party {
  const position = nextPosition(draft, personId)
  return { personId, role, position, readAt: null, hiddenAt: null, publication: 'ask', answer: null }
}

/** Each recipient's feed gets it now, and the sender's learns of it. */
export function deliver(draft: Draft, recognition: Living, now: string): RecognitionRow {
  const senders = moved(draft, recognition.parties)
  const recipients = recognition.content.recipients.map((id) => newParty(draft, id, 'recipient'))
  const delivered = { ...recognition, deliveredAt: now, parties: [...senders, ...recipients] }
  draft.recognitions.put(recognition.id, delivered)
  return delivered
}

/** Every party's row at a new position. */
export function moved(draft: Draft, parties: readonly Party[]): Party[] {
  return parties.map((party) => ({ ...party, position: nextPosition(draft, party.personId) }))
}

export function partyOf(recognition: RecognitionRow, personId: PersonId): Party | undefined {
  return recognition.parties.find((party) => party.personId === personId)
}

/** Where people are looked up, drafted ones included. */
interface PeopleById {
  get(id: PersonId): PersonRow | undefined
}

function colleague(people: PeopleById, id: PersonId): Person {
  const person = people.get(id)
  if (!person) throw new Problem('internal', 'A party of a bright spot is not among the people')
  return asColleague(person)
}

/** @param recipientIds those who are shown; all of them to a party. */
function view(people: PeopleById, row: Living, recipientIds: readonly PersonId[]): Recognition {
  const { id, senderId, content, sentAt, deliverAt, deliveredAt } = row
  return {
    id,
    sender: colleague(people, senderId),
    recipients: recipientIds.map((recipientId) => colleague(people, recipientId)),
    message: content.message,
    values: content.values,
    visibility: content.visibility,
    context: content.context,
    sentAt,
    deliverAt,
    deliveredAt,
    readAt: null,
    publication: null,
  }
}

/** As one of its parties sees it: their own reading and choice, nobody else's. */
export function partyView(people: PeopleById, row: Living, party: Party): Recognition {
  const isAsked = party.role === 'recipient' && row.content.visibility === 'public'
  return {
    ...view(people, row, row.content.recipients),
    readAt: party.readAt,
    publication: isAsked ? party.publication : null,
  }
}

/** As colleagues see it: of the recipients those alone who agreed. */
export function publishedView(people: PeopleById, row: Living): Recognition {
  const agreed = row.parties.filter(({ publication }) => publication === 'agreed')
  return view(
    people,
    row,
    agreed.map(({ personId }) => personId),
  )
}

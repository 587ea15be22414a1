import type { PersonId, Publication } from '../../../shared/recognition.ts'
import type { Party, RecognitionRow } from '../rows.ts'
import type { Draft } from './draft.ts'
import type { Step } from '../steps.ts'
import type { Living } from '../views.ts'

/** What a recipient's standing choice says of one that comes in. */
const CHOICES = { always: 'agreed', ask: 'ask', never: 'declined' } as const

/** The next position in a person's feed, counted up in the draft. */
export function nextPosition(draft: Draft, personId: PersonId): number {
  const position = (draft.feeds.get(personId)?.position ?? 0) + 1
  draft.feeds.put(personId, { personId, position })
  draft.countMove()
  return position
}

export function newParty(
  draft: Draft,
  personId: PersonId,
  role: Party['role'],
  publication: Publication = 'ask',
): Party {
  const position = nextPosition(draft, personId)
  return { personId, role, position, readAt: null, hiddenAt: null, publication, answer: null }
}

/** Each recipient's feed gets it now, and the sender's learns of it. */
export function deliver(draft: Draft, recognition: Living, now: string): RecognitionRow {
  const senders = moved(draft, recognition.parties)
  const { recipients, visibility } = recognition.content
  const received = recipients.map((id) =>
    newParty(draft, id, 'recipient', visibility === 'public' ? standingChoice(draft, id) : 'ask'),
  )
  const delivered = { ...recognition, deliveredAt: now, parties: [...senders, ...received] }
  draft.recognitions.put(recognition.id, delivered)
  return delivered
}

function standingChoice(draft: Draft, personId: PersonId): Publication {
  return CHOICES[draft.people.get(personId)?.preferences.share ?? 'ask']
}

/** Does what a step changes. */
export function take<Outcome>(draft: Draft, { outcome, change }: Step<Outcome>): Outcome {
  if (!change) return outcome
  const { next, tells } = change
  draft.recognitions.put(next.id, { ...next, parties: movedIf(draft, next.parties, tells) })
  return outcome
}

/** Every party's row at a new position. */
export function moved(draft: Draft, parties: readonly Party[]): Party[] {
  return movedIf(draft, parties, () => true)
}

/** The rows of those parties at new positions, the others where they are. */
export function movedIf(
  draft: Draft,
  parties: readonly Party[],
  concerns: (party: Party) => boolean,
): Party[] {
  return parties.map((party) =>
    concerns(party) ? { ...party, position: nextPosition(draft, party.personId) } : party,
  )
}

import type { PersonId, Publication } from '../../../shared/recognition.ts'
import type { History } from '../history.ts'
import type { Party, RecognitionRow } from '../rows.ts'
import type { Draft } from './draft.ts'
import type { FeedRow } from './file.ts'
import type { Step } from '../steps.ts'
import type { Tables } from './tables.ts'
import type { Living } from '../views.ts'

/** Epochs that a feed remembers. A cursor from before them starts over. */
const PAST_EPOCHS_MAX = 100

/** The epoch of feeds that have not moved yet. */
const BEFORE_ALL = 'none'

/** What a recipient's standing choice says of one that comes in. */
const CHOICES = { always: 'agreed', ask: 'ask', never: 'declined' } as const

/** The next position in a person's feed, counted up in the draft. */
export function nextPosition(draft: Draft, personId: PersonId): number {
  const feed = draft.feeds.get(personId) ?? { personId, position: 0, epoch: BEFORE_ALL }
  if (feed.epoch !== draft.run) rememberEpoch(draft, feed)
  const position = feed.position + 1
  draft.feeds.put(personId, { personId, position, epoch: draft.run })
  return position
}

function rememberEpoch(draft: Draft, { personId, position, epoch }: FeedRow): void {
  const { pastEpochs } = draft.feedPasts.get(personId) ?? { pastEpochs: [] }
  const all = [...pastEpochs, { epoch, moves: position }]
  draft.feedPasts.put(personId, { personId, pastEpochs: all.slice(-PAST_EPOCHS_MAX) })
}

/** Of a person's feed; its moves are as many as its positions. */
export function historyOf({ feeds, feedPasts }: Tables, personId: PersonId): History {
  const { epoch, position } = feeds.get(personId) ?? { epoch: BEFORE_ALL, position: 0 }
  return { epoch, moves: position, pastEpochs: feedPasts.get(personId)?.pastEpochs ?? [] }
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

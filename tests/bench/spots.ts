import { v7 as uuidv7 } from 'uuid'
import { hashSecret } from '../../server/identity/tokens.ts'
import { DEFAULT_LIMITS, type StoreRow } from '../../server/stores/rows.ts'
import { DEFAULT_PREFERENCES } from '../../shared/preferences.ts'
import type { PersonId, RecognitionContent } from '../../shared/recognition.ts'

const AT = '2026-11-02T09:00:00.000Z'

/** Whose token is known in every organisation that is made up here. */
export const READER_TOKEN = 'the-token-of-the-one-who-reads-the-feed'

/** Of the length that most have. */
export function contentFor(recipient: PersonId): RecognitionContent {
  return {
    recipients: [recipient],
    message: 'Your safe order got us through the key rotation at three in the morning. Thank you.',
    values: [],
    visibility: 'private',
    context: {
      tool: 'mediawiki',
      kind: 'wiki',
      key: 'Rotating_the_signing_keys',
      title: 'Rotating the signing keys',
      url: 'https://wiki.corp.example/wiki/Rotating_the_signing_keys',
    },
  }
}

export const bodyFor = (recipient: PersonId): string => JSON.stringify(contentFor(recipient))
export const newPath = (): string => `/api/v1/recognitions/${uuidv7()}`

/** An organisation that has been at it for a while. */
export interface Organisation {
  people: number
  recognitions: number
  /** How many of them the first person received, who is the one with READER_TOKEN; the others are spread evenly. */
  inboxOfReader: number
}

/** The n-th person's id; the first one reads, the second one is thanked by whoever measures. */
export function personId(nth: number): PersonId {
  return `019a94c4-0000-7000-8000-${String(nth).padStart(12, '0')}`
}

const byId = ([a]: readonly [PersonId, number], [b]: readonly [PersonId, number]) => (a < b ? -1 : 1)

/** All that such an organisation's store has, delivered and unread. */
export async function* rowsOf({
  people,
  recognitions,
  inboxOfReader,
}: Organisation): AsyncGenerator<StoreRow> {
  const positions = new Map<PersonId, number>()
  const next = (id: PersonId) => {
    const position = (positions.get(id) ?? 0) + 1
    positions.set(id, position)
    return position
  }
  const spots = Array.from({ length: recognitions }, (_, nth) => {
    const recipient = personId(nth < inboxOfReader ? 0 : 1 + (nth % (people - 1)))
    const sender = personId(1 + ((nth + 1) % (people - 1)))
    return spotOf(nth, sender, recipient === sender ? personId(people - 1) : recipient, next)
  })
  yield {
    settings: {
      adminTokenHash: null,
      values: null,
      customerTeams: [],
      retention: { recognitions: null, audit: null },
      limits: DEFAULT_LIMITS,
    },
  }
  for (let nth = 0; nth < people; nth += 1) yield personOf(nth)
  for (const [id, position] of [...positions].toSorted(byId)) yield { feed: { personId: id, position } }
  yield {
    session: {
      id: '019a94c6-0000-7000-8000-000000000000',
      tokenHash: hashSecret(READER_TOKEN),
      personId: personId(0),
      device: 'A benchmark',
      grant: 'invite',
      createdAt: AT,
      // It is not too old, whenever the benchmark runs.
      lastUsedAt: new Date().toISOString(),
    },
  }
  yield* spots
}

function personOf(nth: number): StoreRow {
  const [id, name, email] = [personId(nth), `Person ${nth}`, `person.${nth}@corp.example`]
  const profile = { id, name, email, team: null, role: 'member' as const, handles: [] }
  const directory = { userName: null, externalId: null, managerId: null }
  const state = { active: true, pending: false, erasedAt: null, suspendedAt: null }
  return {
    person: { ...profile, ...directory, ...state, preferences: DEFAULT_PREFERENCES, createdAt: AT },
  }
}

function spotOf(
  nth: number,
  sender: PersonId,
  recipient: PersonId,
  next: (id: PersonId) => number,
): StoreRow {
  const times = { sentAt: AT, deliverAt: AT, deliveredAt: AT, withdrawnAt: null }
  const state = { readAt: null, hiddenAt: null, publication: 'ask' as const, answer: null }
  const id = `019a94c5-0000-7000-8000-${String(nth).padStart(12, '0')}`
  const parties = [
    { personId: sender, role: 'sender' as const, position: next(sender), ...state },
    { personId: recipient, role: 'recipient' as const, position: next(recipient), ...state },
  ]
  return {
    recognition: {
      id,
      senderId: sender,
      content: contentFor(recipient),
      ...times,
      parties,
      meToo: [],
      moderation: null,
    },
  }
}

import { isDeepStrictEqual } from 'node:util'
import { DEFAULT_VALUES } from '../../../shared/recognition.ts'
import type { RecognitionContent } from '../../../shared/recognition.ts'
import type { Acceptance, AcceptOutcome } from '../recognition-store.ts'
import type { RecognitionRow } from '../rows.ts'
import { limitReached, type Sent } from '../sending-limits.ts'
import type { Draft } from './draft.ts'
import { deliver, newParty } from './feed.ts'
import type { Indexes } from './indexes.ts'
import { isCounted } from './sent-lately.ts'
import { isLiving, senderView } from '../views.ts'

function contentOf({ recognition }: Acceptance): RecognitionContent {
  const { id: _id, ...content } = recognition
  return content
}

/** `RecognitionStore.accept`, in a transaction. */
export function accept(draft: Draft, indexes: Indexes, acceptance: Acceptance): AcceptOutcome {
  const known = draft.recognitions.get(acceptance.recognition.id)
  if (known) return acceptAgain(draft, known, acceptance)
  return refusal(draft, indexes, acceptance) ?? acceptNew(draft, acceptance)
}

function acceptAgain(draft: Draft, known: RecognitionRow, acceptance: Acceptance): AcceptOutcome {
  if (known.senderId !== acceptance.senderId) return { kind: 'id_taken' }
  if (!isLiving(known)) return { kind: 'withdrawn' }
  if (!isDeepStrictEqual(known.content, contentOf(acceptance))) return { kind: 'id_taken' }
  return { kind: 'same', recognition: senderView(draft.people, known) }
}

function refusal(draft: Draft, indexes: Indexes, acceptance: Acceptance): AcceptOutcome | undefined {
  const { recipients, values } = acceptance.recognition
  const sender = draft.people.get(acceptance.senderId)
  if (!sender?.active) return { kind: 'signed_out' }
  if (sender.suspendedAt !== null) return { kind: 'sending_suspended' }
  const people = recipients.map((id) => draft.people.get(id))
  if (people.some((person) => !person?.active)) return { kind: 'unknown_recipient' }
  if (people.some((person) => person?.preferences.receives === false)) return { kind: 'prefers_in_person' }
  const valueIds = new Set((draft.settings.values ?? DEFAULT_VALUES).map(({ id }) => id))
  if (values.some((id) => !valueIds.has(id))) return { kind: 'unknown_value' }
  if (acceptance.limits === null) return undefined
  const asked = { sentAt: acceptance.sentAt, recipients, createdAt: sender.createdAt }
  return limitReached(acceptance.limits, asked, sentLately(draft, indexes, acceptance.senderId))
}

/** Those of the same batch are in no index yet. */
function sentLately(draft: Draft, { sentLately: index }: Indexes, senderId: string): Sent[] {
  const ids = new Set([...index.of(senderId), ...draft.recognitions.pending()])
  return [...ids]
    .map((id) => draft.recognitions.get(id))
    .filter((row) => row !== undefined)
    .filter((row) => row.senderId === senderId && isCounted(row))
    .map(({ sentAt, content, parties }) => ({
      sentAt,
      recipients: content?.recipients ?? parties.map(({ personId }) => personId),
    }))
}

function acceptNew(draft: Draft, acceptance: Acceptance): AcceptOutcome {
  const { senderId, sentAt, deliverAt } = acceptance
  const content = contentOf(acceptance)
  const { id } = acceptance.recognition
  const accepted = {
    id,
    senderId,
    content,
    sentAt,
    deliverAt,
    deliveredAt: null,
    withdrawnAt: null,
    parties: [newParty(draft, senderId, 'sender')],
    meToo: [],
    moderation: null,
  }
  draft.recognitions.put(id, accepted)
  const row = deliverAt <= sentAt ? deliver(draft, accepted, sentAt) : accepted
  return { kind: 'created', recognition: senderView(draft.people, { ...row, content }) }
}

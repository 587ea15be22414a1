import * as v from 'valibot'
import { PUBLICATIONS, VISIBILITIES, WORK_ITEM_KINDS } from '../../shared/recognition.ts'
import { ROLES } from './people-store.ts'

/** What any store keeps, row by row, and what goes from one store to another. Looser than what the API lets in: limits
 * may change, and what was stored under older ones must still open. Times are ISO 8601 in UTC. */

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const PersonRow = v.object({
  id: v.string(),
  name: v.string(),
  email: v.string(),
  team: v.nullable(v.string()),
  role: v.picklist(ROLES),
  handles: v.array(v.object({ tool: v.string(), origin: v.string(), handle: v.string() })),
  active: v.boolean(),
  createdAt: v.string(),
})
export type PersonRow = v.InferOutput<typeof PersonRow>

/** How far a person's feed has got: the position that its newest row has. People whose feed never moved have none. */
export const FeedRow = v.object({ personId: v.string(), position: count })
export type FeedRow = v.InferOutput<typeof FeedRow>

export const InviteRow = v.object({
  codeHash: v.string(),
  personId: v.string(),
  createdAt: v.string(),
  expiresAt: v.string(),
  usedAt: v.nullable(v.string()),
})
export type InviteRow = v.InferOutput<typeof InviteRow>

export const SessionRow = v.object({
  tokenHash: v.string(),
  personId: v.string(),
  device: v.string(),
  createdAt: v.string(),
})
export type SessionRow = v.InferOutput<typeof SessionRow>

/** One row of somebody's feed. */
export const Party = v.object({
  personId: v.string(),
  role: v.picklist(['sender', 'recipient']),
  position: v.pipe(count, v.minValue(1)),
  readAt: v.nullable(v.string()),
  hiddenAt: v.nullable(v.string()),
  publication: v.picklist(PUBLICATIONS),
})
export type Party = v.InferOutput<typeof Party>

const Content = v.object({
  recipients: v.array(v.string()),
  message: v.string(),
  values: v.array(v.string()),
  visibility: v.picklist(VISIBILITIES),
  context: v.nullable(
    v.object({
      tool: v.string(),
      kind: v.picklist(WORK_ITEM_KINDS),
      key: v.nullable(v.string()),
      title: v.string(),
      url: v.string(),
    }),
  ),
})

export const RecognitionRow = v.object({
  id: v.string(),
  senderId: v.string(),
  /** Null once it is withdrawn: a tombstone keeps no words. */
  content: v.nullable(Content),
  sentAt: v.string(),
  deliverAt: v.string(),
  deliveredAt: v.nullable(v.string()),
  withdrawnAt: v.nullable(v.string()),
  /** The sender from acceptance on, the recipients from delivery on. */
  parties: v.array(Party),
})
export type RecognitionRow = v.InferOutput<typeof RecognitionRow>

export const SettingsRow = v.object({
  adminTokenHash: v.nullable(v.string()),
  /** Null for the values that come with the product. */
  values: v.nullable(v.array(v.object({ id: v.string(), name: v.string() }))),
})
export type SettingsRow = v.InferOutput<typeof SettingsRow>

/** A row of any kind, named by its only key, e.g. `{"feed": {"personId": "…", "position": 7}}`. */
export const StoreRow = v.union([
  v.strictObject({ settings: SettingsRow }),
  v.strictObject({ person: PersonRow }),
  v.strictObject({ feed: FeedRow }),
  v.strictObject({ invite: InviteRow }),
  v.strictObject({ session: SessionRow }),
  v.strictObject({ recognition: RecognitionRow }),
])
export type StoreRow = v.InferOutput<typeof StoreRow>

import * as v from 'valibot'
import { PUBLICATIONS, VISIBILITIES, WORK_ITEM_KINDS } from '../../../shared/recognition.ts'
import { ROLES } from '../people-store.ts'
import type { PersonRecord } from '../people-store.ts'

/** Raised, with a migration, when what is below changes in a way that older files do not have. */
export const FILE_VERSION = 1

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const StoredPerson = v.object({
  id: v.string(),
  name: v.string(),
  email: v.string(),
  team: v.nullable(v.string()),
  role: v.picklist(ROLES),
  handles: v.array(v.object({ tool: v.string(), origin: v.string(), handle: v.string() })),
  active: v.boolean(),
  createdAt: v.string(),
  /** The position that the newest row of this person's feed has. */
  feedPosition: count,
})
export type StoredPerson = v.InferOutput<typeof StoredPerson>

/** A person without what only this store counts. */
export function recordOf({ feedPosition: _feedPosition, ...person }: StoredPerson): PersonRecord {
  return person
}

export const StoredInvite = v.object({
  codeHash: v.string(),
  personId: v.string(),
  createdAt: v.string(),
  expiresAt: v.string(),
  usedAt: v.nullable(v.string()),
})
export type StoredInvite = v.InferOutput<typeof StoredInvite>

export const StoredSession = v.object({
  tokenHash: v.string(),
  personId: v.string(),
  device: v.string(),
  createdAt: v.string(),
})
export type StoredSession = v.InferOutput<typeof StoredSession>

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

/** Looser than what the API lets in: limits may change, and what was stored under older ones must still open. */
const StoredContent = v.object({
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

export const StoredRecognition = v.object({
  id: v.string(),
  senderId: v.string(),
  /** Null once it is withdrawn: a tombstone keeps no words. */
  content: v.nullable(StoredContent),
  sentAt: v.string(),
  deliverAt: v.string(),
  deliveredAt: v.nullable(v.string()),
  withdrawnAt: v.nullable(v.string()),
  /** The sender from acceptance on, the recipients from delivery on. */
  parties: v.array(Party),
})
export type StoredRecognition = v.InferOutput<typeof StoredRecognition>

/** `bright-spots.json`, whole. */
export const StoreFile = v.object({
  product: v.literal('bright-spots'),
  version: v.literal(FILE_VERSION),
  /** Where the store stands; `History` says what for. Files from before it was kept have the epoch alone. */
  epoch: v.string(),
  moves: v.optional(count, 0),
  pastEpochs: v.optional(v.array(v.object({ epoch: v.string(), moves: count })), []),
  adminTokenHash: v.nullable(v.string()),
  /** Null for the values that come with the product. */
  values: v.nullable(v.array(v.object({ id: v.string(), name: v.string() }))),
  people: v.array(StoredPerson),
  invites: v.array(StoredInvite),
  sessions: v.array(StoredSession),
  recognitions: v.array(StoredRecognition),
})
export type StoreFile = v.InferOutput<typeof StoreFile>

export function emptyStoreFile(epoch: string): StoreFile {
  return {
    product: 'bright-spots',
    version: FILE_VERSION,
    epoch,
    moves: 0,
    pastEpochs: [],
    adminTokenHash: null,
    values: null,
    people: [],
    invites: [],
    sessions: [],
    recognitions: [],
  }
}

import * as v from 'valibot'
import { v7 as uuidv7 } from 'uuid'
import { DEFAULT_PREFERENCES, Preferences } from '../../shared/preferences.ts'
import { PUBLICATIONS, VISIBILITIES, WARM_WORDS, WORK_ITEM_KINDS } from '../../shared/recognition.ts'
import { GRANTS } from './access-store.ts'
import { SCOPES } from './admin-token-store.ts'
import { ROLES } from './people-store.ts'

/** What any store keeps, row by row, and what goes from one store to another. Looser than what the API lets in: limits
 * may change, and what was stored under older ones must still open. What older rows do not have gets a default. Times are
 * ISO 8601 in UTC. */

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const Handle = v.object({ tool: v.string(), origin: v.string(), handle: v.string() })
const textOrNull = v.optional(v.nullable(v.string()), null)

export const PersonRow = v.object({
  id: v.string(),
  name: v.string(),
  email: v.string(),
  team: v.nullable(v.string()),
  role: v.picklist(ROLES),
  handles: v.array(Handle),
  active: v.boolean(),
  createdAt: v.string(),
  userName: textOrNull,
  externalId: textOrNull,
  managerId: textOrNull,
  pending: v.optional(v.boolean(), false),
  erasedAt: textOrNull,
  preferences: v.optional(Preferences, () => ({ ...DEFAULT_PREFERENCES })),
  suspendedAt: textOrNull,
})
export type PersonRow = v.InferOutput<typeof PersonRow>

/** Who a person is to an OpenID provider. */
export const IdentityRow = v.object({ personId: v.string(), issuer: v.string(), subject: v.string() })
export type IdentityRow = v.InferOutput<typeof IdentityRow>

/** What a colleague said of a handle; a refused one stays, so that nobody says it again. */
export const ClaimRow = v.object({
  id: v.string(),
  handle: Handle,
  personId: v.string(),
  claimedBy: v.string(),
  createdAt: v.string(),
  refused: v.boolean(),
})
export type ClaimRow = v.InferOutput<typeof ClaimRow>

export const AdminTokenRow = v.object({
  id: v.string(),
  tokenHash: v.string(),
  name: v.string(),
  scopes: v.array(v.picklist(SCOPES)),
  createdAt: v.string(),
  expiresAt: v.string(),
  lastUsedAt: v.nullable(v.string()),
})
export type AdminTokenRow = v.InferOutput<typeof AdminTokenRow>

export const AuditRow = v.object({
  id: v.string(),
  at: v.string(),
  action: v.string(),
  actor: v.object({
    kind: v.picklist(['person', 'token', 'admin_token', 'server']),
    id: v.nullable(v.string()),
  }),
  target: v.nullable(v.object({ kind: v.string(), id: v.nullable(v.string()) })),
  address: v.nullable(v.string()),
  requestId: v.nullable(v.string()),
  details: v.record(v.string(), v.string()),
})
export type AuditRow = v.InferOutput<typeof AuditRow>

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

export const SessionRow = v.pipe(
  v.object({
    id: v.optional(v.string(), () => uuidv7()),
    tokenHash: v.string(),
    personId: v.string(),
    device: v.string(),
    grant: v.optional(v.picklist(GRANTS), 'invite'),
    createdAt: v.string(),
    lastUsedAt: v.optional(v.string()),
  }),
  v.transform((session) => ({ ...session, lastUsedAt: session.lastUsedAt ?? session.createdAt })),
)
export type SessionRow = v.InferOutput<typeof SessionRow>

/** One row of somebody's feed. */
export const Party = v.object({
  personId: v.string(),
  role: v.picklist(['sender', 'recipient']),
  position: v.pipe(count, v.minValue(1)),
  readAt: v.nullable(v.string()),
  hiddenAt: v.nullable(v.string()),
  publication: v.picklist(PUBLICATIONS),
  /** What a recipient answered. */
  answer: v.optional(
    v.nullable(
      v.object({ word: v.nullable(v.picklist(WARM_WORDS)), line: v.nullable(v.string()), at: v.string() }),
    ),
    null,
  ),
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

const CaseOutcome = v.nullable(v.picklist(['kept', 'hidden']))

const Moderation = v.object({
  /** Each with when a moderator first read it, and the last decision that was made of it. */
  reports: v.array(
    v.object({
      reporterId: v.string(),
      reason: v.string(),
      at: v.string(),
      readAt: textOrNull,
      outcome: v.optional(CaseOutcome, null),
    }),
  ),
  /** As it was when it was first reported; null once that is of no use any more. */
  words: v.nullable(Content),
  /** Null while the case is open, though an earlier report may have been decided. */
  outcome: CaseOutcome,
  decidedAt: v.nullable(v.string()),
})
export type Moderation = v.InferOutput<typeof Moderation>

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
  /** Who said 'me too', in that order. */
  meToo: v.optional(v.array(v.object({ personId: v.string(), at: v.string() })), () => []),
  /** What moderators have of it; null while nobody has reported it. */
  moderation: v.optional(v.nullable(Moderation), null),
})
export type RecognitionRow = v.InferOutput<typeof RecognitionRow>

const most = v.nullable(v.pipe(count, v.minValue(1)))

/** Nobody who thanks in earnest meets them. */
export const DEFAULT_LIMITS = {
  perMinute: 10,
  perDay: 50,
  perPairPerWeek: 10,
  newcomers: { days: 7, perDay: 20 },
}

export const SettingsRow = v.object({
  adminTokenHash: v.nullable(v.string()),
  /** Null for the values that come with the product. */
  values: v.nullable(v.array(v.object({ id: v.string(), name: v.string() }))),
  customerTeams: v.optional(v.array(v.string()), () => []),
  /** In days; null for ever. */
  retention: v.optional(
    v.object({ recognitions: v.nullable(v.number()), audit: v.nullable(v.number()) }),
    () => ({ recognitions: null, audit: null }),
  ),
  limits: v.optional(
    v.object({
      perMinute: most,
      perDay: most,
      perPairPerWeek: most,
      newcomers: v.nullable(v.object({ days: count, perDay: v.pipe(count, v.minValue(1)) })),
    }),
    () => DEFAULT_LIMITS,
  ),
})
export type SettingsRow = v.InferOutput<typeof SettingsRow>

/** A row of any kind, named by its only key, e.g. `{"feed": {"personId": "…", "position": 7}}`. */
export const StoreRow = v.union([
  v.strictObject({ settings: SettingsRow }),
  v.strictObject({ person: PersonRow }),
  v.strictObject({ identity: IdentityRow }),
  v.strictObject({ claim: ClaimRow }),
  v.strictObject({ adminToken: AdminTokenRow }),
  v.strictObject({ audit: AuditRow }),
  v.strictObject({ feed: FeedRow }),
  v.strictObject({ invite: InviteRow }),
  v.strictObject({ session: SessionRow }),
  v.strictObject({ recognition: RecognitionRow }),
])
export type StoreRow = v.InferOutput<typeof StoreRow>

import { v4 as uuidv4 } from 'uuid'
import * as v from 'valibot'
import {
  DEFAULT_LIMITS,
  AdminTokenRow,
  AuditRow,
  ClaimRow,
  FeedRow as CopiedFeedRow,
  IdentityRow,
  InviteRow,
  PersonRow,
  RecognitionRow,
  SessionRow,
  SettingsRow,
} from '../rows.ts'

/** Raised, with a migration, when what is below changes in a way that older files do not have. */
export const FILE_VERSION = 5

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** With the epoch in which the feed moved last; older files have none, and get one that nobody was ever told of. */
export const FeedRow = v.object({
  ...CopiedFeedRow.entries,
  epoch: v.optional(v.string(), () => uuidv4()),
})
export type FeedRow = v.InferOutput<typeof FeedRow>

/** How far a feed had got in each epoch before. Apart from how far it has got, which is written whenever it moves. */
const FeedPastRow = v.object({
  personId: v.string(),
  pastEpochs: v.array(v.object({ epoch: v.string(), moves: count })),
})
export type FeedPastRow = v.InferOutput<typeof FeedPastRow>

/** `bright-spots.json`, whole: all that was stored up to one line of the journal. */
export const StoreFile = v.object({
  product: v.literal('bright-spots'),
  version: v.literal(FILE_VERSION),
  /** The last line of the journal that is in here. */
  seq: count,
  settings: SettingsRow,
  people: v.array(PersonRow),
  identities: v.array(IdentityRow),
  claims: v.array(ClaimRow),
  adminTokens: v.array(AdminTokenRow),
  audit: v.array(AuditRow),
  feeds: v.array(FeedRow),
  feedPasts: v.array(FeedPastRow),
  invites: v.array(InviteRow),
  sessions: v.array(SessionRow),
  recognitions: v.array(RecognitionRow),
})
export type StoreFile = v.InferOutput<typeof StoreFile>

/** Before anything is chosen. */
export const NO_SETTINGS: SettingsRow = {
  adminTokenHash: null,
  values: null,
  customerTeams: [],
  retention: { recognitions: null, audit: null },
  limits: DEFAULT_LIMITS,
}

export function emptyStoreFile(): StoreFile {
  return {
    product: 'bright-spots',
    version: FILE_VERSION,
    seq: 0,
    settings: NO_SETTINGS,
    people: [],
    identities: [],
    claims: [],
    adminTokens: [],
    audit: [],
    feeds: [],
    feedPasts: [],
    invites: [],
    sessions: [],
    recognitions: [],
  }
}

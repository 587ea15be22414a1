import * as v from 'valibot'
import {
  DEFAULT_LIMITS,
  AdminTokenRow,
  AuditRow,
  ClaimRow,
  FeedRow,
  IdentityRow,
  InviteRow,
  PersonRow,
  RecognitionRow,
  SessionRow,
  SettingsRow,
} from '../rows.ts'

/** Raised, with a migration, when what is below changes in a way that older files do not have. */
export const FILE_VERSION = 4

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** `bright-spots.json`, whole: all that was stored up to one line of the journal. */
export const StoreFile = v.object({
  product: v.literal('bright-spots'),
  version: v.literal(FILE_VERSION),
  /** The last line of the journal that is in here. */
  seq: count,
  /** Where the store stands; `History` says what for. */
  epoch: v.string(),
  moves: count,
  pastEpochs: v.array(v.object({ epoch: v.string(), moves: count })),
  settings: SettingsRow,
  people: v.array(PersonRow),
  identities: v.array(IdentityRow),
  claims: v.array(ClaimRow),
  adminTokens: v.array(AdminTokenRow),
  audit: v.array(AuditRow),
  feeds: v.array(FeedRow),
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

export function emptyStoreFile(epoch: string): StoreFile {
  return {
    product: 'bright-spots',
    version: FILE_VERSION,
    seq: 0,
    epoch,
    moves: 0,
    pastEpochs: [],
    settings: NO_SETTINGS,
    people: [],
    identities: [],
    claims: [],
    adminTokens: [],
    audit: [],
    feeds: [],
    invites: [],
    sessions: [],
    recognitions: [],
  }
}

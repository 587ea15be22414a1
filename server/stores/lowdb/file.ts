import * as v from 'valibot'
import { FeedRow, InviteRow, PersonRow, RecognitionRow, SessionRow, SettingsRow } from '../rows.ts'

/** Raised, with a migration, when what is below changes in a way that older files do not have. */
export const FILE_VERSION = 2

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
  feeds: v.array(FeedRow),
  invites: v.array(InviteRow),
  sessions: v.array(SessionRow),
  recognitions: v.array(RecognitionRow),
})
export type StoreFile = v.InferOutput<typeof StoreFile>

export function emptyStoreFile(epoch: string): StoreFile {
  return {
    product: 'bright-spots',
    version: FILE_VERSION,
    seq: 0,
    epoch,
    moves: 0,
    pastEpochs: [],
    settings: { adminTokenHash: null, values: null },
    people: [],
    feeds: [],
    invites: [],
    sessions: [],
    recognitions: [],
  }
}

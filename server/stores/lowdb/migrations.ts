import * as v from 'valibot'
import { SettingsRow } from '../rows.ts'
import { FILE_VERSION } from './file.ts'

type AnyFile = Record<string, unknown>

/** What of version 1 was kept otherwise: how far each feed has got with its person, the settings at the top. */
const Version1 = v.looseObject({
  adminTokenHash: SettingsRow.entries.adminTokenHash,
  values: SettingsRow.entries.values,
  people: v.array(v.looseObject({ id: v.string(), feedPosition: v.number() })),
})

/** There was no journal yet. */
function fromVersion1(file: AnyFile): AnyFile {
  const { adminTokenHash, values, people, ...rest } = v.parse(Version1, file)
  return {
    ...rest,
    version: 2,
    seq: 0,
    settings: { adminTokenHash, values },
    people: people.map(({ feedPosition: _feedPosition, ...person }) => person),
    feeds: people
      .filter(({ feedPosition }) => feedPosition > 0)
      .map(({ id, feedPosition }) => ({ personId: id, position: feedPosition })),
  }
}

/** Tables came; what the rows have besides has defaults. */
function fromVersion2(file: AnyFile): AnyFile {
  return { ...file, version: 3, identities: [], claims: [], adminTokens: [], audit: [] }
}

/** What people prefer, answer and report came, with defaults. */
function fromVersion3(file: AnyFile): AnyFile {
  return { ...file, version: 4 }
}

/** There was one history for all feeds, and its cursors said how much others send: they expire. */
function fromVersion4({ epoch: _epoch, moves: _moves, pastEpochs: _pastEpochs, ...file }: AnyFile): AnyFile {
  return { ...file, version: 5, feedPasts: [] }
}

/** From each version to the next. */
const MIGRATIONS: Record<number, (file: AnyFile) => AnyFile> = {
  1: fromVersion1,
  2: fromVersion2,
  3: fromVersion3,
  4: fromVersion4,
}

/** The oldest version that is still read. */
export const OLDEST_VERSION = 1

/** From this version on a journal lies beside the file. */
export const FIRST_WITH_JOURNAL = 2

const Versioned = v.looseObject({
  product: v.literal('bright-spots'),
  version: v.pipe(v.number(), v.integer(), v.minValue(OLDEST_VERSION), v.maxValue(FILE_VERSION)),
})

/**
 * The content of a file of any version that is known, as this one has it; not yet checked beyond what the migrations need.
 * @throws v.ValiError at `version` for another one.
 */
export function migrated(content: unknown): AnyFile {
  let file: AnyFile & { version: number } = v.parse(Versioned, content)
  while (file.version < FILE_VERSION) {
    const next = MIGRATIONS[file.version]?.(file)
    file = v.parse(Versioned, next)
  }
  return file
}

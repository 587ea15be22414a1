import * as v from 'valibot'
import { InviteRow, PersonRow, RecognitionRow, SessionRow, SettingsRow } from '../rows.ts'
import { FeedRow } from './file.ts'
import type { Changes } from './tables.ts'

/** What a transaction of an older version could change. What it removed stays as it is. */
const OlderChanges = v.looseObject({
  settings: v.exactOptional(SettingsRow),
  put: v.object({
    people: v.exactOptional(v.array(PersonRow)),
    feeds: v.exactOptional(v.array(FeedRow)),
    invites: v.exactOptional(v.array(InviteRow)),
    sessions: v.exactOptional(v.array(SessionRow)),
    recognitions: v.exactOptional(v.array(RecognitionRow)),
  }),
})

/** A transaction of an older version, with rows as this one has them. */
export function upToDate(changes: Changes): Changes {
  return { ...changes, ...v.parse(OlderChanges, changes) }
}

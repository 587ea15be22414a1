import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type { AmendOutcome, RecipientPatch } from '../recognition-store.ts'
import type { Statements } from './database.ts'
import { move } from './feed.ts'
import type { OwnParty } from './spots.ts'
import { OWN_PARTY_COLUMNS } from './spots.ts'
import type { Hint } from './watching.ts'

interface Amendment {
  id: RecognitionId
  personId: PersonId
  patch: RecipientPatch
}

interface Amended {
  outcome: AmendOutcome
  hints: readonly Hint[]
}

type Known = OwnParty & { nth: number; visibility: 'private' | 'public' | null }

/** The bright spot is locked, as by everybody who moves its rows; so its parties stand still too. */
const LOCK = 'select from recognitions where id = $1 for no key update'

const FIND = `
  select ${OWN_PARTY_COLUMNS}, parties.nth, recognitions.visibility
  from parties join recognitions on recognitions.id = parties.recognition_id
  where parties.recognition_id = $1 and parties.person_id = $2`

const AMEND = `
  update parties set read_at = $3, hidden_at = $4, publication = $5
  where recognition_id = $1 and person_id = $2`

const PUBLISH = `
  update recognitions set is_published = agreed
  from (
    select exists (select from parties where recognition_id = $1 and publication = 'agreed') as agreed
  ) as answer
  where id = $1 and is_published <> agreed`

/** `RecognitionStore.amend`, inside a transaction. */
export async function amend(statements: Statements, { id, personId, patch }: Amendment): Promise<Amended> {
  await statements.query(LOCK, [id])
  const [known] = await statements.query<Known>(FIND, [id, personId])
  const refusal = refuse(known, patch)
  if (!known || refusal) return { outcome: refusal ?? 'not_found', hints: [] }
  const readAt = known.readAt ?? patch.readAt ?? null
  const hiddenAt = known.hiddenAt ?? patch.hiddenAt ?? null
  const publication = patch.publication ?? known.publication
  const isSame = readAt === known.readAt && hiddenAt === known.hiddenAt && publication === known.publication
  if (isSame) return { outcome: 'done', hints: [] }
  await statements.query(AMEND, [id, personId, readAt, hiddenAt, publication])
  if (publication !== known.publication) await statements.query(PUBLISH, [id])
  return { outcome: 'done', hints: await move(statements, [{ recognitionId: id, personId, nth: known.nth }]) }
}

function refuse(known: Known | undefined, patch: RecipientPatch): AmendOutcome | undefined {
  if (!known) return 'not_found'
  if (known.role === 'sender') return 'forbidden'
  if (known.visibility === null) return 'withdrawn'
  return patch.publication && known.visibility === 'private' ? 'private' : undefined
}

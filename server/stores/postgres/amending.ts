import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type { AmendOutcome, MeTooOutcome, RecipientPatch } from '../recognition-store.ts'
import type { RecognitionRow } from '../rows.ts'
import { isPublished, isSameAnswer, isShownTo, partyOf } from '../views.ts'
import type { Statements } from './database.ts'
import { move } from './feed.ts'
import { isHere, lockSpot, movesOf } from './locking.ts'
import type { Hint } from './watching.ts'

interface Done<Outcome> {
  outcome: Outcome
  hints: readonly Hint[]
}

const AMEND = `
  update parties set read_at = $3, hidden_at = $4, publication = $5, answer = $6
  where recognition_id = $1 and person_id = $2`

const PUBLISH = `
  update recognitions set is_published = not is_published
  where id = any($1) and is_published <> (
    visibility is not distinct from 'public' and delivered_at is not null
    and moderation ->> 'outcome' is distinct from 'hidden'
    and exists (select from parties where recognition_id = recognitions.id and publication = 'agreed')
  )`

/** Brings `is_published` in line with what else is stored of bright spots that are locked. */
export async function publish(statements: Statements, ids: readonly RecognitionId[]): Promise<void> {
  await statements.query(PUBLISH, [ids])
}

/** `RecognitionStore.amend`, inside a transaction. */
export async function amend(
  statements: Statements,
  { id, personId, patch }: { id: RecognitionId; personId: PersonId; patch: RecipientPatch },
): Promise<Done<AmendOutcome>> {
  const row = await lockSpot(statements, id)
  if (!(await isHere(statements, personId))) return { outcome: 'not_found', hints: [] }
  const party = row && partyOf(row, personId)
  const refusal = refuse(row, personId, patch)
  if (!row || !party || refusal) return { outcome: refusal ?? 'not_found', hints: [] }
  const readAt = party.readAt ?? patch.readAt ?? null
  const hiddenAt = party.hiddenAt ?? patch.hiddenAt ?? null
  const publication = patch.publication ?? party.publication
  const answer = patch.answer === undefined ? party.answer : patch.answer
  const hasAnswered = !isSameAnswer(answer, party.answer)
  const isSame = readAt === party.readAt && hiddenAt === party.hiddenAt && publication === party.publication
  if (isSame && !hasAnswered) return { outcome: 'done', hints: [] }
  const asJson = answer && JSON.stringify(hasAnswered ? answer : party.answer)
  await statements.query(AMEND, [id, personId, readAt, hiddenAt, publication, asJson])
  if (publication !== party.publication) await publish(statements, [id])
  const moves = movesOf(row, (other) => other === party || (hasAnswered && other.role === 'sender'))
  return { outcome: 'done', hints: await move(statements, moves) }
}

function refuse(
  row: RecognitionRow | undefined,
  personId: PersonId,
  patch: RecipientPatch,
): AmendOutcome | undefined {
  const party = row && partyOf(row, personId)
  if (!row || !party) return 'not_found'
  if (party.role === 'sender') return 'forbidden'
  if (row.content === null) return 'withdrawn'
  if (!isShownTo(row, party)) return 'not_found'
  return patch.publication && row.content.visibility === 'private' ? 'private' : undefined
}

const PUT_ME_TOO = 'update recognitions set me_too = $2 where id = $1'

/** `RecognitionStore.meToo`, inside a transaction. */
export async function sayMeToo(
  statements: Statements,
  { id, personId, meToo, now }: { id: RecognitionId; personId: PersonId; meToo: boolean; now: string },
): Promise<Done<MeTooOutcome>> {
  const row = await lockSpot(statements, id)
  if (!(await isHere(statements, personId))) return { outcome: 'not_found', hints: [] }
  if (row && partyOf(row, personId)) return { outcome: 'forbidden', hints: [] }
  if (!row || !isPublished(row)) return { outcome: 'not_found', hints: [] }
  const others = row.meToo.filter((one) => one.personId !== personId)
  if (others.length < row.meToo.length === meToo) return { outcome: 'done', hints: [] }
  const said = meToo ? [...others, { personId, at: now }] : others
  await statements.query(PUT_ME_TOO, [id, JSON.stringify(said)])
  const moves = movesOf(row, ({ publication }) => publication === 'agreed')
  return { outcome: 'done', hints: await move(statements, moves) }
}

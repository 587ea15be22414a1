import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type { AmendOutcome, MeTooOutcome, RecipientPatch, ReportOutcome } from '../recognition-store.ts'
import type { Party, RecognitionRow } from '../rows.ts'
import type { Step } from '../steps.ts'
import { amendStep, meTooStep, reportStep } from '../steps.ts'
import { isPublished } from '../views.ts'
import type { Statements } from './database.ts'
import { move } from './feed.ts'
import { isHere, lockSpot, movesOf } from './locking.ts'
import type { Hint } from './watching.ts'

export interface Done<Outcome> {
  outcome: Outcome
  hints: readonly Hint[]
}

const PUT_PARTY = `
  update parties set read_at = $3, hidden_at = $4, publication = $5, answer = $6
  where recognition_id = $1 and person_id = $2`

const PUT_ME_TOO = 'update recognitions set me_too = $2 where id = $1'

const PUT_MODERATION = 'update recognitions set moderation = $2 where id = $1'

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

async function putParty(statements: Statements, id: RecognitionId, party: Party): Promise<void> {
  const { personId, readAt, hiddenAt, publication, answer } = party
  const values = [id, personId, readAt, hiddenAt, publication, answer && JSON.stringify(answer)]
  await statements.query(PUT_PARTY, values)
}

/** Does what a step changes of a bright spot that is locked. */
export async function take<Outcome>(
  statements: Statements,
  before: RecognitionRow | undefined,
  { outcome, change }: Step<Outcome>,
): Promise<Done<Outcome>> {
  if (!before || !change) return { outcome, hints: [] }
  const { next, tells } = change
  const { id, parties, meToo, moderation } = next
  for (const party of parties) if (!before.parties.includes(party)) await putParty(statements, id, party)
  if (meToo !== before.meToo) await statements.query(PUT_ME_TOO, [id, JSON.stringify(meToo)])
  if (moderation !== before.moderation)
    await statements.query(PUT_MODERATION, [id, JSON.stringify(moderation)])
  if (isPublished(next) !== isPublished(before)) await publish(statements, [id])
  return { outcome, hints: await move(statements, movesOf(next, tells)) }
}

interface ByPerson {
  id: RecognitionId
  personId: PersonId
}

/** Takes the step of somebody who is here still: they may have been erased or deactivated a moment ago. */
async function act<Outcome>(
  statements: Statements,
  { id, personId }: ByPerson,
  stepFrom: (row: RecognitionRow | undefined) => Step<Outcome>,
): Promise<Done<Outcome | 'not_found'>> {
  const row = await lockSpot(statements, id)
  if (!(await isHere(statements, personId))) return { outcome: 'not_found', hints: [] }
  return take(statements, row, stepFrom(row))
}

/** `RecognitionStore.amend`, inside a transaction. */
export function amend(
  statements: Statements,
  { patch, ...who }: ByPerson & { patch: RecipientPatch },
): Promise<Done<AmendOutcome>> {
  return act(statements, who, (row) => amendStep(row, who.personId, patch))
}

/** `RecognitionStore.meToo`, inside a transaction. */
export function sayMeToo(
  statements: Statements,
  { meToo, now, ...who }: ByPerson & { meToo: boolean; now: string },
): Promise<Done<MeTooOutcome>> {
  return act(statements, who, (row) => meTooStep(row, who.personId, { meToo, now }))
}

/** `RecognitionStore.report`, inside a transaction. */
export function report(
  statements: Statements,
  { reason, now, ...who }: ByPerson & { reason: string; now: string },
): Promise<Done<ReportOutcome>> {
  return act(statements, who, (row) => reportStep(row, who.personId, { reason, now }))
}

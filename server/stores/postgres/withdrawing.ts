import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type { WithdrawOutcome } from '../recognition-store.ts'
import type { Statements } from './database.ts'
import type { Move } from './feed.ts'
import { move } from './feed.ts'
import type { Hint } from './watching.ts'

interface Withdrawal {
  id: RecognitionId
  senderId: PersonId
  now: string
}

interface Withdrawn {
  outcome: WithdrawOutcome
  hints: readonly Hint[]
}

interface Known {
  senderId: PersonId
  isLiving: boolean
}

const LAY_TOMBSTONE = `
  insert into recognitions (id, sender_id, sent_at, deliver_at, withdrawn_at) values ($1, $2, $3, $3, $3)
  on conflict (id) do nothing
  returning id`

const LOCK = `
  select sender_id as "senderId", withdrawn_at is null as "isLiving"
  from recognitions where id = $1 for no key update`

/** What moderators have of an open case stays until they have decided. */
const ERASE = `
  with answers as (
    update parties set answer = null where recognition_id = any($1) and answer is not null
  )
  update recognitions set
    recipients = null, message = null, value_ids = null, visibility = null, context = null,
    withdrawn_at = $2, is_published = false, me_too = '[]', moderation = case
      when moderation ->> 'outcome' is null then moderation else jsonb_set(moderation, '{words}', 'null')
    end
  where id = any($1)`

/** Of bright spots that are locked. */
export async function eraseWords(
  statements: Statements,
  ids: readonly RecognitionId[],
  now: string,
): Promise<void> {
  await statements.query(ERASE, [ids, now])
}

const PARTIES = 'select person_id as "personId", nth from parties where recognition_id = $1 order by nth'

/** `RecognitionStore.withdraw`, inside a transaction. */
export async function withdraw(
  statements: Statements,
  { id, senderId, now }: Withdrawal,
): Promise<Withdrawn> {
  const [tombstone] = await statements.query(LAY_TOMBSTONE, [id, senderId, now])
  if (tombstone) return { outcome: 'withdrawn', hints: [] }
  const [known] = await statements.query<Known>(LOCK, [id])
  const parties = await statements.query<Omit<Move, 'recognitionId'>>(PARTIES, [id])
  if (known?.senderId !== senderId) return { outcome: refuse(parties, senderId), hints: [] }
  if (!known.isLiving) return { outcome: 'withdrawn', hints: [] }
  await eraseWords(statements, [id], now)
  const moves = parties.map((party) => ({ ...party, recognitionId: id }))
  return { outcome: 'withdrawn', hints: await move(statements, moves) }
}

function refuse(parties: readonly { personId: PersonId }[], personId: PersonId): WithdrawOutcome {
  return parties.some((party) => party.personId === personId) ? 'forbidden' : 'not_found'
}

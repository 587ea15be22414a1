import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import { publish } from './amending.ts'
import type { Database, Statements } from './database.ts'
import type { Move } from './feed.ts'
import { move } from './feed.ts'
import type { Hint, Watching } from './watching.ts'

/** At most, in one transaction. */
const BATCH = 200
/** When to look again while another process is delivering what is due: it does, or fails and leaves it. */
const LOOK_AGAIN_MS = 1_000

/** What a suspended sender has on its way stays where it is. */
const WAITS = `
  delivered_at is null and withdrawn_at is null and not exists (
    select from people where people.id = sender_id and suspended_at is not null
  )`

const NEXT_DUE = `
  select deliver_at as "nextDueAt" from recognitions where ${WAITS} order by deliver_at, id limit 1`

/** Those that another process is delivering, or that are being withdrawn, are passed over. */
const TAKE_DUE = `
  select id, sender_id as "senderId", recipients from recognitions
  where ${WAITS} and deliver_at <= $1
  order by deliver_at, id limit ${BATCH}
  for no key update skip locked`

/** What each recipient's standing choice says of public ones that come in. */
const APPLY_CHOICES = `
  update parties set publication = case people.preferences ->> 'share' when 'always' then 'agreed' else 'declined' end
  from people, recognitions
  where parties.recognition_id = any($1) and parties.role = 'recipient'
    and recognitions.id = parties.recognition_id and recognitions.visibility = 'public'
    and people.id = parties.person_id and people.preferences ->> 'share' <> 'ask'`

const MARK_DELIVERED = 'update recognitions set delivered_at = $2 where id = any($1)'

interface Due {
  id: RecognitionId
  senderId: PersonId
  recipients: PersonId[]
}

/** Each recipient's feed gets it, and the sender's learns of it. */
function movesOf({ id, senderId, recipients }: Due): Move[] {
  return [senderId, ...recipients].map((personId, nth) => ({ recognitionId: id, personId, nth }))
}

async function deliver(statements: Statements, now: string): Promise<{ delivered: number; hints: Hint[] }> {
  const due = await statements.query<Due>(TAKE_DUE, [now])
  if (due.length === 0) return { delivered: 0, hints: [] }
  const ids = due.map(({ id }) => id)
  await statements.query(MARK_DELIVERED, [ids, now])
  const hints = await move(statements, due.flatMap(movesOf))
  await applyChoices(statements, ids)
  return { delivered: due.length, hints }
}

/** Of bright spots that were delivered in this transaction. */
async function applyChoices(statements: Statements, ids: readonly RecognitionId[]): Promise<void> {
  await statements.query(APPLY_CHOICES, [ids])
  await publish(statements, ids)
}

/** `RecognitionStore.deliverDue`. */
export async function deliverDue(
  database: Database,
  watching: Watching,
  now: string,
): Promise<{ delivered: number; nextDueAt: string | null }> {
  const nextDueAt = await findNextDue(database)
  if (nextDueAt === null || nextDueAt > now) return { delivered: 0, nextDueAt }
  const { delivered, hints } = await database.transaction((statements) => deliver(statements, now))
  watching.stored(hints)
  const next = await findNextDue(database)
  const isWithOthers = delivered === 0 && next !== null && next <= now
  const lookAgainAt = new Date(Date.parse(now) + LOOK_AGAIN_MS).toISOString()
  return { delivered, nextDueAt: isWithOthers ? lookAgainAt : next }
}

async function findNextDue(statements: Statements): Promise<string | null> {
  const [row] = await statements.query<{ nextDueAt: string }>(NEXT_DUE)
  return row?.nextDueAt ?? null
}

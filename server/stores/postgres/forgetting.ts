import type { RecognitionId } from '../../../shared/recognition.ts'
import type { Statements } from './database.ts'
import type { Move } from './feed.ts'
import { move } from './feed.ts'
import type { Hint } from './watching.ts'
import { eraseWords } from './withdrawing.ts'

/** At most, in one transaction. */
const BATCH = 200

/** Those that somebody is changing are passed over; they are there the next time. */
const TAKE_OLD = `
  select id from recognitions
  where delivered_at is not null and withdrawn_at is null and sent_at < $1
  order by sent_at, id limit ${BATCH}
  for no key update skip locked`

/** What moderators have of those that were withdrawn; as the indexes of open and of decided cases have it. */
const TAKE_OLD_CASES = `
  select id from recognitions
  where withdrawn_at is not null and sent_at < $1 and (
    (moderation is not null and moderation ->> 'decidedAt' is null) or moderation ->> 'decidedAt' is not null
  )
  limit ${BATCH}
  for no key update skip locked`

const PARTIES = `
  select recognition_id as "recognitionId", person_id as "personId", nth from parties
  where recognition_id = any($1) order by recognition_id, nth`

/** Its sender and those who reported it. */
const CONCERNED = `
  select recognition_id as "recognitionId", person_id as "personId", nth from parties
  where recognition_id = any($1) and (hidden_at is not null or role = 'sender') order by recognition_id, nth`

/** As if nobody had read or reported it. */
const SAY_NOTHING = [
  'update parties set read_at = null where recognition_id = any($1) and read_at is not null',
  'update recognitions set moderation = null where id = any($1) and moderation is not null',
]

const SAY_NOTHING_TO_REPORTERS = [
  'update parties set read_at = null where recognition_id = any($1) and hidden_at is not null',
  'update recognitions set moderation = null where id = any($1)',
]

interface Forgotten {
  forgotten: number
  hints: readonly Hint[]
}

/** `RecognitionStore.forgetBefore`, inside a transaction. */
export async function forgetBefore(statements: Statements, time: string, now: string): Promise<Forgotten> {
  const old = await statements.query<{ id: RecognitionId }>(TAKE_OLD, [time])
  if (old.length === 0) return forgetCasesBefore(statements, time)
  const ids = old.map(({ id }) => id)
  for (const text of SAY_NOTHING) await statements.query(text, [ids])
  await eraseWords(statements, ids, now)
  const moves = await statements.query<Move>(PARTIES, [ids])
  return { forgotten: old.length, hints: await move(statements, moves) }
}

/** Its sender and whoever reported it hear of it no more, and nobody else anything. */
async function forgetCasesBefore(statements: Statements, time: string): Promise<Forgotten> {
  const old = await statements.query<{ id: RecognitionId }>(TAKE_OLD_CASES, [time])
  if (old.length === 0) return { forgotten: 0, hints: [] }
  const ids = old.map(({ id }) => id)
  for (const text of SAY_NOTHING_TO_REPORTERS) await statements.query(text, [ids])
  const moves = await statements.query<Move>(CONCERNED, [ids])
  return { forgotten: old.length, hints: await move(statements, moves) }
}

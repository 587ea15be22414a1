import { DEFAULT_PREFERENCES } from '../../../shared/preferences.ts'
import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type { PersonRecord } from '../people-store.ts'
import type { RecognitionRow } from '../rows.ts'
import { showsPerson } from '../showing.ts'
import { partyOf } from '../views.ts'
import type { Statements } from './database.ts'
import type { Move } from './feed.ts'
import { move } from './feed.ts'
import { movesOf } from './locking.ts'
import { PERSON_COLUMNS, putPeople } from './people-rows.ts'
import { endAllAccess } from './sessions.ts'
import { SPOT_COLUMNS } from './spots.ts'
import type { Hint } from './watching.ts'
import { eraseWords } from './withdrawing.ts'

/** At most, in one statement. */
const MOVES_AT_ONCE = 2_000
const SPOTS_AT_ONCE = 500

const LOCK_PERSON = `select ${PERSON_COLUMNS} from people where id = $1 for no key update`

const LOCK_REPORTS = `select ${PERSON_COLUMNS} from people where manager_id = $1 order by id for no key update`

const FORGET = [
  'delete from identities where person_id = $1',
  'delete from handle_claims where person_id = $1 or claimed_by = $1',
  'delete from sign_in_attempts where person_id = $1',
  'update parties set answer = null where person_id = $1 and answer is not null',
]

/** Once those who are told of it have been looked up. */
const FORGET_ME_TOO = `
  update recognitions set me_too = (
    select coalesce(jsonb_agg(one order by nth), '[]') from jsonb_array_elements(me_too) with ordinality as said (one, nth)
    where one ->> 'personId' <> $1
  )
  where me_too <> '[]' and me_too @> jsonb_build_array(jsonb_build_object('personId', $1::text))`

/** That they reported it, and when, stays with the case; why was theirs. */
const FORGET_REASONS = `
  update recognitions set moderation = jsonb_set(moderation, '{reports}', (
    select jsonb_agg(
      case when one ->> 'reporterId' = $1 then one || '{"reason": ""}' else one end order by nth
    )
    from jsonb_array_elements(moderation -> 'reports') with ordinality as report (one, nth)
  ))
  where id in (select recognition_id from parties where person_id = $1 and hidden_at is not null)
    and moderation -> 'reports' @> jsonb_build_array(jsonb_build_object('reporterId', $1::text))`

/**
 * Whoever is writing bright spots finishes first, and who begins to waits until the person is erased: otherwise one that names
 * them could come into a feed after this looked through the feeds, and be read there before they are erased.
 */
const LOCK_RECOGNITIONS = 'lock table recognitions in exclusive mode'

/** All that may show the person: what they gave and received, what waits for them, and of what they said 'me too'. */
const SPOTS = `
  select recognition_id as id from parties where person_id = $1
  union
  select id from recognitions
  where delivered_at is null and withdrawn_at is null and recipients @> array[$1::text]
  union
  select id from recognitions
  where me_too <> '[]' and me_too @> jsonb_build_array(jsonb_build_object('personId', $1::text))`

const READ = `select ${SPOT_COLUMNS} from recognitions where id = any($1)`

const WAITING =
  'select id from recognitions where sender_id = $1 and delivered_at is null and withdrawn_at is null'

/** In the order of ids, as by everybody, and before the first of several moves. */
const LOCK_FEEDS = 'select from feeds where person_id = any($1) order by person_id for no key update'

const DECLINE = `
  update parties set publication = 'declined'
  where person_id = $1 and publication = 'agreed'
  returning recognition_id as id`

const PUBLISH_LESS = `
  update recognitions set is_published = false
  where id = any($1) and is_published and not exists (
    select from parties where recognition_id = recognitions.id and publication = 'agreed'
  )`

interface Erased {
  isKnown: boolean
  hints: readonly Hint[]
}

function nobody({ id, createdAt }: PersonRecord, erasedAt: string): PersonRecord {
  return {
    id,
    name: '',
    email: '',
    team: null,
    role: 'member',
    handles: [],
    userName: null,
    externalId: null,
    managerId: null,
    active: false,
    pending: false,
    createdAt,
    erasedAt,
    preferences: DEFAULT_PREFERENCES,
    suspendedAt: null,
  }
}

/** Nobody can let them send again. */
async function withdrawWaiting(statements: Statements, id: PersonId, now: string): Promise<void> {
  const waiting = await statements.query<{ id: RecognitionId }>(WAITING, [id])
  await eraseWords(
    statements,
    waiting.map((spot) => spot.id),
    now,
  )
}

async function publishLess(statements: Statements, id: PersonId): Promise<void> {
  const declined = await statements.query<{ id: RecognitionId }>(DECLINE, [id])
  await statements.query(PUBLISH_LESS, [declined.map((spot) => spot.id)])
}

/** In the feeds of all others who see them, each feed's in its own order. */
async function movesOfOthers(statements: Statements, id: PersonId): Promise<Move[]> {
  const found = await statements.query<{ id: RecognitionId }>(SPOTS, [id])
  const placed: { move: Move; position: number }[] = []
  for (let done = 0; done < found.length; done += SPOTS_AT_ONCE) {
    const ids = found.slice(done, done + SPOTS_AT_ONCE).map((spot) => spot.id)
    for (const row of await statements.query<RecognitionRow>(READ, [ids])) placed.push(...placesOf(row, id))
  }
  return placed.toSorted((one, other) => one.position - other.position).map(({ move: one }) => one)
}

function placesOf(row: RecognitionRow, id: PersonId): { move: Move; position: number }[] {
  const moves = movesOf(row, (party) => party.personId !== id && showsPerson(row, party, id))
  return moves.map((one) => ({ move: one, position: partyOf(row, one.personId)?.position ?? 0 }))
}

async function moveAll(statements: Statements, moves: readonly Move[]): Promise<Hint[]> {
  const hints: Hint[] = []
  for (let done = 0; done < moves.length; done += MOVES_AT_ONCE)
    hints.push(...(await move(statements, moves.slice(done, done + MOVES_AT_ONCE))))
  return hints
}

/** `PeopleStore.erase`, inside a transaction. Locks are taken as everywhere: people, then bright spots, then feeds. */
export async function erase(statements: Statements, id: PersonId, now: string): Promise<Erased> {
  const [person] = await statements.query<PersonRecord>(LOCK_PERSON, [id])
  if (!person) return { isKnown: false, hints: [] }
  if (person.erasedAt !== null) return { isKnown: true, hints: [] }
  const reports = await statements.query<PersonRecord>(LOCK_REPORTS, [id])
  await endAllAccess(statements, id)
  for (const text of FORGET) await statements.query(text, [id])
  await statements.query(LOCK_RECOGNITIONS)
  const moves = await movesOfOthers(statements, id)
  const concerned = [id, ...reports.map((report) => report.id), ...moves.map(({ personId }) => personId)]
  await statements.query(LOCK_FEEDS, [[...new Set(concerned)]])
  const changed = [nobody(person, now), ...reports.map((report) => ({ ...report, managerId: null }))]
  const hints = await putPeople(statements, changed)
  await publishLess(statements, id)
  for (const text of [FORGET_ME_TOO, FORGET_REASONS]) await statements.query(text, [id])
  if (person.suspendedAt !== null) await withdrawWaiting(statements, id, now)
  return { isKnown: true, hints: [...hints, ...(await moveAll(statements, moves))] }
}

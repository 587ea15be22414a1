import { DEFAULT_PREFERENCES } from '../../../shared/preferences.ts'
import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type { PersonRecord } from '../people-store.ts'
import type { Statements } from './database.ts'
import type { Move } from './feed.ts'
import { move } from './feed.ts'
import { PERSON_COLUMNS, putPeople } from './people-rows.ts'
import { endAllAccess } from './sessions.ts'
import type { Hint } from './watching.ts'
import { eraseWords } from './withdrawing.ts'

/** At most, in one statement. */
const MOVES_AT_ONCE = 2_000

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

/**
 * Whoever is writing bright spots finishes first, and who begins to waits until the person is erased: otherwise one that names
 * them could come into a feed after this looked through the feeds, and be read there before they are erased.
 */
const LOCK_RECOGNITIONS = 'lock table recognitions in exclusive mode'

/** The rows in other people's feeds that show the person: of what they gave, of what they received, and of what waits for them. */
const PARTIES = `
  select parties.recognition_id as "recognitionId", parties.person_id as "personId", parties.nth
  from parties join recognitions on recognitions.id = parties.recognition_id
  where recognitions.withdrawn_at is null and parties.person_id <> $1 and parties.hidden_at is null
    and parties.recognition_id in (
      select recognition_id from parties where person_id = $1
      union
      select id from recognitions
      where delivered_at is null and withdrawn_at is null and recipients @> array[$1::text]
      union
      select id from recognitions
      where me_too <> '[]' and me_too @> jsonb_build_array(jsonb_build_object('personId', $1::text))
    )
  order by parties.person_id, parties.position`

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
  const moves = await statements.query<Move>(PARTIES, [id])
  const concerned = [id, ...reports.map((report) => report.id), ...moves.map(({ personId }) => personId)]
  await statements.query(LOCK_FEEDS, [[...new Set(concerned)]])
  const changed = [nobody(person, now), ...reports.map((report) => ({ ...report, managerId: null }))]
  const hints = await putPeople(statements, changed)
  await publishLess(statements, id)
  await statements.query(FORGET_ME_TOO, [id])
  if (person.suspendedAt !== null) await withdrawWaiting(statements, id, now)
  return { isKnown: true, hints: [...hints, ...(await moveAll(statements, moves))] }
}

import type { PersonId } from '../../../shared/recognition.ts'
import { handleKey } from '../folding.ts'
import type { HandleClaim, LearnOutcome } from '../handle-store.ts'
import type { Handle, PersonRecord } from '../people-store.ts'
import type { Statements } from './database.ts'
import { PERSON_COLUMNS, putPeople } from './people-rows.ts'
import type { Hint } from './watching.ts'

/** Of what is said of one handle one thing happens after the other; it is taken after the person, by everybody. */
const LOCK_HANDLE = 'select pg_advisory_xact_lock(hashtextextended($1, 0))'

/** Whoever it is said of, and whoever says it: neither leaves meanwhile. */
const LOCK_BOTH = 'select id from people where id = any($1) and active order by id for share'

const LOCK_PERSON = `select ${PERSON_COLUMNS} from people where id = $1 for no key update`

const KNOWN = `
  select
    exists (select from handles where key = $1) as "isTaken",
    exists (select from handle_claims where key = $1 and person_id = $2 and refused) as "isRefused"`

/** Saying the same again changes nothing. */
const LEARN = `
  insert into handle_claims as known (id, key, handle, person_id, claimed_by, created_at)
  values ($1, $2, $3, $4, $5, $6)
  on conflict (key, claimed_by) where not refused do update set
    id = excluded.id, handle = excluded.handle, person_id = excluded.person_id, created_at = excluded.created_at
  where known.person_id <> excluded.person_id`

const FIND = `
  select key, handle, person_id as "personId" from handle_claims
  where id = $1 and not refused and ($2::text is null or person_id = $2)`

/** One of them stays, to say that nobody's word counts any more. */
const REFUSE = 'update handle_claims set refused = true where id = $1'

interface Claim {
  key: string
  handle: Handle
  personId: PersonId
}

/** `HandleStore.learn`, inside a transaction. */
export async function learnHandle(
  statements: Statements,
  { id, handle, personId, claimedBy, createdAt }: HandleClaim,
): Promise<LearnOutcome> {
  const key = handleKey(handle)
  const both = new Set([personId, claimedBy])
  const active = await statements.query(LOCK_BOTH, [[...both]])
  if (active.length < both.size) return 'not_found'
  await statements.query(LOCK_HANDLE, [key])
  const [known] = await statements.query<{ isTaken: boolean; isRefused: boolean }>(KNOWN, [key, personId])
  if (known?.isTaken) return 'taken'
  if (known?.isRefused) return 'refused'
  await statements.query(LEARN, [id, key, JSON.stringify(handle), personId, claimedBy, createdAt])
  return 'learned'
}

/** The claim as it is once nobody else can change it, with its person. */
async function lockClaim(
  statements: Statements,
  id: string,
  personId: PersonId | null,
): Promise<{ claim: Claim; person: PersonRecord } | undefined> {
  const [seen] = await statements.query<Claim>(FIND, [id, personId])
  if (!seen) return undefined
  const [person] = await statements.query<PersonRecord>(LOCK_PERSON, [seen.personId])
  await statements.query(LOCK_HANDLE, [seen.key])
  const [claim] = await statements.query<Claim>(FIND, [id, seen.personId])
  return person && claim && { claim, person }
}

/** `HandleStore.confirm`, inside a transaction. @returns undefined when there is no such claim. */
export async function confirmHandle(
  statements: Statements,
  id: string,
  personId: PersonId | null,
): Promise<Hint[] | undefined> {
  const locked = await lockClaim(statements, id, personId)
  if (!locked) return undefined
  const { claim, person } = locked
  await statements.query('delete from handle_claims where key = $1 and not refused', [claim.key])
  const isOwn = person.handles.some((handle) => handleKey(handle) === claim.key)
  return isOwn ? [] : putPeople(statements, [{ ...person, handles: [...person.handles, claim.handle] }])
}

/** `HandleStore.refuse`, inside a transaction. */
export async function refuseHandle(
  statements: Statements,
  id: string,
  personId: PersonId | null,
): Promise<boolean> {
  const locked = await lockClaim(statements, id, personId)
  if (!locked) return false
  const { key, personId: claimed } = locked.claim
  await statements.query(
    'delete from handle_claims where key = $1 and person_id = $2 and id <> $3 and not refused',
    [key, claimed, id],
  )
  await statements.query(REFUSE, [id])
  return true
}

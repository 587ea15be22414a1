import type { PersonId } from '../../../shared/recognition.ts'
import type { Device, NewSession, RedeemOutcome, SecretHash, Session } from '../access-store.ts'
import type { PersonRecord } from '../people-store.ts'
import type { Statements } from './database.ts'
import { PERSON_COLUMNS, touchFeeds } from './people-rows.ts'
import type { Hint } from './watching.ts'

const DEVICE_COLUMNS = `
  sessions.id as "sessionId", sessions.device, sessions.granted_by as "grant",
  sessions.created_at as "openedAt", sessions.last_used_at as "lastUsedAt"`

/** A person's columns may stand beside them. */
interface DeviceColumns {
  sessionId: string
  device: string
  grant: Device['grant']
  openedAt: string
  lastUsedAt: string
}

const OPEN = `
  insert into sessions (token_hash, id, device, granted_by, created_at, last_used_at, person_id)
  select $1, $2, $3, $4, $5, $5, id`

/**
 * The holder is locked first, by all who open or end what they have: so what is opened here is seen by who deactivates them, or
 * finds them deactivated; and two who redeem at once come one after the other.
 */
const REDEEM_INVITE = `
  with holder as materialized (
    select people.id from invites join people on people.id = invites.person_id
    where invites.code_hash = $6 and people.active for no key update of people
  ), used as (
    update invites set used_at = $5
    where code_hash = $6 and used_at is null and expires_at > $5 and exists (select from holder)
    returning person_id as id
  ), opened as (${OPEN} from used), welcomed as (
    update people set pending = false where id = (select id from used) and pending
  )
  select ${PERSON_COLUMNS} from people where id = (select id from used)`

const OPEN_SESSION = `
  with holder as materialized (
    select id from people where id = $6 and active for no key update
  ), opened as (${OPEN} from holder), welcomed as (
    update people set pending = false where id = (select id from holder) and pending
  )
  select ${PERSON_COLUMNS} from people where id = (select id from holder)`

const FIND_SESSION = `
  select ${DEVICE_COLUMNS}, ${PERSON_COLUMNS}
  from sessions join people on people.id = sessions.person_id
  where sessions.token_hash = $1 and people.active`

const LIST = `
  select ${DEVICE_COLUMNS} from sessions where person_id = $1
  order by last_used_at desc, created_at desc, id desc`

const END_SESSION = `
  with ended as (
    delete from sessions where id = $2 and person_id = $1 returning person_id
  )
  update feeds set hint = hint + 1 where person_id = (select person_id from ended)
  returning person_id as "personId", hint`

/** Feeds are locked in the order of ids, as by everybody. */
const END_OLD_SESSIONS = `
  with ended as materialized (
    delete from sessions where last_used_at < $1 or created_at < $2 returning person_id
  ), locked as materialized (
    select person_id from feeds where person_id in (select person_id from ended)
    order by person_id for no key update
  ), hinted as (
    update feeds set hint = hint + 1 from locked where feeds.person_id = locked.person_id
    returning feeds.person_id as "personId", hint
  )
  select
    (select count(*) from ended) as ended,
    (select coalesce(json_agg(hinted), '[]') from hinted) as hints`

const LOCK_PERSON = 'select from people where id = $1 for no key update'

const END_ALL_ACCESS = [
  'delete from invites where person_id = $1',
  'delete from sessions where person_id = $1',
]

function valuesOf({ tokenHash, id, device, grant, createdAt }: NewSession): string[] {
  return [tokenHash, id, device, grant, createdAt]
}

function deviceOf({ sessionId, device, grant, openedAt, lastUsedAt }: DeviceColumns): Device {
  return { id: sessionId, device, grant, createdAt: openedAt, lastUsedAt }
}

/** A statement reads what was before it. */
function welcomed(person: PersonRecord): PersonRecord {
  return { ...person, pending: false }
}

/** `AccessStore.redeemInvite`. */
export async function redeemInvite(
  statements: Statements,
  codeHash: SecretHash,
  session: NewSession,
): Promise<RedeemOutcome> {
  const values = [...valuesOf(session), codeHash]
  const [person] = await statements.query<PersonRecord>(REDEEM_INVITE, values)
  return person ? { kind: 'signed_in', person: welcomed(person) } : refuse(statements, codeHash)
}

async function refuse(statements: Statements, codeHash: SecretHash): Promise<RedeemOutcome> {
  const [invite] = await statements.query<{ isUsed: boolean }>(
    'select used_at is not null as "isUsed" from invites where code_hash = $1',
    [codeHash],
  )
  if (!invite) return { kind: 'unknown' }
  return { kind: invite.isUsed ? 'used' : 'expired' }
}

/** `AccessStore.openSession`. */
export async function openSession(
  statements: Statements,
  personId: PersonId,
  session: NewSession,
): Promise<PersonRecord | undefined> {
  const values = [...valuesOf(session), personId]
  const [person] = await statements.query<PersonRecord>(OPEN_SESSION, values)
  return person && welcomed(person)
}

/** `AccessStore.findSession`. */
export async function findSession(
  statements: Statements,
  tokenHash: SecretHash,
): Promise<Session | undefined> {
  const [row] = await statements.query<DeviceColumns & PersonRecord>(FIND_SESSION, [tokenHash])
  if (!row) return undefined
  const { sessionId, device, grant, openedAt, lastUsedAt, ...person } = row
  return { ...deviceOf({ sessionId, device, grant, openedAt, lastUsedAt }), tokenHash, person }
}

/** `AccessStore.devices`. */
export async function listDevices(statements: Statements, personId: PersonId): Promise<Device[]> {
  return (await statements.query<DeviceColumns>(LIST, [personId])).map(deviceOf)
}

/** `AccessStore.endSession`. @returns whom it was taken from, if from anybody. */
export function endSession(statements: Statements, personId: PersonId, sessionId: string): Promise<Hint[]> {
  return statements.query<Hint>(END_SESSION, [personId, sessionId])
}

/** Inside a transaction that has locked the person. */
export async function endAllAccess(statements: Statements, personId: PersonId): Promise<void> {
  for (const text of END_ALL_ACCESS) await statements.query(text, [personId])
}

/** `AccessStore.endAllSessions`, inside a transaction. */
export async function endAllSessions(statements: Statements, personId: PersonId): Promise<Hint[]> {
  const [person] = await statements.query(LOCK_PERSON, [personId])
  if (!person) return []
  await endAllAccess(statements, personId)
  return touchFeeds(statements, [personId])
}

/** `AccessStore.endOldSessions`. */
export async function endOldSessions(
  statements: Statements,
  { lastUsed, created }: { lastUsed: string; created: string },
): Promise<{ ended: number; hints: readonly Hint[] }> {
  const values = [lastUsed, created]
  const [answer] = await statements.query<{ ended: number; hints: Hint[] }>(END_OLD_SESSIONS, values)
  return answer ?? { ended: 0, hints: [] }
}

import { CannotStart, StoreNotEmpty } from '../../cannot-start.ts'
import { handleKey } from '../folding.ts'
import { DEFAULT_LIMITS, type RecognitionRow, type SettingsRow, type StoreRow } from '../rows.ts'
import { isPublished } from '../views.ts'
import { APPEND } from './audit.ts'
import type { Database, Statements } from './database.ts'
import { contradictedRule } from './errors.ts'
import { putPeople } from './people-rows.ts'

const BATCH_SIZE = 500

/** Nobody writes meanwhile, and nobody reads what is half there. */
const LOCK =
  'lock table settings, people, admin_tokens, audit_log, recognitions, feeds in access exclusive mode'

const IS_EMPTY = `
  select
    not exists (
      select from settings
      where admin_token_hash is not null or company_values is not null or customer_teams <> '[]'
        or retention <> '{"recognitions": null, "audit": null}' or limits <> $1
    )
    and not exists (select from people) and not exists (select from recognitions)
    and not exists (select from admin_tokens) and not exists (select from audit_log) as "isEmpty"`

/** Empty as it is, it gets a new file, so what follows is another run: see current_run(). */
const BEGIN_ANEW = 'truncate feeds, past_runs, recognitions, parties'

const PUT_SETTINGS = `
  update settings set admin_token_hash = $1, company_values = $2, customer_teams = $3, retention = $4, limits = $5`

const PUT_IDENTITIES = `
  insert into identities (person_id, issuer, subject)
  select * from jsonb_to_recordset($1) as identity ("personId" text, issuer text, subject text)`

const PUT_CLAIMS = `
  insert into handle_claims (id, key, handle, person_id, claimed_by, created_at, refused)
  select * from jsonb_to_recordset($1) as claim (
    id text, key text, handle jsonb, "personId" text, "claimedBy" text, "createdAt" text, refused boolean
  )`

const PUT_ADMIN_TOKENS = `
  insert into admin_tokens (id, token_hash, name, scopes, created_at, expires_at, last_used_at)
  select * from jsonb_to_recordset($1) as token (
    id text, "tokenHash" text, name text, scopes text[], "createdAt" text, "expiresAt" text, "lastUsedAt" text
  )`

const PUT_FEEDS = `
  update feeds set position = feed.position
  from jsonb_to_recordset($1) as feed ("personId" text, position bigint)
  where person_id = "personId"`

const PUT_INVITES = `
  insert into invites (code_hash, person_id, created_at, expires_at, used_at)
  select * from jsonb_to_recordset($1) as invite (
    "codeHash" text, "personId" text, "createdAt" text, "expiresAt" text, "usedAt" text
  )`

const PUT_SESSIONS = `
  insert into sessions (id, token_hash, person_id, device, granted_by, created_at, last_used_at)
  select * from jsonb_to_recordset($1) as session (
    id text, "tokenHash" text, "personId" text, device text, "grant" text, "createdAt" text, "lastUsedAt" text
  )`

const PUT_RECOGNITIONS = `
  insert into recognitions (
    id, sender_id, sent_at, deliver_at, delivered_at, withdrawn_at, is_published,
    recipients, message, value_ids, visibility, context, me_too, moderation
  )
  select
    id, "senderId", "sentAt", "deliverAt", "deliveredAt", "withdrawnAt", "isPublished",
    recipients, message, "values", visibility, context, "meToo", moderation
  from jsonb_to_recordset($1) as recognition (
    id text, "senderId" text, "sentAt" text, "deliverAt" text, "deliveredAt" text, "withdrawnAt" text, "isPublished" boolean,
    recipients text[], message text, "values" text[], visibility text, context jsonb,
    "meToo" jsonb, moderation jsonb
  )`

const PUT_PARTIES = `
  insert into parties (recognition_id, nth, person_id, role, position, read_at, hidden_at, publication, answer)
  select * from jsonb_to_recordset($1) as party (
    "recognitionId" text, nth smallint, "personId" text, role text, position bigint,
    "readAt" text, "hiddenAt" text, publication text, answer jsonb
  )`

/** The tables are planned for as they are from the first question on. */
const ANALYZE = `
  analyze people, handles, identities, handle_claims, admin_tokens, audit_log, invites, sessions, feeds, recognitions, parties`

function flat(row: RecognitionRow) {
  const { content, parties: _parties, ...rest } = row
  return { ...rest, ...content, isPublished: isPublished(row) }
}

function partiesOf({ id, parties }: RecognitionRow) {
  return parties.map((party, nth) => ({ ...party, nth, recognitionId: id }))
}

async function put(statements: Statements, text: string, rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await statements.query(text, [JSON.stringify(rows)])
}

async function putSettings(statements: Statements, settings: SettingsRow): Promise<void> {
  const { adminTokenHash, values, ...others } = settings
  const { customerTeams, retention, limits } = others
  const asJson = [customerTeams, retention, limits].map((chosen) => JSON.stringify(chosen))
  await statements.query(PUT_SETTINGS, [adminTokenHash, values && JSON.stringify(values), ...asJson])
}

/** What people have and others say of them, in the order in which one kind refers to another. */
async function putPeopleAndTheirs(statements: Statements, rows: readonly StoreRow[]): Promise<void> {
  const people = rows.flatMap((row) => ('person' in row ? [row.person] : []))
  if (people.length > 0) await putPeople(statements, people)
  const identities = rows.flatMap((row) => ('identity' in row ? [row.identity] : []))
  await put(statements, PUT_IDENTITIES, identities)
  const claims = rows.flatMap((row) => ('claim' in row ? [row.claim] : []))
  const keyed = claims.map((claim) => ({ ...claim, key: handleKey(claim.handle) }))
  await put(statements, PUT_CLAIMS, keyed)
  const invites = rows.flatMap((row) => ('invite' in row ? [row.invite] : []))
  await put(statements, PUT_INVITES, invites)
  const sessions = rows.flatMap((row) => ('session' in row ? [row.session] : []))
  await put(statements, PUT_SESSIONS, sessions)
}

async function putBatch(statements: Statements, rows: readonly StoreRow[]): Promise<void> {
  for (const row of rows) if ('settings' in row) await putSettings(statements, row.settings)
  await putPeopleAndTheirs(statements, rows)
  const tokens = rows.flatMap((row) => ('adminToken' in row ? [row.adminToken] : []))
  await put(statements, PUT_ADMIN_TOKENS, tokens)
  const entries = rows.flatMap((row) => ('audit' in row ? [row.audit] : []))
  await put(statements, APPEND, entries)
  const feeds = rows.flatMap((row) => ('feed' in row ? [row.feed] : []))
  await put(statements, PUT_FEEDS, feeds)
  const recognitions = rows.flatMap((row) => ('recognition' in row ? [row.recognition] : []))
  await put(statements, PUT_RECOGNITIONS, recognitions.map(flat))
  await put(statements, PUT_PARTIES, recognitions.flatMap(partiesOf))
}

async function* inBatches<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  let batch: Row[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < BATCH_SIZE) continue
    yield batch
    batch = []
  }
  yield batch
}

async function takeOver(statements: Statements, rows: AsyncIterable<StoreRow>): Promise<void> {
  await statements.query(LOCK)
  const [answer] = await statements.query<{ isEmpty: boolean }>(IS_EMPTY, [JSON.stringify(DEFAULT_LIMITS)])
  if (!answer?.isEmpty) throw new StoreNotEmpty('There is something in that store already')
  await statements.query(BEGIN_ANEW)
  for await (const batch of inBatches(rows)) await putBatch(statements, batch)
  await statements.query(ANALYZE)
}

/** `Store.fill`: a few at a time, however many there are. */
export async function fill(database: Database, rows: AsyncIterable<StoreRow>): Promise<void> {
  try {
    await database.longTransaction((statements) => takeOver(statements, rows))
  } catch (error) {
    const rule = contradictedRule(error)
    if (rule === undefined) throw error
    throw new CannotStart(`The rows contradict each other, so none was taken over (${rule})`)
  }
}

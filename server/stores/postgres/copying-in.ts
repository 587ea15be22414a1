import { CannotStart, StoreNotEmpty } from '../../cannot-start.ts'
import type { RecognitionRow, SettingsRow, StoreRow } from '../rows.ts'
import type { Database, Statements } from './database.ts'
import { contradictedRule } from './errors.ts'
import { putPeople } from './people-rows.ts'

const BATCH_SIZE = 500

/** Nobody writes meanwhile, and nobody reads what is half there. */
const LOCK = 'lock table settings, people, recognitions, feeds in access exclusive mode'

const IS_EMPTY = `
  select
    not exists (select from settings where admin_token_hash is not null or company_values is not null)
    and not exists (select from people) and not exists (select from recognitions) as "isEmpty"`

/** Empty as it is, it gets a new file, so what follows is another run: see current_run(). */
const BEGIN_ANEW = 'truncate feeds, past_runs, recognitions, parties'

const PUT_SETTINGS = `update settings set admin_token_hash = $1, company_values = $2`

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
  insert into sessions (token_hash, person_id, device, created_at)
  select * from jsonb_to_recordset($1) as session (
    "tokenHash" text, "personId" text, device text, "createdAt" text
  )`

const PUT_RECOGNITIONS = `
  insert into recognitions (
    id, sender_id, sent_at, deliver_at, delivered_at, withdrawn_at, is_published,
    recipients, message, value_ids, visibility, context
  )
  select
    id, "senderId", "sentAt", "deliverAt", "deliveredAt", "withdrawnAt", "isPublished",
    recipients, message, "values", visibility, context
  from jsonb_to_recordset($1) as recognition (
    id text, "senderId" text, "sentAt" text, "deliverAt" text, "deliveredAt" text, "withdrawnAt" text, "isPublished" boolean,
    recipients text[], message text, "values" text[], visibility text, context jsonb
  )`

const PUT_PARTIES = `
  insert into parties (recognition_id, nth, person_id, role, position, read_at, hidden_at, publication)
  select * from jsonb_to_recordset($1) as party (
    "recognitionId" text, nth smallint, "personId" text, role text, position bigint,
    "readAt" text, "hiddenAt" text, publication text
  )`

/** The tables are planned for as they are from the first question on. */
const ANALYZE = 'analyze people, handles, invites, sessions, feeds, recognitions, parties'

function isPublished({ content, deliveredAt, parties }: RecognitionRow): boolean {
  const isAgreed = parties.some(({ publication }) => publication === 'agreed')
  return content?.visibility === 'public' && deliveredAt !== null && isAgreed
}

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

async function putSettings(statements: Statements, { adminTokenHash, values }: SettingsRow): Promise<void> {
  await statements.query(PUT_SETTINGS, [adminTokenHash, values && JSON.stringify(values)])
}

/** In the order in which one kind refers to another. */
async function putBatch(statements: Statements, rows: readonly StoreRow[]): Promise<void> {
  for (const row of rows) if ('settings' in row) await putSettings(statements, row.settings)
  const people = rows.flatMap((row) => ('person' in row ? [row.person] : []))
  if (people.length > 0) await putPeople(statements, people)
  const feeds = rows.flatMap((row) => ('feed' in row ? [row.feed] : []))
  await put(statements, PUT_FEEDS, feeds)
  const invites = rows.flatMap((row) => ('invite' in row ? [row.invite] : []))
  await put(statements, PUT_INVITES, invites)
  const sessions = rows.flatMap((row) => ('session' in row ? [row.session] : []))
  await put(statements, PUT_SESSIONS, sessions)
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
  const [answer] = await statements.query<{ isEmpty: boolean }>(IS_EMPTY)
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

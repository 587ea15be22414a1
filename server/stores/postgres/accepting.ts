import { isDeepStrictEqual } from 'node:util'
import { Problem } from '../../../shared/problem.ts'
import { DEFAULT_VALUES } from '../../../shared/recognition.ts'
import type { RecognitionContent } from '../../../shared/recognition.ts'
import type { Acceptance, AcceptOutcome, SendingLimits } from '../recognition-store.ts'
import type { Party, RecognitionRow } from '../rows.ts'
import { limitReached, LONGEST_MS, type Sent } from '../sending-limits.ts'
import { isLiving, type Living, type Named, senderView } from '../views.ts'
import type { Database, Statements } from './database.ts'
import { byId, findColleagues, NAMED_COLUMNS, SPOT_COLUMNS } from './spots.ts'
import type { Hint, Watching } from './watching.ts'

/** People and values may change between two looks; then it is tried again. */
const ATTEMPTS = 3

const DEFAULT_VALUE_IDS = DEFAULT_VALUES.map(({ id }) => id)

const unknownRecipients = (asked: string) => `
  select from unnest(${asked}::text[]) as asked (id)
  where not exists (select from people where people.id = asked.id and active)`

const inPerson = (asked: string) => `
  select from people where id = any(${asked}::text[]) and preferences ->> 'receives' = 'false'`

const senderHere = (sender: string) => `
  select from people where id = ${sender}::text and active`

/** What a recipient's standing choice says of one that comes in. */
const standingChoice = (personId: string) => `
  (select case preferences ->> 'share' when 'always' then 'agreed' when 'never' then 'declined' else 'ask' end
  from people where id = ${personId})`

const unknownValues = (asked: string, defaults: string) => `
  select from unnest(${asked}::text[]) as asked (id), settings
  where not coalesce(
    company_values @> jsonb_build_array(jsonb_build_object('id', asked.id)),
    asked.id = any(${defaults}::text[])
  )`

/**
 * All of an acceptance in one statement, which is a transaction of its own: the bright spot, unless its id is there or
 * it names what is not known, then positions for those whose feeds get it at once, as `move` in feed.ts gives them.
 */
const ACCEPT = `
  with accepted as (
    insert into recognitions (
      id, sender_id, recipients, message, value_ids, visibility, context, sent_at, deliver_at, delivered_at, is_published
    )
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $6 = 'public' and $10::text is not null and exists (
      select from people where id = any($3) and preferences ->> 'share' = 'always'
    )
    where not exists (${unknownRecipients('$3')}) and not exists (${unknownValues('$5', '$11')})
      and not exists (${inPerson('$3')}) and exists (${senderHere('$2')} and suspended_at is null)
    on conflict (id) do nothing
    returning id
  ), locked as materialized (
    select person_id from feeds
    where person_id = any($12) and exists (select from accepted)
    order by person_id for no key update
  ), moved as (
    update feeds set position = position + 1, hint = hint + 1, run = current_run()
    from locked where feeds.person_id = locked.person_id
    returning feeds.person_id, position, hint
  ), placed as (
    insert into parties (recognition_id, person_id, nth, role, position, publication)
    select $1, moved.person_id, nth - 1, case nth when 1 then 'sender' else 'recipient' end, position,
      case when nth > 1 and $6 = 'public' then ${standingChoice('moved.person_id')} else 'ask' end
    from moved join unnest($12) with ordinality as party (person_id, nth) using (person_id)
  )
  select person_id as "personId", hint, (
    select json_agg(named) from (select ${NAMED_COLUMNS} from people where id = $2 or id = any($3)) as named
  ) as colleagues
  from moved`

/** One for each feed that moved, each with everybody whom the bright spot names. */
type Accepted = Hint & { colleagues: Named[] }

const FIND = `select ${SPOT_COLUMNS} from recognitions where id = $1`

const EXPLAIN = `
  select
    not exists (${senderHere('$4')}) as signed_out,
    not exists (${senderHere('$4')} and suspended_at is null) as sending_suspended,
    exists (${unknownRecipients('$1')}) as unknown_recipient,
    exists (${inPerson('$1')}) as prefers_in_person,
    exists (${unknownValues('$2', '$3')}) as unknown_value`

/** The first that is true is told. */
const REASONS = [
  'signed_out',
  'sending_suspended',
  'unknown_recipient',
  'prefers_in_person',
  'unknown_value',
] as const

type Explanation = Record<(typeof REASONS)[number], boolean>

/** Any number that nothing else of this database is likely to lock with a second one. */
const SENDING_LOCK = 72_060

/** Until the transaction ends nobody else sends as that person, so what is counted then is all that they sent. */
const LOCK_SENDER = `
  select created_at as "createdAt", pg_advisory_xact_lock(${SENDING_LOCK}, hashtext(id)) from people where id = $1`

/** Parties for those that were withdrawn since: what was undone before its delivery is not counted. */
const SENT = `
  select sent_at as "sentAt", coalesce(recipients, array(
    select person_id from parties where recognition_id = recognitions.id
  )) as recipients
  from recognitions
  where sender_id = $1 and sent_at > $2 and (withdrawn_at is null or delivered_at is not null)`

function contentOf({ recognition }: Acceptance): RecognitionContent {
  const { id: _id, ...content } = recognition
  return content
}

/** The row as it is stored, but for its positions. */
function newSpot(acceptance: Acceptance): Living {
  const { recognition, senderId, sentAt, deliverAt } = acceptance
  const deliveredAt = deliverAt <= sentAt ? sentAt : null
  const own: Party = {
    personId: senderId,
    role: 'sender',
    position: 1,
    readAt: null,
    hiddenAt: null,
    publication: 'ask',
    answer: null,
  }
  return {
    id: recognition.id,
    senderId,
    content: contentOf(acceptance),
    sentAt,
    deliverAt,
    deliveredAt,
    withdrawnAt: null,
    parties: [own],
    meToo: [],
    moderation: null,
  }
}

function accept(statements: Statements, spot: Living): Promise<Accepted[]> {
  const { id, senderId, content, sentAt, deliverAt, deliveredAt } = spot
  const { recipients, message, values, visibility, context } = content
  const written = [recipients, message, values, visibility, context && JSON.stringify(context)]
  const parties = deliveredAt === null ? [senderId] : [senderId, ...recipients]
  const times = [sentAt, deliverAt, deliveredAt]
  return statements.query<Accepted>(ACCEPT, [id, senderId, ...written, ...times, DEFAULT_VALUE_IDS, parties])
}

async function answerAgain(
  statements: Statements,
  known: RecognitionRow,
  acceptance: Acceptance,
): Promise<AcceptOutcome> {
  if (known.senderId !== acceptance.senderId) return { kind: 'id_taken' }
  if (!isLiving(known)) return { kind: 'withdrawn' }
  if (!isDeepStrictEqual(known.content, contentOf(acceptance))) return { kind: 'id_taken' }
  return { kind: 'same', recognition: senderView(await findColleagues(statements, [known]), known) }
}

/** @returns undefined when there is no reason any more. */
async function explain(statements: Statements, acceptance: Acceptance): Promise<AcceptOutcome | undefined> {
  const { recipients, values } = acceptance.recognition
  const known = await findAgain(statements, acceptance)
  if (known) return known
  const asked = [recipients, values, DEFAULT_VALUE_IDS, acceptance.senderId]
  const [explanation] = await statements.query<Explanation>(EXPLAIN, asked)
  const kind = REASONS.find((reason) => explanation?.[reason])
  return kind && { kind }
}

/** @returns undefined when its id is not there. */
async function findAgain(statements: Statements, acceptance: Acceptance): Promise<AcceptOutcome | undefined> {
  const [known] = await statements.query<RecognitionRow>(FIND, [acceptance.recognition.id])
  return known && answerAgain(statements, known, acceptance)
}

/** What was accepted before is told so, and what is refused for another reason is told that, limit or not. */
async function refuseTooMany(
  statements: Statements,
  acceptance: Acceptance,
  limits: SendingLimits,
): Promise<AcceptOutcome | undefined> {
  const { senderId, sentAt, recognition } = acceptance
  const [sender] = await statements.query<{ createdAt: string }>(LOCK_SENDER, [senderId])
  const since = new Date(Date.parse(sentAt) - LONGEST_MS).toISOString()
  const sent = await statements.query<Sent>(SENT, [senderId, since])
  const asked = { sentAt, recipients: recognition.recipients, createdAt: sender?.createdAt ?? '' }
  const reached = limitReached(limits, asked, sent)
  return reached && ((await explain(statements, acceptance)) ?? reached)
}

interface Answered {
  outcome: AcceptOutcome
  hints: readonly Hint[]
}

async function acceptUnlimited(statements: Statements, acceptance: Acceptance): Promise<Answered> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const spot = newSpot(acceptance)
    const accepted = await accept(statements, spot)
    const [first] = accepted
    if (first) {
      const recognition = senderView(byId(first.colleagues), spot)
      return { outcome: { kind: 'created', recognition }, hints: accepted }
    }
    const outcome = await explain(statements, acceptance)
    if (outcome) return { outcome, hints: [] }
  }
  throw new Problem('not_ready', 'People or values are changing at this moment')
}

/** Inside a transaction. */
async function acceptWithin(
  statements: Statements,
  acceptance: Acceptance,
  limits: SendingLimits,
): Promise<Answered> {
  const tooMany = await refuseTooMany(statements, acceptance, limits)
  return tooMany ? { outcome: tooMany, hints: [] } : acceptUnlimited(statements, acceptance)
}

/** `RecognitionStore.accept`. Without limits one statement does it, and no transaction is needed. */
export async function acceptOnce(
  database: Database,
  watching: Watching,
  acceptance: Acceptance,
): Promise<AcceptOutcome> {
  const { limits } = acceptance
  const { outcome, hints } = limits
    ? await database.transaction((statements) => acceptWithin(statements, acceptance, limits))
    : await acceptUnlimited(database, acceptance)
  watching.stored(hints)
  return outcome
}

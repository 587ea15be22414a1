import { isDeepStrictEqual } from 'node:util'
import { Problem } from '../../../shared/problem.ts'
import { DEFAULT_VALUES } from '../../../shared/recognition.ts'
import type { RecognitionContent } from '../../../shared/recognition.ts'
import type { Acceptance, AcceptOutcome } from '../recognition-store.ts'
import type { Statements } from './database.ts'
import type { Living, Named, Spot } from './spots.ts'
import { asColleagues, findColleagues, isLiving, senderView, SPOT_COLUMNS } from './spots.ts'
import type { Hint, Watching } from './watching.ts'

/** People and values may change between two looks; then it is tried again. */
const ATTEMPTS = 3

const DEFAULT_VALUE_IDS = DEFAULT_VALUES.map(({ id }) => id)

const unknownRecipients = (asked: string) => `
  select from unnest(${asked}::text[]) as asked (id)
  where not exists (select from people where people.id = asked.id and active)`

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
      id, sender_id, recipients, message, value_ids, visibility, context, sent_at, deliver_at, delivered_at
    )
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
    where not exists (${unknownRecipients('$3')}) and not exists (${unknownValues('$5', '$11')})
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
    insert into parties (recognition_id, person_id, nth, role, position)
    select $1, moved.person_id, nth - 1, case nth when 1 then 'sender' else 'recipient' end, position
    from moved join unnest($12) with ordinality as party (person_id, nth) using (person_id)
  )
  select person_id as "personId", hint, (
    select json_agg(json_build_object('id', id, 'name', name, 'email', email, 'team', team, 'erasedAt', erased_at))
    from people where id = $2 or id = any($3)
  ) as colleagues
  from moved`

/** One for each feed that moved, each with everybody whom the bright spot names. */
type Accepted = Hint & { colleagues: Named[] }

const FIND = `select ${SPOT_COLUMNS} from recognitions where id = $1`

const EXPLAIN = `
  select exists (${unknownRecipients('$1')}) as "hasUnknownRecipient", exists (${unknownValues('$2', '$3')}) as "hasUnknownValue"`

interface Explanation {
  hasUnknownRecipient: boolean
  hasUnknownValue: boolean
}

function contentOf({ recognition }: Acceptance): RecognitionContent {
  const { id: _id, ...content } = recognition
  return content
}

/** The row as it is stored. */
function newSpot(acceptance: Acceptance): Living {
  const { recognition, senderId, sentAt, deliverAt } = acceptance
  const deliveredAt = deliverAt <= sentAt ? sentAt : null
  const content = contentOf(acceptance)
  return { id: recognition.id, senderId, content, sentAt, deliverAt, deliveredAt, withdrawnAt: null }
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
  known: Spot,
  acceptance: Acceptance,
): Promise<AcceptOutcome> {
  if (known.senderId !== acceptance.senderId) return { kind: 'id_taken' }
  if (!isLiving(known)) return { kind: 'withdrawn' }
  if (!isDeepStrictEqual(known.content, contentOf(acceptance))) return { kind: 'id_taken' }
  return { kind: 'same', recognition: senderView(await findColleagues(statements, [known]), known) }
}

/** @returns undefined when there is no reason any more. */
async function explain(statements: Statements, acceptance: Acceptance): Promise<AcceptOutcome | undefined> {
  const { id, recipients, values } = acceptance.recognition
  const [known] = await statements.query<Spot>(FIND, [id])
  if (known) return answerAgain(statements, known, acceptance)
  const asked = [recipients, values, DEFAULT_VALUE_IDS]
  const [explanation] = await statements.query<Explanation>(EXPLAIN, asked)
  if (explanation?.hasUnknownRecipient) return { kind: 'unknown_recipient' }
  return explanation?.hasUnknownValue ? { kind: 'unknown_value' } : undefined
}

/** `RecognitionStore.accept`. */
export async function acceptOnce(
  statements: Statements,
  watching: Watching,
  acceptance: Acceptance,
): Promise<AcceptOutcome> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const spot = newSpot(acceptance)
    const accepted = await accept(statements, spot)
    watching.stored(accepted)
    if (accepted[0]) {
      const colleagues = asColleagues(accepted[0].colleagues)
      return { kind: 'created', recognition: senderView(colleagues, spot) }
    }
    const outcome = await explain(statements, acceptance)
    if (outcome) return outcome
  }
  throw new Problem('not_ready', 'People or values are changing at this moment')
}

import type { Change } from '../../../shared/api.ts'
import type { PersonId, RecognitionId } from '../../../shared/recognition.ts'
import type { History } from '../history.ts'
import { wentThrough } from '../history.ts'
import type { ChangesOutcome, FeedCursor } from '../recognition-store.ts'
import type { RecognitionRow } from '../rows.ts'
import { changeFor, partyOf } from '../views.ts'
import type { Statements } from './database.ts'
import { findColleagues, SPOT_COLUMNS } from './spots.ts'
import type { Hint, Watching } from './watching.ts'

/** A bright spot that is to come into, or move within, the feed of one of its parties. */
export interface Move {
  recognitionId: RecognitionId
  personId: PersonId
  /** 0 for the sender, from 1 on for the recipients. */
  nth: number
}

/**
 * Gives out positions: each person's next ones, by counting up their feed's row, which stays locked until the transaction ends.
 * So nobody gets a later position before this one is there to be read or was never given; a rollback gives it back. A sequence
 * would give out positions that come to be read after later ones, and readers would have gone past them by then.
 *
 * Feeds are locked in the order of ids, after the bright spots themselves, by everybody: no two wait for each other.
 */
const MOVE = `
  with moves as (
    select recognition_id, person_id, nth, row_number() over (partition by person_id order by ordinality) as step
    from unnest($1::text[], $2::text[], $3::int[]) with ordinality as move (recognition_id, person_id, nth, ordinality)
  ), steps as (
    select person_id, max(step) as steps from moves group by person_id
  ), locked as materialized (
    select person_id from feeds where person_id = any($2) order by person_id for no key update
  ), moved as (
    update feeds set position = position + steps, hint = hint + 1, run = current_run()
    from locked join steps using (person_id)
    where feeds.person_id = locked.person_id
    returning feeds.person_id, position - steps as base, hint
  ), placed as (
    insert into parties (recognition_id, person_id, nth, role, position)
    select recognition_id, person_id, nth, case nth when 0 then 'sender' else 'recipient' end, base + step
    from moves join moved using (person_id)
    on conflict (recognition_id, person_id) do update set position = excluded.position
  )
  select person_id as "personId", hint from moved`

/** Inside a transaction that has locked the bright spots. Several moves of one person come in the order in which they are given. */
export function move(statements: Statements, moves: readonly Move[]): Promise<Hint[]> {
  return statements.query<Hint>(MOVE, [
    moves.map(({ recognitionId }) => recognitionId),
    moves.map(({ personId }) => personId),
    moves.map(({ nth }) => nth),
  ])
}

/** How far the feed has got, and how far in the cursor's run. It is all that is asked while there is nothing new. */
const STATE = `
  select position as "end", run, hint, (
    select position from past_runs where person_id = $1 and run = $2
  ) as past
  from feeds where person_id = $1`

/** Up to where the feed had got: a row that has moved on meanwhile comes with the page after this one. */
const CHANGES = `
  select parties.position, ${SPOT_COLUMNS}
  from parties join recognitions on recognitions.id = parties.recognition_id
  where parties.person_id = $1 and parties.position > $2 and parties.position <= $3
  order by parties.position limit $4`

interface FeedState {
  end: number
  run: string
  hint: number
  past: number | null
}

type ChangeRow = RecognitionRow & { position: number }

/** Of somebody who is not among the people. */
const NO_FEED: FeedState = { end: 0, run: 'none', hint: 0, past: null }

/**
 * Each feed has its own history, kept in its own row: its epoch is the run of the database in which it moved last, and what counts
 * its moves is its position. So no statement has to look after a history that all share. A database that was restored counts on
 * in another run, and what it never saw, or would count anew, is not in its history.
 */
function historyOf({ run, end, past }: FeedState, since: FeedCursor): History {
  const pastEpochs = past === null ? [] : [{ epoch: since.epoch, moves: past }]
  return { epoch: run, moves: end, pastEpochs }
}

/** `RecognitionStore.changes`. */
export async function readChanges(
  statements: Statements,
  watching: Watching,
  { personId, since, limit }: { personId: PersonId; since: FeedCursor | null; limit: number },
): Promise<ChangesOutcome> {
  const [state = NO_FEED] = await statements.query<FeedState>(STATE, [personId, since?.epoch ?? null])
  watching.read({ personId, hint: state.hint })
  const after = since?.position ?? 0
  if (since && (!wentThrough(historyOf(state, since), since) || after > state.end))
    return { kind: 'cursor_expired' }
  const values = [personId, after, state.end, limit + 1]
  const changed = after < state.end ? await statements.query<ChangeRow>(CHANGES, values) : []
  const page = changed.slice(0, limit)
  const hasMore = changed.length > limit
  const position = hasMore ? (page.at(-1)?.position ?? after) : state.end
  const next = { epoch: state.run, moves: state.end, position }
  return { kind: 'page', changes: await changesOf(statements, page, personId), next, hasMore }
}

async function changesOf(
  statements: Statements,
  rows: readonly RecognitionRow[],
  personId: PersonId,
): Promise<Change[]> {
  const colleagues = await findColleagues(statements, rows)
  return rows.map((row) => {
    const party = partyOf(row, personId)
    return party ? changeFor(colleagues, row, party) : { type: 'removed', id: row.id }
  })
}

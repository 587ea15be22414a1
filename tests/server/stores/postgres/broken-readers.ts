import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { runSql } from './new-database.ts'

/**
 * What the feed is not: two other ways to give out positions, kept by triggers beside the real ones, for readers that follow
 * them. A test that does not see these lose rows would not see it of the store either.
 */
export interface BrokenWay {
  name: string
  /** Makes what it needs, once. */
  prepare: readonly string[]
  /** Rows after a position that are there to be read, in order. */
  read: string
}

interface Row {
  key: string
  position: string
}

export const SEQUENCE: BrokenWay = {
  name: 'a sequence as the cursor',
  prepare: [
    'alter table parties add column number bigserial',
    `create function number_again() returns trigger language plpgsql as $$
     begin new.number := nextval('parties_number_seq'); return new; end $$`,
    'create trigger number_again before update on parties for each row execute function number_again()',
  ],
  read: `
    select person_id || ' ' || recognition_id || ' ' || position as key, number as position
    from parties where number > $1 order by number limit 50`,
}

export const EARLY: BrokenWay = {
  name: 'positions that are given at acceptance',
  prepare: [
    'create table early (position bigserial, person_id text, recognition_id text)',
    `create function give_early() returns trigger language plpgsql as $$
     begin
       -- One after the other: what is lost here is not lost for want of order.
       lock table early in exclusive mode;
       insert into early (person_id, recognition_id) select person_id, new.id from unnest(new.recipients) as person (person_id);
       return new;
     end $$`,
    'create trigger give_early after insert on recognitions for each row execute function give_early()',
  ],
  read: `
    select early.person_id || ' ' || recognition_id as key, position
    from early join recognitions on recognitions.id = recognition_id
    where delivered_at is not null and position > $1 order by position limit 50`,
}

export async function prepareBroken(url: string, way: BrokenWay): Promise<void> {
  await runSql(url, ...way.prepare)
}

/** Follows until it is told to stop and there is nothing new. @returns how many of the rows that are there it never saw. */
export async function followBroken(url: string, { read }: BrokenWay, over: AbortSignal): Promise<number> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const seen = new Set<string>()
  let position = '0'
  for (;;) {
    const isOver = over.aborted
    const { rows } = await client.query<Row>(read, [position])
    for (const { key } of rows) seen.add(key)
    position = rows.at(-1)?.position ?? position
    if (rows.length === 0 && isOver) break
    if (rows.length === 0) await sleep(2)
  }
  const all = await client.query<Row>(read.replace(/limit \d+/, ''), ['0'])
  await client.end()
  return all.rows.filter(({ key }) => !seen.has(key)).length
}

import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuidv7 } from 'uuid'
import type { Change } from '../../../../shared/api.ts'
import { Problem } from '../../../../shared/problem.ts'
import type { PersonId } from '../../../../shared/recognition.ts'
import type { Acceptance, FeedCursor } from '../../../../server/stores/recognition-store.ts'
import type { Store } from '../../../../server/stores/store.ts'
import { runSql } from './new-database.ts'

/** One row of a feed in fifty fails to be written, when its position is taken already. */
const FAILING_ROWS = [
  `create function fail_at_times() returns trigger language plpgsql as $$
   begin
     if random() < 0.02 then raise exception 'This row fails' using errcode = 'P0001'; end if;
     return new;
   end $$`,
  'create trigger fail_at_times before insert or update on parties for each row execute function fail_at_times()',
]

const KILL_ONE = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name = 'bright-spots'
  order by random() limit 1`

export const makeRowsFail = (url: string) => runSql(url, ...FAILING_ROWS)
export const endFailing = (url: string) => runSql(url, 'drop trigger fail_at_times on parties')

/** Ends connections of servers, one after the other, until it is told to stop. */
export async function killConnections(url: string, over: AbortSignal): Promise<number> {
  let killed = 0
  while (!over.aborted) {
    killed += (await runSql(url, KILL_ONE)).length
    await sleep(25)
  }
  return killed
}

/** @returns undefined when the write failed, as the load means some to. */
export async function unlessItFails<Result>(attempt: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await attempt()
  } catch (error) {
    const isMeant = error instanceof Error && 'code' in error && error.code === 'P0001'
    const isKilled = error instanceof Problem && error.code === 'not_ready'
    if (!isMeant && !isKilled) throw error
    return undefined
  }
}

export function pick<Thing>(things: readonly Thing[]): Thing {
  const thing = things[Math.floor(Math.random() * things.length)]
  if (thing === undefined) throw new Error('There is nothing to pick from')
  return thing
}

function newAcceptance(people: readonly PersonId[]): Acceptance {
  const senderId = pick(people)
  const others = people.filter((id) => id !== senderId)
  const recipients = [...new Set([pick(others), pick(others)])]
  const recognition = {
    id: uuidv7(),
    recipients,
    message: 'Thank you',
    values: [],
    visibility: 'public',
    context: null,
  } as const
  const sentAt = new Date()
  const deliverAt = new Date(sentAt.getTime() + pick([0, 5, 60]))
  return {
    recognition: { ...recognition, values: [] },
    senderId,
    sentAt: sentAt.toISOString(),
    deliverAt: deliverAt.toISOString(),
    limits: null,
  }
}

/** Sends, delivers, reads and withdraws, `count` times. @returns what was acknowledged: id and sender. */
export async function write(
  { recognitions }: Store,
  people: readonly PersonId[],
  count: number,
): Promise<Acceptance[]> {
  const accepted: Acceptance[] = []
  const now = () => new Date().toISOString()
  for (let turn = 0; turn < count; turn += 1) {
    const acceptance = newAcceptance(people)
    const outcome = await unlessItFails(() => recognitions.accept(acceptance))
    if (outcome?.kind === 'created') accepted.push(acceptance)
    if (turn % 3 === 0) await unlessItFails(() => recognitions.deliverDue(now()))
    if (accepted.length === 0) continue
    const { recognition, senderId } = pick(accepted)
    const [recipient = ''] = recognition.recipients
    if (turn % 4 === 0)
      await unlessItFails(() => recognitions.amend(recognition.id, recipient, { readAt: now() }))
    if (turn % 9 === 0) await unlessItFails(() => recognitions.withdraw(recognition.id, senderId, now()))
  }
  return accepted
}

/** What somebody has read, by id. */
export type Seen = Map<string, Change>

/** Follows a person's feed by its cursor until there is nothing new and nobody writes. */
export async function follow({ recognitions }: Store, personId: PersonId, over: AbortSignal): Promise<Seen> {
  const seen: Seen = new Map()
  let since: FeedCursor | null = null
  for (;;) {
    const isOver = over.aborted
    const page = await unlessItFails(() => recognitions.changes(personId, since, 7))
    if (page && page.kind !== 'page') throw new Error(page.kind)
    for (const change of page?.changes ?? []) seen.set(change.id, change)
    since = page?.next ?? since
    if (page?.changes.length === 0 && isOver) return seen
    if (page?.changes.length === 0) await sleep(2)
  }
}

export async function deliverAll({ recognitions }: Store): Promise<void> {
  while ((await recognitions.deliverDue(new Date().toISOString())).nextDueAt !== null) await sleep(10)
}

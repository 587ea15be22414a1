import { computed } from '@preact/signals'
import { listDrafts } from '../drafts.ts'
import { accountKey, openStorage, readConnection } from '../storage.ts'
import type { Account, Connection, Draft, OutboxEntry } from '../stored.ts'
import { live } from './live.ts'

/** Everything in this browser that is written and not delivered, of every account. */
export interface Unsent {
  drafts: Draft[]
  entries: OutboxEntry[]
}

/** What waits for an account that is not the signed-in one. */
export interface KeptForOther {
  account: string
  owner: Account
  count: number
  drafts: Draft[]
  entries: OutboxEntry[]
}

async function readUnsent(): Promise<Unsent> {
  const entries = await (await openStorage()).getAllFromIndex('outbox', 'queuedAt')
  return { drafts: await listDrafts(), entries }
}

/** Who is signed in, and what is unsent here: theirs, and what is kept for others. */
export function createConnection(until: AbortSignal) {
  const connection = live(readConnection, ['session'], until)
  const unsent = live(readUnsent, ['outbox', 'drafts'], until)
  const account = computed(() =>
    connection.value?.kind === 'connected' ? accountKey(connection.value.session) : null,
  )
  const drafts = computed(() => unsent.value?.drafts.filter((draft) => draft.account === account.value) ?? [])
  const entries = computed(
    () => unsent.value?.entries.filter((entry) => entry.account === account.value) ?? [],
  )
  /** What did not go through at once. What is just on its way is shown where it was sent. */
  const waiting = computed(() => entries.value.filter(({ fault }) => fault !== null))
  const others = computed(() => keptForOthers(unsent.value, account.value))
  return { connection, drafts, entries, waiting, others }
}

export type ConnectionStore = ReturnType<typeof createConnection>

/** How much is kept here for the person who is asked to connect: who signed out, or whose organisation moved elsewhere. */
export function keptFor(state: Connection, { drafts, entries, others }: ConnectionStore): number {
  if (state.kind === 'new') return 0
  if (state.kind === 'connected') return drafts.value.length + entries.value.filter(isKept).length
  const left = accountKey(state.former)
  return others.value.find(({ account }) => account === left)?.count ?? 0
}

/** One that was discarded stays until its sender is back and the server can be told; it is nobody's any more. */
function isKept({ state }: OutboxEntry): boolean {
  return state !== 'sent' && state !== 'withdrawing'
}

function keptForOthers(unsent: Unsent | undefined, mine: string | null): KeptForOther[] {
  const kept = new Map<string, KeptForOther>()
  const group = (account: string, owner: Account) => {
    const known = kept.get(account) ?? { account, owner, count: 0, drafts: [], entries: [] }
    kept.set(account, known)
    known.count++
    return known
  }
  for (const draft of unsent?.drafts ?? [])
    if (draft.account !== mine) group(draft.account, draft.owner).drafts.push(draft)
  for (const entry of unsent?.entries ?? [])
    if (entry.account !== mine && isKept(entry)) group(entry.account, entry.owner).entries.push(entry)
  return Array.from(kept.values())
}

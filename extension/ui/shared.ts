import { signal } from '@preact/signals'
import type { Recognition } from '../../shared/recognition.ts'
import type { Fault } from '../faults.ts'
import { ask, type SharedChoice } from '../messages.ts'
import type { Session } from '../stored.ts'

/** One that colleagues agreed to share; `gone` once the server says that it no longer is. */
export interface SharedItem extends Recognition {
  gone?: boolean
}

const ALL: SharedChoice = { team: null, value: null }

/** What colleagues agreed to share, as the server says it now: a page at a time, kept as long as it is looked at. */
export function createShared({ person }: Session) {
  /** Null until the first page is there. */
  const items = signal<SharedItem[] | null>(null)
  /** Where older ones begin; null when there are none. */
  const next = signal<string | null>(null)
  const fault = signal<Fault | null>(null)
  const isAsking = signal(false)
  const choice = signal<SharedChoice>(ALL)
  /** One's own team, and those that were seen here. */
  const teams = signal<string[]>(person.team === null ? [] : [person.team])
  /** The first of the page that was asked for last; null for the first page of all. */
  const firstOfMore = signal<string | null>(null)
  let latest = 0

  async function load(after: string | null): Promise<void> {
    const turn = ++latest
    isAsking.value = true
    const outcome = await ask('shared.list', { choice: choice.value, after })
    if (turn !== latest) return
    isAsking.value = false
    fault.value = outcome.kind === 'fault' ? outcome.fault : null
    if (outcome.kind === 'fault') return
    const { recognitions } = outcome.value
    const before = after === null ? [] : (items.value ?? [])
    firstOfMore.value = before.length > 0 ? (recognitions[0]?.id ?? null) : null
    items.value = [...before, ...recognitions]
    next.value = outcome.value.next
    noteTeams(recognitions)
  }

  function noteTeams(recognitions: Recognition[]): void {
    const seen = recognitions.flatMap(({ recipients }) => recipients.map(({ team }) => team))
    const known = new Set([...teams.value, ...seen.filter((team) => team !== null)])
    teams.value = Array.from(known).toSorted((a, b) => a.localeCompare(b))
  }

  async function choose(change: Partial<SharedChoice>): Promise<void> {
    choice.value = { ...choice.value, ...change }
    items.value = null
    next.value = null
    await load(null)
  }

  /** Says 'me too', or takes it back. @returns what kept it from being done. */
  async function sayMeToo(id: string, meToo: boolean): Promise<Fault | null> {
    const outcome = await ask('shared.meToo', { id, meToo })
    if (outcome.kind === 'done') amend(id, { meToo: meToo ? [person] : [] })
    else if (outcome.fault === 'not_found') amend(id, { gone: true })
    return outcome.kind === 'fault' ? outcome.fault : null
  }

  function amend(id: string, change: Partial<SharedItem>): void {
    items.value = items.value?.map((item) => (item.id === id ? { ...item, ...change } : item)) ?? null
  }

  return {
    items,
    next,
    fault,
    isAsking,
    choice,
    teams,
    firstOfMore,
    begin: () => load(null),
    more: () => load(next.value),
    again: () => load(items.value === null ? null : next.value),
    choose,
    showAll: () => choose(ALL),
    sayMeToo,
  }
}

export type SharedStore = ReturnType<typeof createShared>

import { signal } from '@preact/signals'
import type { Fault } from '../faults.ts'
import type { Outcome } from '../messages.ts'
import { act } from './act.ts'

/** A list that the server keeps: shown as it says, and asked for again after each change. */
export function createListing<T>(load: () => Promise<Outcome<T[]>>) {
  const items = signal<T[] | null>(null)
  const fault = signal<Fault | null>(null)

  async function refresh(): Promise<void> {
    const outcome = await load()
    fault.value = outcome.kind === 'fault' ? outcome.fault : null
    if (outcome.kind === 'done') items.value = outcome.value
  }

  async function change(action: () => Promise<Outcome<null>>): Promise<void> {
    const outcome = await action()
    await refresh()
    if (outcome.kind === 'fault') fault.value = outcome.fault
  }

  act(refresh())
  return { items, fault, change: (action: () => Promise<Outcome<null>>) => act(change(action)) }
}

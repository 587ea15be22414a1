import { computed, effect, signal } from '@preact/signals'
import type { Preferences } from '../../shared/preferences.ts'
import type { Fault } from '../faults.ts'
import { ask, type Ask, type Outcome } from '../messages.ts'
import { readPreferences } from '../storage.ts'
import { act } from './act.ts'
import { live } from './live.ts'

type Change = Ask<'preferences.change'>['change']

/** What this person prefers: shown as they choose it, and as it was where the server does not take it. */
export function createPreferences(until: AbortSignal) {
  const stored = live(readPreferences, ['session', 'preferences'], until)
  const chosen = signal<Change>({})
  const fault = signal<Fault | null>(null)
  const preferences = computed((): Preferences | null =>
    stored.value ? { ...stored.value, ...chosen.value } : null,
  )
  // What is stored anew has what was chosen here in it.
  const forget = effect(() => {
    if (stored.value) chosen.value = {}
  })
  until.addEventListener('abort', forget)

  async function settle(asking: Promise<Outcome<null>>): Promise<void> {
    const outcome = await asking
    fault.value = outcome.kind === 'fault' ? outcome.fault : null
    if (outcome.kind === 'fault') chosen.value = {}
  }

  function change(wanted: Change): void {
    chosen.value = { ...chosen.value, ...wanted }
    act(settle(ask('preferences.change', { change: wanted })))
  }

  function unmute(sender: string): void {
    act(settle(ask('preferences.mute', { sender, isMuted: false })))
  }

  return { preferences, fault, change, unmute }
}

export type PreferencesStore = ReturnType<typeof createPreferences>

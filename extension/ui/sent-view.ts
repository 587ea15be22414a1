import { computed } from '@preact/signals'
import type { Fault } from '../faults.ts'
import { openStorage } from '../storage.ts'
import type { OutboxEntry } from '../stored.ts'
import { live, ticking } from './live.ts'

/** `left`: it was taken back. `dropped`: it was refused, and its text is a draft again or discarded. */
export type SentState = 'going' | 'waits' | 'done' | 'refused' | 'leaving' | 'left' | 'dropped'

interface View {
  state: SentState
  fault: Fault | null
  retryAt: number
  undoUntil: number | null
}

const NONE = { fault: null, retryAt: 0, undoUntil: null }

/** Follows the one just sent as it is stored, to its end and beyond. */
export function createSentView(queued: OutboxEntry, until: AbortSignal) {
  const now = ticking(until)
  const stored = live(
    async () => (await (await openStorage()).get('outbox', queued.id)) ?? null,
    ['outbox'],
    until,
  )
  let last = viewOf(queued, now.value)
  const view = computed(() => {
    const entry = stored.value === undefined ? queued : stored.value
    last = entry ? viewOf(entry, now.value) : afterAll(last)
    return last
  })
  return { now, view }
}

function viewOf({ state, fault, retryAt, undoUntil }: OutboxEntry, now: number): View {
  if (state === 'withdrawing') return { ...NONE, state: 'leaving', fault }
  if (state === 'refused') return { ...NONE, state: 'refused', fault, retryAt }
  if (state === 'sent') return { ...NONE, state: now < (undoUntil ?? 0) ? 'going' : 'done', undoUntil }
  return { ...NONE, state: fault ? 'waits' : 'going', fault }
}

/** What is true of an entry that is gone from the outbox: nothing but its end takes out what went its way. */
function afterAll(last: View): View {
  const { state } = last
  if (state === 'left' || state === 'dropped') return last
  if (state === 'refused') return { ...last, state: 'dropped' }
  return { ...NONE, state: state === 'leaving' ? 'left' : 'done' }
}

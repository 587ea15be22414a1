import { computed } from '@preact/signals'
import { openStorage } from '../storage.ts'
import { canTakeBack } from '../undo-time.ts'
import { live, ticking } from './live.ts'

/** Which of the sent ones can be undone at this moment, though the window that sent them is closed. */
export function createUndo(until: AbortSignal) {
  const now = ticking(until)
  const entries = live(async () => (await openStorage()).getAll('outbox'), ['outbox'], until)
  /** One word, so that each half second is not a change. */
  const ids = computed(() =>
    (entries.value ?? [])
      .filter((entry) => entry.state !== 'refused' && canTakeBack(entry, now.value))
      .map(({ id }) => id)
      .join(' '),
  )
  return { canUndo: (id: string) => ids.value.split(' ').includes(id) }
}

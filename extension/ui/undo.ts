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
  /** Until then nobody is offered to withdraw what could be undone. */
  const isRead = computed(() => entries.value !== undefined)
  return { isRead, canUndo: (id: string) => ids.value.split(' ').includes(id) }
}

import { signal } from '@preact/signals'
import type { Preferences } from '../../shared/preferences.ts'

export type Hours = NonNullable<Preferences['quietHours']>

/** A browser calls every keystroke in a time a change. */
const STILL_MS = 600

/**
 * Quiet hours as they are typed: changed once they were left alone for a moment, or when the window closes before.
 * @param read the hours as they are then; null once there are none, and nothing to type in.
 */
export function createTypedHours(
  read: () => Hours | null,
  change: (hours: Hours) => void,
  until: AbortSignal,
) {
  const typed = signal<Partial<Hours>>({})
  let timer: ReturnType<typeof setTimeout> | undefined

  function type(part: Partial<Hours>): void {
    typed.value = { ...typed.value, ...part }
    clearTimeout(timer)
    timer = setTimeout(settle, STILL_MS)
  }

  function settle(): void {
    clearTimeout(timer)
    const [hours, pending] = [read(), typed.value]
    typed.value = {}
    if (hours && Object.keys(pending).length > 0) change({ ...hours, ...pending })
  }

  /** At once, with what was typed before. */
  function choose(part: Partial<Hours>): void {
    typed.value = { ...typed.value, ...part }
    settle()
  }

  addEventListener('pagehide', settle, { signal: until })
  until.addEventListener('abort', settle)
  return { typed, type, choose }
}

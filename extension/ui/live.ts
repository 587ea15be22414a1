import { signal, type ReadonlySignal } from '@preact/signals'
import { keepUp } from './act.ts'
import { onChanged, type Changed } from '../storage.ts'

/**
 * A signal with what `load` reads from storage, read again whenever one of `on` changes. Undefined until the first reading.
 * A reading that ends after a later one is dropped.
 */
export function live<T>(
  load: () => Promise<T>,
  on: Changed[],
  until: AbortSignal,
): ReadonlySignal<T | undefined> {
  const value = signal<T | undefined>(undefined)
  let latest = 0
  const refresh = async () => {
    const turn = ++latest
    const loaded = await load()
    if (turn === latest && !until.aborted) value.value = loaded
  }
  onChanged((changed) => {
    if (on.includes(changed)) keepUp(refresh())
  }, until)
  keepUp(refresh())
  return value
}

/** The time in ms, renewed every half second while a component shows it. */
export function ticking(until: AbortSignal): ReadonlySignal<number> {
  const now = signal(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), 500)
  until.addEventListener('abort', () => clearInterval(timer))
  return now
}

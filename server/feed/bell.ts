import type { PersonId } from '../../shared/recognition.ts'
import type { Store } from '../stores/store.ts'

/** Rings when the store hints at something new for one person; a ring between two waits is not lost. */
export interface Bell {
  /** Resolves with true at the next ring (at once if it rang since the last wait), with false after `ms` or when `ended` aborts. */
  rung(ms: number): Promise<boolean>
  close(): void
}

export function openBell(store: Store, personId: PersonId, ended: AbortSignal): Bell {
  let hasRung = false
  let wake: (() => void) | undefined
  const onEnd = () => wake?.()
  const unwatch = store.watch(personId, () => {
    hasRung = true
    wake?.()
  })
  ended.addEventListener('abort', onEnd)

  async function sleep(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    wake = resolve
    await promise
    clearTimeout(timer)
    wake = undefined
  }

  return {
    async rung(ms) {
      if (!hasRung && !ended.aborted && ms > 0) await sleep(ms)
      const isRung = hasRung && !ended.aborted
      hasRung = false
      return isRung
    },
    close() {
      unwatch()
      ended.removeEventListener('abort', onEnd)
    },
  }
}

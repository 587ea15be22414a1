import { describeFault } from './observing/fault.ts'
import type { Services } from './services.ts'
import type { Store } from './stores/store.ts'

/** How long to sleep at most: a clock that was set is noticed then, and what another process accepted. */
const LONGEST_SLEEP_MS = 30_000
const RETRY_MS = 2_000

export interface Delivery {
  /** Tells it that something is due at that time (ISO 8601). */
  dueAt(time: string): void
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>
}

/** Delivers what is overdue at once, and everything else when its time comes. A store that fails is asked again. */
export function startDelivery(
  store: Store,
  now: () => Date,
  { log, meters }: Pick<Services, 'log' | 'meters'>,
): Delivery {
  let timer: NodeJS.Timeout | undefined
  let wakesAt = Number.POSITIVE_INFINITY
  let isStopped = false
  let round = Promise.resolve()

  function sleepUntil(time: number): void {
    if (isStopped) return
    clearTimeout(timer)
    wakesAt = time
    const wait = Math.max(0, time - now().getTime())
    timer = setTimeout(deliver, Math.min(wait, LONGEST_SLEEP_MS))
  }

  async function deliverRound(): Promise<void> {
    try {
      const { nextDueAt } = await store.recognitions.deliverDue(now().toISOString())
      sleepUntil(Math.min(wakesAt, nextDueAt === null ? Number.POSITIVE_INFINITY : Date.parse(nextDueAt)))
    } catch (error) {
      meters.deliveryFailed()
      log.error(
        { fault: describeFault(error) },
        `Bright spots could not be delivered; trying again in ${RETRY_MS / 1000} s`,
      )
      sleepUntil(now().getTime() + RETRY_MS)
    }
  }

  function deliver(): void {
    wakesAt = Number.POSITIVE_INFINITY
    round = round.then(deliverRound)
  }

  deliver()
  return {
    dueAt(time) {
      if (Date.parse(time) < wakesAt) sleepUntil(Date.parse(time))
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
      return round
    },
  }
}

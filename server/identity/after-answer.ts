import { describeFault } from '../observing/fault.ts'
import type { Log } from '../observing/log.ts'

/**
 * Does something once the request that is being answered has its answer, so that how long the answer takes says nothing of it:
 * all that answers runs before the next turn of the event loop.
 */
export function afterAnswer(log: Log, task: () => Promise<unknown>): void {
  setImmediate(() => {
    task().catch((error: unknown) => {
      log.error({ fault: describeFault(error) }, 'Something that was to follow an answer failed')
    })
  })
}

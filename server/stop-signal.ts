import { describeFault } from './observing/fault.ts'
import type { Log } from './observing/log.ts'

/** Service managers kill after 10 s or more. Whatever hangs then (a disk that does not answer) would hang for ever. */
const STOP_DEADLINE_MS = 9_500
/** One Ctrl+C in a terminal arrives twice: from there, and handed on by npm. */
const SAME_SIGNAL_MS = 500

/** Has the server stop, in a time that is bounded: the deadline ends it, and so does a second signal. */
function stopOnce(stop: () => Promise<void>, log: Log): () => void {
  let stoppingSince: number | undefined

  async function stopInTime(): Promise<void> {
    log.info('stopping')
    setTimeout(() => {
      log.error(`not done after ${STOP_DEADLINE_MS / 1000} s: ended as it is`)
      process.exit(1)
    }, STOP_DEADLINE_MS).unref()
    await stop()
    log.info('stopped')
    process.exit(0)
  }

  return () => {
    if (stoppingSince === undefined) {
      stoppingSince = performance.now()
      stopInTime().catch((error: unknown) => {
        log.error({ fault: describeFault(error) }, 'not stopped cleanly')
        process.exit(1)
      })
    } else if (performance.now() - stoppingSince > SAME_SIGNAL_MS) {
      log.warn('told to stop again: ended as it is')
      process.exit(1)
    }
  }
}

/**
 * Listens for SIGTERM and SIGINT from now on: the first process of a container would not hear them otherwise. They end the
 * process at once until it is said how to stop.
 * @returns what says it.
 */
export function onStopSignal(log: Log): (stop: () => Promise<void>) => void {
  let onSignal = (): void => process.exit(0)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => onSignal())
  return (stop) => {
    onSignal = stopOnce(stop, log)
  }
}

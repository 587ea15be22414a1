import { v7 as uuidv7 } from 'uuid'
import { describeFault } from './observing/fault.ts'
import type { Services } from './services.ts'

const DAY_MS = 86_400_000
/** How soon it begins again after the store failed. */
const RETRY_MS = 600_000

export interface RetentionRounds {
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>
}

interface Forgotten {
  recognitions: number
  audit: number
  sessions: number
}

/**
 * Forgets, at the start and then once a day, what is older than the organisation wants to keep, and ends sessions that are too old to be used.
 * Servers that share a store may do so at once: whatever one has forgotten, the others do not find.
 */
export function startRetention(
  services: Pick<Services, 'store' | 'config' | 'log' | 'now'>,
): RetentionRounds {
  const { store, config, log, now } = services
  let timer: NodeJS.Timeout | undefined
  const stopping = new AbortController()
  let round = Promise.resolve()

  const daysAgo = (days: number) => new Date(now().getTime() - days * DAY_MS).toISOString()

  /** Bit by bit, so that nobody waits long behind it. */
  async function forgetAll(
    days: number | null,
    forgetSome: (before: string) => Promise<number>,
  ): Promise<number> {
    if (days === null) return 0
    const before = daysAgo(days)
    let all = 0
    for (let some = 1; some > 0 && !stopping.signal.aborted; all += some) some = await forgetSome(before)
    return all
  }

  async function forget(): Promise<Forgotten> {
    const { retention } = await store.settings()
    const sessions = await store.access.endOldSessions({
      lastUsed: daysAgo(config.sessionIdleDays),
      created: daysAgo(config.sessionMaxDays),
    })
    const recognitions = await forgetAll(retention.recognitions, (before) =>
      store.recognitions.forgetBefore(before, now().toISOString()),
    )
    const audit = await forgetAll(retention.audit, (before) => store.audit.forgetBefore(before))
    return { recognitions, audit, sessions }
  }

  /** An act of nobody, which an admin may ask for one day. Of what there was some, not how many: private bright spots would be counted. */
  async function record(forgotten: Forgotten): Promise<void> {
    const some = Object.entries(forgotten).filter(([, count]) => count > 0)
    if (some.length === 0) return
    await store.audit.append({
      id: uuidv7(),
      at: now().toISOString(),
      action: 'retention.forgot',
      actor: { kind: 'server', id: null },
      target: null,
      address: null,
      requestId: null,
      details: Object.fromEntries(some.map(([what]) => [what, 'some'])),
    })
  }

  async function goRound(): Promise<void> {
    let wait = DAY_MS
    try {
      await record(await forget())
    } catch (error) {
      log.error({ fault: describeFault(error) }, 'What is too old could not be forgotten; trying again')
      wait = RETRY_MS
    }
    if (!stopping.signal.aborted) timer = setTimeout(begin, wait)
  }

  function begin(): void {
    round = goRound()
  }

  begin()
  return {
    stop() {
      stopping.abort()
      clearTimeout(timer)
      return round
    },
  }
}

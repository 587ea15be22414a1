import { computed } from '@preact/signals'
import { browser } from 'wxt/browser'
import { ask } from '../messages.ts'
import { mayUseServer, putAway, readPutAway, type Policy } from '../policy.ts'
import { announce } from '../storage.ts'
import type { OfferedSite, Session } from '../stored.ts'
import { act, keepUp } from './act.ts'
import { live } from './live.ts'

const NOTHING_SET: Policy = { server: null, sites: [], languages: [], locked: [], ignored: [] }

/**
 * What the organisation set, the sites with and without the button, and which suggestions were answered here.
 * @param ready when the background may be asked for the first time.
 */
export function createPolicy(until: AbortSignal, ready: Promise<void> = Promise.resolve()) {
  const known = live(() => ready.then(() => ask('policy.read', {})), ['policy', 'sites'], until)
  const answered = live(readPutAway, ['policy'], until)
  const policy = computed(() => known.value?.policy ?? NOTHING_SET)
  const sites = computed(() => known.value?.sites ?? [])
  const turnedOn = computed(() => sites.value.filter(({ on }) => on))
  /** Sites of the organisation that are not turned on yet. */
  const offered = computed(() => sites.value.filter(({ on }) => !on))

  /** What is suggested where nobody looks for it: never twice. */
  const suggested = computed(() => {
    const before = answered.value
    return before ? offered.value.filter(({ pattern }) => !before.includes(pattern)) : []
  })

  /** Where the organisation moved to, for somebody who may still stay. Null when there is nothing to say. */
  const suggestedServer = (session: Session): string | null => {
    const { server } = policy.value
    const before = answered.value
    return before && server && server !== session.server && !before.includes(server) ? server : null
  }

  // Firefox does not say when a policy changes.
  const lookAgain = () => {
    if (!document.hidden) announce('policy')
  }
  document.addEventListener('visibilitychange', lookAgain, { signal: until })
  return { policy, turnedOn, offered, suggested, suggestedServer }
}

export type PolicyStore = ReturnType<typeof createPolicy>

/** Whether the organisation moved to another server for good: then this session rests until one connects there. */
export function mustMove(policy: Policy, session: Session): boolean {
  return !mayUseServer(policy, session.server)
}

/**
 * One question of the browser for all of them. It must come straight from the click, before anything else. The popup may be
 * closed by it; the background hears of the answer and does the rest.
 */
export function turnOnSites(sites: OfferedSite[]): void {
  const patterns = sites.map(({ pattern }) => pattern)
  act(browser.permissions.request({ origins: patterns }))
  keepUp(putAway(patterns))
}

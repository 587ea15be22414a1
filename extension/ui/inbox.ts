import { computed, signal } from '@preact/signals'
import type { Fault } from '../faults.ts'
import { ask } from '../messages.ts'
import { mutedBy } from '../muted.ts'
import { openStorage, readPreferences } from '../storage.ts'
import type { InboxItem } from '../stored.ts'
import { live } from './live.ts'

/** Before asking again after a fault, so that a server that is away is not hammered by every open popup. */
const PAUSE_AFTER_FAULT_MS = 3000

const byServerTime = (item: InboxItem) => item.deliveredAt ?? item.sentAt

/** What is stored of the inbox, newest first by the server's time, kept up to date while the window is open. */
export function createInbox(me: string, until: AbortSignal) {
  const items = live(async () => (await openStorage()).getAll('inbox'), ['inbox'], until)
  const fault = signal<Fault | null>(null)
  const sorted = computed(() =>
    items.value?.toSorted(
      (a, b) => byServerTime(b).localeCompare(byServerTime(a)) || b.id.localeCompare(a.id),
    ),
  )
  const preferences = live(readPreferences, ['session', 'preferences'], until)
  const isMuted = computed(() => mutedBy(preferences.value))
  const isMine = ({ sender }: Pick<InboxItem, 'sender'>) => sender.id === me
  const incoming = computed(() =>
    preferences.value === undefined ? undefined : sorted.value?.filter((item) => !isMine(item)),
  )
  const received = computed(() => incoming.value?.filter((item) => !isMuted.value(item)))
  const muted = computed(() => incoming.value?.filter((item) => isMuted.value(item)))
  const sent = computed(() => sorted.value?.filter(isMine))
  const unread = computed(() => received.value?.filter((item) => item.readAt === null).length ?? 0)

  /** Waits at the server for what is new, again and again, as long as the window is open. */
  async function watch(): Promise<void> {
    while (!until.aborted) {
      // After a fault it asks without waiting, so that what it says of the server is not 25 s old.
      const wait = fault.value === null
      const result = await ask('inbox.sync', { wait }).catch(() => WORKER_ENDED)
      fault.value = result.kind === 'fault' ? result.fault : null
      if (fault.value === 'not_connected' || fault.value === 'signed_out') return
      if (result.kind === 'fault' || result === WORKER_ENDED) await pause(PAUSE_AFTER_FAULT_MS, until)
    }
  }

  return { received, muted, isMuted, isMine, sent, unread, preferences, fault, watch }
}

export type InboxStore = ReturnType<typeof createInbox>

/** The browser ended the worker while it waited; the next message starts it again. */
const WORKER_ENDED = { kind: 'synced' } as const

function pause(ms: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    until.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

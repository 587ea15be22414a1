import { browser } from 'wxt/browser'
import { announce } from './storage.ts'

/** What an organisation may set for everybody, in the order in which it is documented. */
export const POLICY_KEYS = ['server', 'sites', 'languages', 'locked'] as const
export type PolicyKey = (typeof POLICY_KEYS)[number]

/** What people may not change once it is set. */
export const LOCKABLE = ['server', 'sites', 'languages'] as const
export type Lockable = (typeof LOCKABLE)[number]

/** Something in the policy that cannot be used, as it stands there. */
export interface IgnoredSetting {
  key: PolicyKey
  value: string
}

/** What the organisation set through the browser's own management. Everything is empty where it set nothing. */
export interface Policy {
  /** The address of the server, as a session carries it. */
  server: string | null
  /** Match patterns of the sites to offer, e.g. `https://wiki.corp.example/*`. */
  sites: string[]
  languages: string[]
  locked: Lockable[]
  ignored: IgnoredSetting[]
}

/** What the organisation wrote into the browser's own management: whatever it wrote. */
export async function readManaged(): Promise<Record<string, unknown>> {
  try {
    return await browser.storage.managed.get()
  } catch {
    // That is how Firefox says that nothing is set.
    return {}
  }
}

/** Calls `listener` when the organisation changed something, or when its settings came late. Firefox tells nobody. */
export function onManagedChanged(listener: () => void): void {
  browser.storage.onChanged.addListener((_changes, area) => {
    if (area === 'managed') listener()
  })
}

/** Whether a server may be used: any, unless the organisation set one for good. */
export function mayUseServer({ server, locked }: Policy, address: string): boolean {
  return !locked.includes('server') || address === server
}

/** Whether the launcher may stand on a site: on any, unless the organisation allows its own alone. */
export function mayTurnOn({ sites, locked }: Policy, pattern: string): boolean {
  return !locked.includes('sites') || sites.includes(pattern)
}

const PUT_AWAY = 'putAway'

/** What the organisation offers and the person has answered: it is not brought up again. */
export async function readPutAway(): Promise<string[]> {
  const { [PUT_AWAY]: names } = await browser.storage.local.get({ [PUT_AWAY]: [] })
  return Array.isArray(names) ? names.map(String) : []
}

export async function putAway(names: string[]): Promise<void> {
  await browser.storage.local.set({ [PUT_AWAY]: [...new Set([...(await readPutAway()), ...names])] })
  announce('policy')
}

import { CannotStart } from '../cannot-start.ts'
import { openLowdbStore } from './lowdb/open.ts'
import type { Store } from './store.ts'

/** One line for each kind of store: the scheme of its address, and what opens the rest of it. */
const OPENERS: Record<string, (place: string) => Promise<Store>> = {
  lowdb: openLowdbStore,
}

/** @throws CannotStart when the address is of no kind that is known here, or what it names cannot be opened. */
export async function openStore(url: string): Promise<Store> {
  const [, scheme = '', place = ''] = /^([a-z]+):(.+)$/.exec(url) ?? []
  const open = Object.hasOwn(OPENERS, scheme) ? OPENERS[scheme] : undefined
  if (!open) throw new CannotStart('STORE_URL must be lowdb:FOLDER, e.g. lowdb:./data')
  return open(place)
}

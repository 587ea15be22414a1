import { CannotStart } from '../cannot-start.ts'
import { openLowdbStore } from './lowdb/open.ts'
import type { Store } from './store.ts'

/** Its driver is loaded only when it is asked for. */
async function openPostgres(place: string): Promise<Store> {
  const { openPostgresStore } = await import('./postgres/open.ts')
  return openPostgresStore(`postgres:${place}`)
}

/** Takes lines for who runs the server. */
export type Warn = (line: string) => void

/** One line for each kind of store: the scheme of its address, and what opens the rest of it. */
const OPENERS: Record<string, (place: string, warn: Warn) => Promise<Store>> = {
  lowdb: (place, warn) => openLowdbStore(place, { warn }),
  postgres: openPostgres,
  postgresql: openPostgres,
}

/**
 * Opens the store of that address.
 * @param warn is told when something is to be done about it in time.
 * @throws CannotStart when the address is of no kind that is known here, or what it names cannot be opened.
 */
export async function openStore(url: string, warn: Warn = () => undefined): Promise<Store> {
  const [, scheme = '', place = ''] = /^([a-z]+):(.+)$/.exec(url) ?? []
  const open = Object.hasOwn(OPENERS, scheme) ? OPENERS[scheme] : undefined
  if (!open)
    throw new CannotStart(
      'STORE_URL must be lowdb:FOLDER, e.g. lowdb:./data, or postgres://USER:PASSWORD@HOST/DATABASE',
    )
  return open(place, warn)
}

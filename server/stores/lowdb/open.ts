import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { CannotStart } from '../../cannot-start.ts'
import type { Store } from '../store.ts'
import { LowdbAccess } from './access.ts'
import { LowdbAdminTokens } from './admin-tokens.ts'
import { LowdbAudit } from './audit.ts'
import { Database } from './database.ts'
import { rowsOf, tablesFrom } from './copying.ts'
import type { Disk } from './disk.ts'
import { codeOf, isFullDisk, NODE_DISK, syncFolder } from './disk.ts'
import type { FolderLock } from './folder-lock.ts'
import { lockFolder } from './folder-lock.ts'
import { LowdbHandles } from './handles.ts'
import { LowdbModeration } from './moderation.ts'
import { LowdbPeople } from './people.ts'
import { LowdbRecognitions } from './recognitions.ts'
import { settingsIn, withSettings } from './settings.ts'
import { SizeWatch } from './size-watch.ts'
import { StoreFiles } from './store-files.ts'

/** What a store works with. */
interface Means {
  disk?: Disk
  /** Takes lines for who runs the server. */
  warn?: (line: string) => void
}

interface Opened {
  database: Database
  lock: FolderLock
}

/** A folder that is new is down with its name, and so are those above it that are. */
async function makeFolder(folder: string, disk: Disk): Promise<void> {
  const topmost = await mkdir(folder, { recursive: true, mode: 0o700 })
  if (topmost === undefined) return
  for (let made = folder; made.length >= topmost.length; made = dirname(made))
    await syncFolder(disk, dirname(made))
}

async function openLocked(folder: string, disk: Disk, size: SizeWatch): Promise<Opened> {
  await makeFolder(folder, disk)
  const lock = await lockFolder(folder)
  try {
    return { database: await Database.open(new StoreFiles(folder, disk), size), lock }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function openFolder(folder: string, disk: Disk, size: SizeWatch): Promise<Opened> {
  try {
    return await openLocked(folder, disk, size)
  } catch (error) {
    if (error instanceof CannotStart) throw error
    const code = codeOf(error)
    if (code === undefined) throw error
    const what = isFullDisk(error)
      ? 'its disk is full; make room, then start again'
      : 'it must be a folder that this user can write'
    throw new CannotStart(`The store in ${folder} cannot be opened (${code}): ${what}`)
  }
}

/**
 * Opens the store for a team on one machine, which is made for 100,000 bright spots: all of it is in memory, and in two files
 * in `folder`, which is made if need be. `bright-spots.json` has what was stored up to the last start or clean stop,
 * `bright-spots.journal` what came since.
 * @throws CannotStart when the folder cannot be used, another process uses it, or the files cannot be read.
 */
export async function openLowdbStore(
  folder: string,
  { disk = NODE_DISK, warn = () => undefined }: Means = {},
): Promise<Store> {
  const { database, lock } = await openFolder(resolve(folder), disk, new SizeWatch(folder, warn))
  return {
    people: new LowdbPeople(database),
    access: new LowdbAccess(database),
    recognitions: new LowdbRecognitions(database),
    moderation: new LowdbModeration(database),
    handles: new LowdbHandles(database),
    adminTokens: new LowdbAdminTokens(database),
    audit: new LowdbAudit(database),
    settings: async () => settingsIn(database.tables),
    changeSettings: (patch) =>
      database.commit((draft) => {
        draft.settings = withSettings(draft.settings, patch)
        return settingsIn(draft)
      }),
    ping: () => database.ping(),
    watch: (personId, onHint) => database.watch(personId, onHint),
    rows: () => rowsOf(database.tables),
    fill: async (rows) => database.fill(await tablesFrom(rows)),
    async close() {
      try {
        await database.close()
      } catch (error) {
        warn(
          `The store could not be tidied up at the stop (${codeOf(error) ?? 'a fault'}): nothing that was answered is lost, and the next start does it`,
        )
      } finally {
        await lock.release()
      }
    },
  }
}

import { Low } from 'lowdb'
import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotStart } from '../../cannot-start.ts'
import type { Disk } from './disk.ts'
import { isFullDisk, syncFolder } from './disk.ts'
import { DurableFile } from './durable-file.ts'
import type { StoreFile } from './file.ts'
import { emptyStoreFile } from './file.ts'
import type { JournalEntry } from './journal-line.ts'
import type { Replay } from './journal-replay.ts'
import { Journal } from './journal.ts'
import type { Changes, Tables } from './tables.ts'
import { apply, fileOf, tablesOf } from './tables.ts'

const CHECKPOINT_NAME = 'bright-spots.json'
const JOURNAL_NAME = 'bright-spots.journal'

/**
 * The two files of the store: the checkpoint, which lowdb holds, and the journal of all since. Lines are numbered through
 * the store's whole life, and the checkpoint says which it has: a line that is in both counts once.
 */
export class StoreFiles {
  readonly #folder: string
  readonly #disk: Disk
  readonly #checkpoint: DurableFile
  readonly #low: Low<StoreFile>
  readonly #journal: Journal
  /** The last line that was acknowledged. */
  #seq = 0
  /** Where the files may say something else than the tables, since a write failed. */
  #doubt: 'at the end' | 'anywhere' | undefined

  constructor(folder: string, disk: Disk) {
    this.#folder = folder
    this.#disk = disk
    this.#checkpoint = new DurableFile(join(folder, CHECKPOINT_NAME), disk)
    this.#low = new Low(this.#checkpoint, emptyStoreFile())
    this.#journal = new Journal(join(folder, JOURNAL_NAME), disk)
  }

  /**
   * Reads what is there, and leaves a checkpoint that has all of it.
   * @throws CannotStart when it cannot be read.
   */
  async open(): Promise<Tables> {
    try {
      return await this.#read()
    } catch (error) {
      await this.#journal.close()
      throw error
    }
  }

  /**
   * One line for each transaction, all in one write and one sync.
   * Rejects when that fails: what the files have then is for `mend` to put right.
   */
  async append(transactions: readonly (Changes | null)[]): Promise<void> {
    const first = this.#seq + 1
    const entries = transactions.map((changes, nth): JournalEntry => ({ seq: first + nth, first, changes }))
    try {
      await this.#journal.append(entries)
    } catch (error) {
      this.#doubt ??= 'at the end'
      throw error
    }
    this.#seq += entries.length
  }

  /** Whether a write failed, and `mend` has not put it right yet. */
  get isInDoubt(): boolean {
    return this.#doubt !== undefined
  }

  /**
   * Makes the files agree with the tables after a write that failed, and tries the disk. After a failed sync the journal is
   * not written to any more, as its file may have lost anything: a new checkpoint and a new journal take its place.
   */
  async mend(tables: Tables): Promise<void> {
    if (this.#doubt === 'anywhere' || !this.#journal.isKnown) return this.checkpoint(tables)
    await this.#journal.cut()
    await this.append([null])
    this.#doubt = undefined
  }

  /** Writes the tables whole, and begins a new journal. When it rejects, the files may have these tables or those before. */
  async checkpoint(tables: Tables): Promise<void> {
    this.#doubt = 'anywhere'
    await this.#writeCheckpoint(tables)
    await this.#journal.begin(this.#seq)
    this.#doubt = undefined
  }

  /** Rejects when a file is gone, or it or its folder may not be written. It writes nothing: a full disk is not noticed. */
  async check(): Promise<void> {
    await access(this.#folder, constants.W_OK)
    for (const name of [CHECKPOINT_NAME, JOURNAL_NAME])
      await access(join(this.#folder, name), constants.R_OK | constants.W_OK)
  }

  /** Leaves a checkpoint with an empty journal, so that the next start is quick. When it rejects, the journal has it all. */
  async close(tables: Tables): Promise<void> {
    try {
      if (this.#journal.hasLines || this.isInDoubt) await this.checkpoint(tables)
    } finally {
      await this.#journal.close()
    }
  }

  async #read(): Promise<Tables> {
    this.#low.data = emptyStoreFile()
    await this.#low.read()
    const file = this.#low.data
    this.#low.data = emptyStoreFile()
    const tables = tablesOf(file)
    const replayed = await this.#journal.read(file.seq, ({ changes }) => changes && apply(changes, tables))
    this.#seq = Math.max(file.seq, replayed?.last ?? 0)
    await this.#settle(tables, replayed)
    return tables
  }

  /** The order matters: wherever it breaks off, a checkpoint of this version has a journal beside it that fits. */
  async #settle(tables: Tables, replayed: Replay | undefined): Promise<void> {
    const { isOfThisVersion, hasJournal } = this.#checkpoint
    if (!replayed && hasJournal) throw this.#journalMissing()
    if (!replayed) await this.#journal.begin(this.#seq)
    if (isOfThisVersion && replayed && canGoOn(replayed)) {
      // The names themselves may not be down yet, if what wrote the files was killed.
      await syncFolder(this.#disk, this.#folder)
      return this.#journal.goOn()
    }
    try {
      await this.checkpoint(tables)
    } catch (error) {
      // What was stored can be read meanwhile: it is in doubt until there is room.
      if (!isOfThisVersion || !isFullDisk(error)) throw error
    }
  }

  async #writeCheckpoint(tables: Tables): Promise<void> {
    this.#low.data = fileOf(tables, this.#seq)
    try {
      await this.#low.write()
    } finally {
      this.#low.data = emptyStoreFile()
    }
  }

  #journalMissing(): CannotStart {
    return new CannotStart(
      `${join(this.#folder, JOURNAL_NAME)} is missing, and with it what was stored since the last start: put a backup of the whole folder in its place, or make an empty file of that name to go on without it`,
    )
  }
}

/** Whether the next line may follow those that were read. */
function canGoOn({ isTorn, isOlder, newLines }: Replay): boolean {
  return !isTorn && !isOlder && newLines === 0
}

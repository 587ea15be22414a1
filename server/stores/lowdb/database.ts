import { Low } from 'lowdb'
import { v4 as uuidv4 } from 'uuid'
import { Problem } from '../../../shared/problem.ts'
import type { PersonId } from '../../../shared/recognition.ts'
import type { HintListener } from '../store.ts'
import type { DurableFile } from './durable-file.ts'
import type { StoreFile } from './file.ts'
import { emptyStoreFile } from './file.ts'
import { Indexes } from './indexes.ts'
import type { Tables } from './tables.ts'
import { Draft, fileOf, tablesOf } from './tables.ts'

const FULL_DISK_CODES = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return new Problem(FULL_DISK_CODES.has(code) ? 'disk_full' : 'not_ready', undefined, { cause: error })
}

/**
 * The tables in memory, and their file by lowdb. Transactions run one after the other; what they read and what others
 * read meanwhile is what is on the disk, because the tables are exchanged only when the write is down.
 */
export class Database {
  readonly #file: DurableFile
  readonly #low: Low<StoreFile>
  readonly #listeners = new Set<HintListener>()
  #queue: Promise<unknown> = Promise.resolve()
  /** After a failed write nobody knows which content the file has: it is read and written anew before the next transaction. */
  #isUncertain = false
  /** Names the epoch of what is moved from now on; a file that was read may be an older one than before. */
  #run: string
  tables: Tables
  indexes: Indexes

  private constructor(file: DurableFile, low: Low<StoreFile>, run: string) {
    this.#file = file
    this.#low = low
    this.#run = run
    this.tables = tablesOf(low.data)
    this.indexes = new Indexes(this.tables)
  }

  /**
   * Reads the file and writes it again: what a process that was killed left may not be on the disk yet.
   * @throws CannotStart when it cannot read what is there.
   */
  static async open(file: DurableFile): Promise<Database> {
    const run = uuidv4()
    const low = new Low<StoreFile>(file, emptyStoreFile(run))
    await low.read()
    await low.write()
    return new Database(file, low, run)
  }

  /**
   * Runs `decide` on a draft and stores what it changed, durably, before resolving with its result.
   * @throws Problem `disk_full` or `not_ready`; the tables are as before then.
   */
  commit<Result>(decide: (draft: Draft) => Result): Promise<Result> {
    const turn = this.#queue.then(() => this.#commitNow(decide))
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  /**
   * Resolves when the file is there and may be written, and no failed write is left.
   * @throws Problem `disk_full` or `not_ready`
   */
  async ping(): Promise<void> {
    if (this.#isUncertain) await this.commit(() => undefined)
    try {
      await this.#file.check()
    } catch (error) {
      throw asProblem(error)
    }
  }

  subscribe(listener: HintListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    await this.#queue
    this.#listeners.clear()
  }

  async #commitNow<Result>(decide: (draft: Draft) => Result): Promise<Result> {
    if (this.#isUncertain) await this.#recover()
    const draft = new Draft(this.tables, this.#run)
    const result = decide(draft)
    if (!draft.isEmpty) await this.#store(draft)
    return result
  }

  async #store(draft: Draft): Promise<void> {
    const before = this.tables
    const after = draft.merged()
    await this.#write(fileOf(after))
    this.tables = after
    this.indexes.update(before, draft)
    this.#hint(this.#concerned(before, draft))
  }

  async #write(file: StoreFile): Promise<void> {
    const before = this.#low.data
    this.#low.data = file
    try {
      await this.#low.write()
    } catch (error) {
      this.#low.data = before
      this.#isUncertain = true
      throw asProblem(error)
    }
  }

  async #recover(): Promise<void> {
    try {
      await this.#low.read()
      await this.#low.write()
    } catch (error) {
      throw asProblem(error)
    }
    this.tables = tablesOf(this.#low.data)
    this.indexes = new Indexes(this.tables)
    this.#run = uuidv4()
    this.#isUncertain = false
  }

  #concerned(before: Tables, draft: Draft): Set<PersonId> {
    const personIds = new Set<PersonId>(draft.people.changed.keys())
    for (const id of draft.recognitions.changed.keys())
      for (const { personId } of draft.recognitions.get(id)?.parties ?? []) personIds.add(personId)
    for (const [tokenHash, session] of draft.sessions.changed) {
      const personId = session?.personId ?? before.sessions.get(tokenHash)?.personId
      if (personId !== undefined) personIds.add(personId)
    }
    return personIds
  }

  #hint(personIds: ReadonlySet<PersonId>): void {
    for (const listener of this.#listeners) listener(personIds)
  }
}

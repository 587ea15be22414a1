import { setImmediate as nextTick } from 'node:timers/promises'
import { v4 as uuidv4 } from 'uuid'
import { Problem } from '../../../shared/problem.ts'
import type { PersonId } from '../../../shared/recognition.ts'
import { StoreNotEmpty } from '../../cannot-start.ts'
import { isFullDisk } from './disk.ts'
import { Draft } from './draft.ts'
import { Indexes } from './indexes.ts'
import type { SizeWatch } from './size-watch.ts'
import type { StoreFiles } from './store-files.ts'
import type { Changes, Tables } from './tables.ts'
import { apply, isEmpty } from './tables.ts'

/** So many transactions go down together at most: they are decided without a pause in between. */
const BATCH_MAX = 256

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem(isFullDisk(error) ? 'disk_full' : 'not_ready', undefined, { cause: error })
}

/** A transaction that waits for its batch. */
interface Turn {
  isAlone: boolean
  /** Decides on top of what the batch decided so far, and adds to it. */
  decide(batch: Draft): Changes | undefined
  /** Answers the caller: it is down. */
  done(): void
  failed(error: unknown): void
}

/**
 * The tables in memory, and their files. Transactions are decided one after the other; those that wait at the same time go
 * down in one batch, with one sync, and each is answered when its own batch is down. What others read meanwhile is what
 * is on the disk: the tables change only then.
 */
export class Database {
  readonly #files: StoreFiles
  readonly #size: SizeWatch
  readonly #watchers = new Map<PersonId, Set<() => void>>()
  readonly #queue: Turn[] = []
  #isWorking = false
  #working: Promise<void> = Promise.resolve()
  #isClosed = false
  /** Names the epoch of what is moved from now on; files that were read may be older ones than before. */
  #run = uuidv4()
  tables: Tables
  indexes: Indexes

  private constructor(files: StoreFiles, size: SizeWatch, tables: Tables) {
    this.#files = files
    this.#size = size
    this.tables = tables
    this.indexes = new Indexes(tables)
    size.look(tables.recognitions.size)
  }

  /** @throws CannotStart when what is there cannot be read. */
  static async open(files: StoreFiles, size: SizeWatch): Promise<Database> {
    return new Database(files, size, await files.open())
  }

  /**
   * Runs `decide` on a draft and stores what it changed, durably, before resolving with its result. It finds the changes of
   * those before it in the draft, but not in `tables` and `indexes`: one that looks there alone uses `commitAlone`.
   * @throws Problem `disk_full` or `not_ready`; the tables are as before then.
   */
  commit<Result>(decide: (draft: Draft) => Result): Promise<Result> {
    return this.#enqueue(decide, false)
  }

  /** As `commit`, in a batch of its own: `tables` and `indexes` are as of now. */
  commitAlone<Result>(decide: (draft: Draft) => Result): Promise<Result> {
    return this.#enqueue(decide, true)
  }

  /**
   * Takes these for its own.
   * @throws StoreNotEmpty when there is anything already.
   * @throws Problem `disk_full` or `not_ready`; it is as empty as before then.
   */
  fill(tables: Tables): Promise<void> {
    const turn = this.#working.then(() => this.#fillNow(tables))
    this.#working = turn.catch(() => undefined)
    return turn
  }

  /**
   * Resolves when the files are there and may be written, and no failed write is left.
   * @throws Problem `disk_full` or `not_ready`
   */
  async ping(): Promise<void> {
    if (this.#files.isInDoubt) await this.commit(() => undefined)
    try {
      await this.#files.check()
    } catch (error) {
      throw asProblem(error)
    }
  }

  watch(personId: PersonId, onHint: () => void): () => void {
    const watchers = this.#watchers.get(personId) ?? new Set()
    this.#watchers.set(personId, watchers.add(onHint))
    return () => {
      watchers.delete(onHint)
      if (watchers.size === 0 && this.#watchers.get(personId) === watchers) this.#watchers.delete(personId)
    }
  }

  /** Nothing is written afterwards: the folder may be another process's then. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.#working
    this.#watchers.clear()
    await this.#files.close(this.tables)
  }

  #enqueue<Result>(decide: (draft: Draft) => Result, isAlone: boolean): Promise<Result> {
    if (this.#isClosed) return Promise.reject(new Problem('not_ready', 'The store is closed'))
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    let result: Result
    this.#queue.push({
      isAlone,
      decide: (batch) => {
        const draft = new Draft(batch, this.#run)
        result = decide(draft)
        return draft.changes()
      },
      done: () => resolve(result),
      failed: reject,
    })
    if (!this.#isWorking) {
      this.#isWorking = true
      this.#working = this.#working.then(() => this.#work())
    }
    return promise
  }

  async #work(): Promise<void> {
    // Those that arrive in the same moment go down together.
    await nextTick()
    while (this.#queue.length > 0) await this.#store(this.#nextBatch())
    this.#isWorking = false
  }

  #nextBatch(): Turn[] {
    const alone = this.#queue.findIndex(({ isAlone }) => isAlone)
    const length = alone === -1 ? this.#queue.length : Math.max(alone, 1)
    return this.#queue.splice(0, Math.min(length, BATCH_MAX))
  }

  /** Answers each turn: with its result, or with why it could not be stored. */
  async #store(turns: readonly Turn[]): Promise<void> {
    try {
      if (this.#files.isInDoubt) await this.#mend()
      const { decided, changes } = this.#decide(turns)
      const concerned = changes.length > 0 ? await this.#append(changes) : []
      for (const turn of decided) turn.done()
      for (const personId of concerned) for (const ring of this.#watchers.get(personId) ?? []) ring()
    } catch (error) {
      const problem = asProblem(error)
      for (const turn of turns) turn.failed(problem)
    }
  }

  /** One that throws is answered at once, and leaves no trace. */
  #decide(turns: readonly Turn[]): { decided: Turn[]; changes: Changes[] } {
    const batch = new Draft(this.tables, this.#run)
    const decided: Turn[] = []
    const changes: Changes[] = []
    for (const turn of turns)
      try {
        const changed = turn.decide(batch)
        if (changed) {
          apply(changed, batch)
          changes.push(changed)
        }
        decided.push(turn)
      } catch (error) {
        turn.failed(error)
      }
    return { decided, changes }
  }

  /** @returns whom it concerns. */
  async #append(changes: readonly Changes[]): Promise<Set<PersonId>> {
    await this.#files.append(changes)
    const concerned = new Set<PersonId>()
    for (const one of changes) this.#take(one, concerned)
    this.#size.look(this.tables.recognitions.size)
    return concerned
  }

  #take(changes: Changes, concerned: Set<PersonId>): void {
    for (const personId of concernedBy(changes, this.tables)) concerned.add(personId)
    this.indexes.forget(this.tables, changes)
    apply(changes, this.tables)
    this.indexes.remember(changes)
  }

  /** Before the next write after one that failed. */
  async #mend(): Promise<void> {
    await this.#files.mend(this.tables)
    this.#run = uuidv4()
  }

  async #fillNow(tables: Tables): Promise<void> {
    if (!isEmpty(this.tables)) throw new StoreNotEmpty('There is something in that store already')
    try {
      if (this.#files.isInDoubt) await this.#mend()
      await this.#files.checkpoint(tables)
    } catch (error) {
      throw asProblem(error)
    }
    this.tables = tables
    this.indexes = new Indexes(tables)
    this.#size.look(tables.recognitions.size)
  }
}

/** Whose feed moved, who was changed, and whose session ended. */
function* concernedBy({ put, removed }: Changes, { sessions }: Tables): Generator<PersonId> {
  for (const { personId } of put.feeds ?? []) yield personId
  for (const { id } of put.people ?? []) yield id
  for (const tokenHash of removed.sessions ?? []) {
    const session = sessions.get(tokenHash)
    if (session) yield session.personId
  }
}

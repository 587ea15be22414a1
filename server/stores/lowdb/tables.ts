import type { CompanyValue } from '../../../shared/recognition.ts'
import type { StoredInvite, StoredPerson, StoredRecognition, StoredSession, StoreFile } from './file.ts'
import { FILE_VERSION } from './file.ts'
import type { History } from './history.ts'
import { afterMove } from './history.ts'

/** The single things, which no table holds. */
export interface Singles {
  history: History
  adminTokenHash: string | null
  values: readonly CompanyValue[] | null
}

/** The content of the file by key, as it is on the disk. Rows are never changed in place: a change puts a new row. */
export interface Tables {
  singles: Singles
  people: ReadonlyMap<string, StoredPerson>
  invites: ReadonlyMap<string, StoredInvite>
  sessions: ReadonlyMap<string, StoredSession>
  recognitions: ReadonlyMap<string, StoredRecognition>
}

export function tablesOf(file: StoreFile): Tables {
  return {
    singles: {
      history: { epoch: file.epoch, moves: file.moves, pastEpochs: file.pastEpochs },
      adminTokenHash: file.adminTokenHash,
      values: file.values,
    },
    people: new Map(file.people.map((person) => [person.id, person])),
    invites: new Map(file.invites.map((invite) => [invite.codeHash, invite])),
    sessions: new Map(file.sessions.map((session) => [session.tokenHash, session])),
    recognitions: new Map(file.recognitions.map((recognition) => [recognition.id, recognition])),
  }
}

export function fileOf(tables: Tables): StoreFile {
  const { history, adminTokenHash, values } = tables.singles
  return {
    product: 'bright-spots',
    version: FILE_VERSION,
    epoch: history.epoch,
    moves: history.moves,
    pastEpochs: [...history.pastEpochs],
    adminTokenHash,
    values: values && [...values],
    people: [...tables.people.values()],
    invites: [...tables.invites.values()],
    sessions: [...tables.sessions.values()],
    recognitions: [...tables.recognitions.values()],
  }
}

/** A table with changes on top that nobody else sees yet. */
export class DraftTable<Row> {
  readonly #base: ReadonlyMap<string, Row>
  readonly changed = new Map<string, Row | undefined>()

  constructor(base: ReadonlyMap<string, Row>) {
    this.#base = base
  }

  get(key: string): Row | undefined {
    return this.changed.has(key) ? this.changed.get(key) : this.#base.get(key)
  }

  put(key: string, row: Row): void {
    this.changed.set(key, row)
  }

  remove(key: string): void {
    this.changed.set(key, undefined)
  }

  /** The base itself when nothing changed. */
  merged(): ReadonlyMap<string, Row> {
    if (this.changed.size === 0) return this.#base
    const rows = new Map(this.#base)
    for (const [key, row] of this.changed)
      if (row === undefined) rows.delete(key)
      else rows.set(key, row)
    return rows
  }
}

/** One transaction's changes on top of the tables. */
export class Draft {
  readonly people: DraftTable<StoredPerson>
  readonly invites: DraftTable<StoredInvite>
  readonly sessions: DraftTable<StoredSession>
  readonly recognitions: DraftTable<StoredRecognition>
  singles: Singles
  readonly #base: Tables
  readonly #run: string

  /** @param run names the epoch that a move of this draft belongs to. */
  constructor(base: Tables, run: string) {
    this.#base = base
    this.#run = run
    this.singles = base.singles
    this.people = new DraftTable(base.people)
    this.invites = new DraftTable(base.invites)
    this.sessions = new DraftTable(base.sessions)
    this.recognitions = new DraftTable(base.recognitions)
  }

  get isEmpty(): boolean {
    const rows = [this.people, this.invites, this.sessions, this.recognitions]
    return this.singles === this.#base.singles && rows.every((table) => table.changed.size === 0)
  }

  /** Whenever a row gets a new position in a feed. */
  countMove(): void {
    this.singles = { ...this.singles, history: afterMove(this.singles.history, this.#run) }
  }

  merged(): Tables {
    return {
      singles: this.singles,
      people: this.people.merged(),
      invites: this.invites.merged(),
      sessions: this.sessions.merged(),
      recognitions: this.recognitions.merged(),
    }
  }
}

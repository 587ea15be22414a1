import type { FeedRow, InviteRow, PersonRow, RecognitionRow, SessionRow, SettingsRow } from '../rows.ts'
import type { History, Moment } from '../history.ts'
import { movedTo } from '../history.ts'
import type { StoreFile } from './file.ts'
import { FILE_VERSION } from './file.ts'

/** Each kind of row, and what it is found by. */
export interface Rows {
  people: PersonRow
  feeds: FeedRow
  invites: InviteRow
  sessions: SessionRow
  recognitions: RecognitionRow
}

export type TableName = keyof Rows
export const TABLE_NAMES = ['people', 'feeds', 'invites', 'sessions', 'recognitions'] as const

const KEYS: { [Name in TableName]: (row: Rows[Name]) => string } = {
  people: ({ id }) => id,
  feeds: ({ personId }) => personId,
  invites: ({ codeHash }) => codeHash,
  sessions: ({ tokenHash }) => tokenHash,
  recognitions: ({ id }) => id,
}

function keyOf<Name extends TableName>(name: Name, row: Rows[Name]): string {
  return KEYS[name](row)
}

/** Rows by key. They are never changed in place: a change puts a new row. */
export class Table<Row> {
  readonly #rows: Map<string, Row>

  constructor(rows: readonly Row[], key: (row: Row) => string) {
    this.#rows = new Map(rows.map((row) => [key(row), row]))
  }

  get size(): number {
    return this.#rows.size
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key)
  }

  values(): MapIterator<Row> {
    return this.#rows.values()
  }

  put(key: string, row: Row): void {
    this.#rows.set(key, row)
  }

  remove(key: string): void {
    this.#rows.delete(key)
  }
}

/** All that is on the disk. */
export type Tables = { readonly [Name in TableName]: Table<Rows[Name]> } & {
  settings: SettingsRow
  history: History
}

export function tablesOf(file: StoreFile): Tables {
  return {
    settings: file.settings,
    history: { epoch: file.epoch, moves: file.moves, pastEpochs: file.pastEpochs },
    people: new Table(file.people, KEYS.people),
    feeds: new Table(file.feeds, KEYS.feeds),
    invites: new Table(file.invites, KEYS.invites),
    sessions: new Table(file.sessions, KEYS.sessions),
    recognitions: new Table(file.recognitions, KEYS.recognitions),
  }
}

/** @param seq the last line of the journal that the tables have. */
export function fileOf(tables: Tables, seq: number): StoreFile {
  const { epoch, moves, pastEpochs } = tables.history
  return {
    product: 'bright-spots',
    version: FILE_VERSION,
    seq,
    epoch,
    moves,
    pastEpochs: [...pastEpochs],
    settings: tables.settings,
    people: [...tables.people.values()],
    feeds: [...tables.feeds.values()],
    invites: [...tables.invites.values()],
    sessions: [...tables.sessions.values()],
    recognitions: [...tables.recognitions.values()],
  }
}

export function isEmpty({ settings, ...tables }: Tables): boolean {
  return (
    settings.adminTokenHash === null &&
    settings.values === null &&
    TABLE_NAMES.every((name) => tables[name].size === 0)
  )
}

/** What one transaction changes: the rows that are new or other, the keys of those that are gone. */
export interface Changes {
  settings?: SettingsRow
  /** Where the store stands afterwards, if a feed moved. */
  history?: Moment
  put: { [Name in TableName]?: Rows[Name][] }
  removed: { [Name in TableName]?: string[] }
}

/** Where a row is looked up. */
interface Lookup<Row> {
  get(key: string): Row | undefined
}

/** A table with changes on top that nobody else sees yet. */
export class DraftTable<Row> implements Lookup<Row> {
  readonly #base: Lookup<Row>
  readonly changed = new Map<string, Row | undefined>()

  constructor(base: Lookup<Row>) {
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
}

type DraftTables = { readonly [Name in TableName]: DraftTable<Rows[Name]> }

function collect(changes: Changes, tables: DraftTables, name: TableName): void {
  const { changed } = tables[name]
  const rows = [...changed.values()].filter((row) => row !== undefined)
  const gone = [...changed].filter(([, row]) => row === undefined).map(([key]) => key)
  if (rows.length > 0) Object.assign(changes.put, { [name]: rows })
  if (gone.length > 0) changes.removed[name] = gone
}

/** The tables as a transaction finds them: as they are on the disk, or with other transactions' changes on top. */
type Base = { readonly [Name in TableName]: Lookup<Rows[Name]> } & Pick<Tables, 'settings' | 'history'>

/** One transaction's changes on top of what it finds. */
export class Draft {
  readonly people: DraftTable<PersonRow>
  readonly feeds: DraftTable<FeedRow>
  readonly invites: DraftTable<InviteRow>
  readonly sessions: DraftTable<SessionRow>
  readonly recognitions: DraftTable<RecognitionRow>
  settings: SettingsRow
  history: History
  readonly #base: Base
  readonly #run: string

  /** @param run names the epoch that a move of this draft belongs to. */
  constructor(base: Base, run: string) {
    this.#base = base
    this.#run = run
    this.settings = base.settings
    this.history = base.history
    this.people = new DraftTable(base.people)
    this.feeds = new DraftTable(base.feeds)
    this.invites = new DraftTable(base.invites)
    this.sessions = new DraftTable(base.sessions)
    this.recognitions = new DraftTable(base.recognitions)
  }

  /** Whenever a row gets a new position in a feed. */
  countMove(): void {
    this.history = movedTo(this.history, { epoch: this.#run, moves: this.history.moves + 1 })
  }

  /** Undefined when nothing changed. */
  changes(): Changes | undefined {
    const changes: Changes = { put: {}, removed: {} }
    const { epoch, moves } = this.history
    if (this.settings !== this.#base.settings) changes.settings = this.settings
    if (this.history !== this.#base.history) changes.history = { epoch, moves }
    for (const name of TABLE_NAMES) collect(changes, this, name)
    return isNothing(changes) ? undefined : changes
  }
}

function isNothing({ settings, history, put, removed }: Changes): boolean {
  return !settings && !history && Object.keys(put).length + Object.keys(removed).length === 0
}

/** Where changes are put: a table itself, or a draft of one. */
interface Target<Row> {
  put(key: string, row: Row): void
  remove(key: string): void
}
type Targets = { readonly [Name in TableName]: Target<Rows[Name]> }

function putRows<Name extends TableName>(changes: Changes, target: Target<Rows[Name]>, name: Name): void {
  const rows: readonly Rows[Name][] = changes.put[name] ?? []
  for (const row of rows) target.put(keyOf(name, row), row)
  for (const key of changes.removed[name] ?? []) target.remove(key)
}

/** Puts a transaction's changes where they belong. */
export function apply(changes: Changes, targets: Targets & Pick<Tables, 'settings' | 'history'>): void {
  targets.settings = changes.settings ?? targets.settings
  if (changes.history) targets.history = movedTo(targets.history, changes.history)
  for (const name of TABLE_NAMES) putRows(changes, targets[name], name)
}

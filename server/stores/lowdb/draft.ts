import type { SettingsRow } from '../rows.ts'
import type { Changes, Rows, TableName, Tables } from './tables.ts'
import { TABLE_NAMES } from './tables.ts'

/** Where a row is looked up. */
interface Lookup<Row> {
  get(key: string): Row | undefined
}

/** A table with changes on top that nobody else sees yet. */
class DraftTable<Row> implements Lookup<Row> {
  readonly #base: Lookup<Row>
  /** Most transactions change few tables. */
  #changed: Map<string, Row | undefined> | undefined

  constructor(base: Lookup<Row>) {
    this.#base = base
  }

  /** Undefined for one that is gone. */
  get changed(): ReadonlyMap<string, Row | undefined> | undefined {
    return this.#changed
  }

  get(key: string): Row | undefined {
    return this.#changed?.has(key) ? this.#changed.get(key) : this.#base.get(key)
  }

  put(key: string, row: Row): void {
    this.#changed ??= new Map()
    this.#changed.set(key, row)
  }

  remove(key: string): void {
    this.#changed ??= new Map()
    this.#changed.set(key, undefined)
  }

  /** Keys of what is changed and not down yet, by those before it in the batch too. */
  *pending(): Generator<string> {
    if (this.#base instanceof DraftTable) yield* this.#base.pending()
    if (this.#changed) yield* this.#changed.keys()
  }
}

type DraftTables = { readonly [Name in TableName]: DraftTable<Rows[Name]> }

function collect(changes: Changes, tables: DraftTables, name: TableName): void {
  const { changed } = tables[name]
  if (!changed) return
  const rows = [...changed.values()].filter((row) => row !== undefined)
  const gone = [...changed].filter(([, row]) => row === undefined).map(([key]) => key)
  if (rows.length > 0) Object.assign(changes.put, { [name]: rows })
  if (gone.length > 0) changes.removed[name] = gone
}

/** The tables as a transaction finds them: as they are on the disk, or with other transactions' changes on top. */
type Base = { readonly [Name in TableName]: Lookup<Rows[Name]> } & Pick<Tables, 'settings'>

/** One transaction's changes on top of what it finds. */
export class Draft {
  readonly people: DraftTable<Rows['people']>
  readonly identities: DraftTable<Rows['identities']>
  readonly claims: DraftTable<Rows['claims']>
  readonly adminTokens: DraftTable<Rows['adminTokens']>
  readonly audit: DraftTable<Rows['audit']>
  readonly feeds: DraftTable<Rows['feeds']>
  readonly feedPasts: DraftTable<Rows['feedPasts']>
  readonly invites: DraftTable<Rows['invites']>
  readonly sessions: DraftTable<Rows['sessions']>
  readonly recognitions: DraftTable<Rows['recognitions']>
  settings: SettingsRow
  /** Names the epoch that a move of this draft belongs to. */
  readonly run: string
  readonly #base: Base

  constructor(base: Base, run: string) {
    this.#base = base
    this.run = run
    this.settings = base.settings
    this.people = new DraftTable(base.people)
    this.identities = new DraftTable(base.identities)
    this.claims = new DraftTable(base.claims)
    this.adminTokens = new DraftTable(base.adminTokens)
    this.audit = new DraftTable(base.audit)
    this.feeds = new DraftTable(base.feeds)
    this.feedPasts = new DraftTable(base.feedPasts)
    this.invites = new DraftTable(base.invites)
    this.sessions = new DraftTable(base.sessions)
    this.recognitions = new DraftTable(base.recognitions)
  }

  /** Undefined when nothing changed. */
  changes(): Changes | undefined {
    const changes: Changes = { put: {}, removed: {} }
    if (this.settings !== this.#base.settings) changes.settings = this.settings
    for (const name of TABLE_NAMES) collect(changes, this, name)
    return isNothing(changes) ? undefined : changes
  }
}

function isNothing({ settings, put, removed }: Changes): boolean {
  return !settings && Object.keys(put).length + Object.keys(removed).length === 0
}

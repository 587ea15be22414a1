import { isDeepStrictEqual } from 'node:util'
import { identityKey } from '../folding.ts'
import type {
  AdminTokenRow,
  AuditRow,
  ClaimRow,
  IdentityRow,
  InviteRow,
  PersonRow,
  RecognitionRow,
  SessionRow,
  SettingsRow,
} from '../rows.ts'
import type { FeedPastRow, FeedRow, StoreFile } from './file.ts'
import { FILE_VERSION, NO_SETTINGS } from './file.ts'

/** Each kind of row, and what it is found by. */
export interface Rows {
  people: PersonRow
  identities: IdentityRow
  claims: ClaimRow
  adminTokens: AdminTokenRow
  audit: AuditRow
  feeds: FeedRow
  feedPasts: FeedPastRow
  invites: InviteRow
  sessions: SessionRow
  recognitions: RecognitionRow
}

export type TableName = keyof Rows
export const TABLE_NAMES = [
  'people',
  'identities',
  'claims',
  'adminTokens',
  'audit',
  'feeds',
  'feedPasts',
  'invites',
  'sessions',
  'recognitions',
] as const

const KEYS: { [Name in TableName]: (row: Rows[Name]) => string } = {
  people: ({ id }) => id,
  identities: identityKey,
  claims: ({ id }) => id,
  adminTokens: ({ tokenHash }) => tokenHash,
  audit: ({ id }) => id,
  feeds: ({ personId }) => personId,
  feedPasts: ({ personId }) => personId,
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
}

export function tablesOf(file: StoreFile): Tables {
  return {
    settings: file.settings,
    people: new Table(file.people, KEYS.people),
    identities: new Table(file.identities, KEYS.identities),
    claims: new Table(file.claims, KEYS.claims),
    adminTokens: new Table(file.adminTokens, KEYS.adminTokens),
    audit: new Table(file.audit, KEYS.audit),
    feeds: new Table(file.feeds, KEYS.feeds),
    feedPasts: new Table(file.feedPasts, KEYS.feedPasts),
    invites: new Table(file.invites, KEYS.invites),
    sessions: new Table(file.sessions, KEYS.sessions),
    recognitions: new Table(file.recognitions, KEYS.recognitions),
  }
}

/** @param seq the last line of the journal that the tables have. */
export function fileOf(tables: Tables, seq: number): StoreFile {
  return {
    product: 'bright-spots',
    version: FILE_VERSION,
    seq,
    settings: tables.settings,
    people: [...tables.people.values()],
    identities: [...tables.identities.values()],
    claims: [...tables.claims.values()],
    adminTokens: [...tables.adminTokens.values()],
    audit: [...tables.audit.values()],
    feeds: [...tables.feeds.values()],
    feedPasts: [...tables.feedPasts.values()],
    invites: [...tables.invites.values()],
    sessions: [...tables.sessions.values()],
    recognitions: [...tables.recognitions.values()],
  }
}

export function isEmpty({ settings, ...tables }: Tables): boolean {
  return isDeepStrictEqual(settings, NO_SETTINGS) && TABLE_NAMES.every((name) => tables[name].size === 0)
}

/** What one transaction changes: the rows that are new or other, the keys of those that are gone. */
export interface Changes {
  settings?: SettingsRow
  put: { [Name in TableName]?: Rows[Name][] }
  removed: { [Name in TableName]?: string[] }
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
export function apply(changes: Changes, targets: Targets & Pick<Tables, 'settings'>): void {
  targets.settings = changes.settings ?? targets.settings
  for (const name of TABLE_NAMES) putRows(changes, targets[name], name)
}

import { v4 as uuidv4 } from 'uuid'
import { identityKey } from '../folding.ts'
import type { StoreRow } from '../rows.ts'
import type { StoreFile } from './file.ts'
import { emptyStoreFile } from './file.ts'
import type { Table, Tables } from './tables.ts'
import { tablesOf } from './tables.ts'

function sorted<Row>(table: Table<Row>, keyOf: (row: Row) => string): Row[] {
  return [...table.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

/** As they are when the first one is asked for: rows are never changed in place. */
export async function* rowsOf(tables: Tables): AsyncGenerator<StoreRow> {
  const feeds = sorted(tables.feeds, ({ personId }) => personId)
  const invites = sorted(tables.invites, ({ codeHash }) => codeHash)
  const sessions = sorted(tables.sessions, ({ tokenHash }) => tokenHash)
  const recognitions = sorted(tables.recognitions, ({ id }) => id)
  const people = sorted(tables.people, ({ id }) => id)
  const identities = sorted(tables.identities, identityKey)
  const claims = sorted(tables.claims, ({ id }) => id)
  const adminTokens = sorted(tables.adminTokens, ({ id }) => id)
  const entries = sorted(tables.audit, ({ id }) => id)
  yield { settings: tables.settings }
  for (const person of people) yield { person }
  for (const identity of identities) yield { identity }
  for (const claim of claims) yield { claim }
  for (const adminToken of adminTokens) yield { adminToken }
  for (const audit of entries) yield { audit }
  for (const { personId, position } of feeds) yield { feed: { personId, position } }
  for (const invite of invites) yield { invite }
  for (const session of sessions) yield { session }
  for (const recognition of recognitions) yield { recognition }
}

function add(file: StoreFile, row: StoreRow): void {
  if ('settings' in row) file.settings = row.settings
  else if ('person' in row) file.people.push(row.person)
  else if ('identity' in row) file.identities.push(row.identity)
  else if ('claim' in row) file.claims.push(row.claim)
  else if ('adminToken' in row) file.adminTokens.push(row.adminToken)
  else if ('audit' in row) file.audit.push(row.audit)
  else if ('feed' in row) file.feeds.push({ ...row.feed, epoch: uuidv4() })
  else if ('invite' in row) file.invites.push(row.invite)
  else if ('session' in row) file.sessions.push(row.session)
  else file.recognitions.push(row.recognition)
}

/** Feeds of epochs of their own: no cursor of another store is good in them. */
export async function tablesFrom(rows: AsyncIterable<StoreRow>): Promise<Tables> {
  const file = emptyStoreFile()
  for await (const row of rows) add(file, row)
  return tablesOf(file)
}

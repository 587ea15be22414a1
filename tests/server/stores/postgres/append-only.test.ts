import { v7 as uuidv7 } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OpenedStore } from '../../../contracts/store-subject.ts'
import { DUE_AT, SENT_AT } from '../../../contracts/store-subject.ts'
import type { NewDatabase } from './new-database.ts'
import { borrowDatabase, openIn, runSql } from './new-database.ts'

const ENTRY = {
  id: uuidv7(),
  at: SENT_AT,
  action: 'person.deactivated',
  actor: { kind: 'admin_token', id: null },
  target: null,
  address: null,
  requestId: null,
  details: {},
} as const

let database: NewDatabase
let opened: OpenedStore
beforeAll(async () => {
  database = await borrowDatabase()
  opened = await openIn(database, database.url)
  await opened.store.audit.append(ENTRY)
})
afterAll(() => opened.remove())

test.each([
  "update audit_log set action = 'nothing.at_all'",
  'truncate audit_log',
  `insert into audit_log (id, at, action, actor_kind, details) values ('${ENTRY.id}', '', '', 'server', '{}')
    on conflict (id) do update set action = excluded.action`,
])('the database itself refuses to change the audit log: %s', async (text) => {
  await expect(runSql(database.url, text)).rejects.toThrow('The audit log is append-only')
  expect(await opened.store.audit.list({ limit: 9 })).toEqual({ entries: [ENTRY], hasMore: false })
})

test('what is older than it is kept for is forgotten', async () => {
  expect(await opened.store.audit.forgetBefore(DUE_AT)).toBe(1)
})

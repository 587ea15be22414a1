import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../../server/stores/rows.ts'
import type { OpenedStore } from '../../../contracts/store-subject.ts'
import { DUE_AT, LATER, newSession } from '../../../contracts/store-subject.ts'
import type { NewDatabase } from './new-database.ts'
import { borrowDatabase, openIn, runSql } from './new-database.ts'

const FIRST_TABLES = join(
  import.meta.dirname,
  '../../../../server/stores/postgres/migrations/001-the-first-tables.sql',
)
const ROWS = join(import.meta.dirname, 'version-1.sql')

const UNSAID = { userName: null, externalId: null, managerId: null, pending: false, erasedAt: null }

let database: NewDatabase
let opened: OpenedStore
beforeEach(async () => {
  database = await borrowDatabase()
  await runSql(
    database.url,
    'create table bright_spots_migrations (version int primary key, name text not null, applied_at timestamptz not null default now())',
    await readFile(FIRST_TABLES, 'utf8'),
    `insert into bright_spots_migrations (version, name) values (1, '001-the-first-tables.sql')`,
    await readFile(ROWS, 'utf8'),
  )
  opened = await openIn(database, database.url)
})
afterEach(() => opened.remove())

test('a database of version 1 opens with all that is in it', async () => {
  const { people, access, recognitions } = opened.store
  const { people: listed } = await people.list({ limit: 9 })
  expect(listed.map(({ name, active }) => [name, active])).toEqual([
    ['Ada', true],
    ['Ben', true],
    ['Cleo', true],
    ['Dan', false],
  ])
  expect(listed[0]).toMatchObject({ team: 'Engines', role: 'admin', ...UNSAID })
  expect(await access.findAdminTokenHash()).toBe('the hash')
  expect(await access.redeemInvite('c2', newSession('t3'))).toEqual({ kind: 'used' })
  expect(await opened.store.settings()).toEqual({
    values: [{ id: 'kind', name: 'Kind' }],
    customerTeams: [],
    retention: { recognitions: null, audit: null },
    limits: DEFAULT_LIMITS,
  })
  expect(await recognitions.published({ personId: null, after: null, limit: 9 })).toMatchObject({
    recognitions: [{ id: 'r1' }],
  })
})

test('sessions of version 1 go on, each with an id of its own', async () => {
  const { access } = opened.store
  const [ada, ben] = await Promise.all(['t1', 't2'].map((token) => access.findSession(token)))
  expect(ben).toMatchObject({
    device: 'Chrome',
    grant: 'invite',
    createdAt: '2026-11-02T08:30:00.000Z',
    lastUsedAt: '2026-11-02T08:30:00.000Z',
    person: { name: 'Ben' },
  })
  expect(ada?.id).toMatch(/^[\da-f-]{36}$/)
  expect(ada?.id).not.toBe(ben?.id)
  expect(await access.endSession('p2', ben?.id ?? '')).toBe(true)
  expect(await access.findSession('t1')).toMatchObject({ id: ada?.id })
})

test('feeds of version 1 go on where they stood', async () => {
  const { recognitions } = opened.store
  const since = { epoch: 'a run', moves: 3, position: 2 }
  expect(await recognitions.deliverDue(LATER)).toEqual({ delivered: 1, nextDueAt: null })
  expect(await recognitions.changes('p1', since, 9)).toMatchObject({ changes: [{ id: 'r2' }] })
  expect(await recognitions.changes('p2', since, 9)).toMatchObject({ changes: [{ id: 'r1' }, { id: 'r2' }] })
})

test('people of version 1 are erased, linked and matched as others', async () => {
  const { people } = opened.store
  const identity = { issuer: 'https://login.corp.example', subject: 's-1' }
  expect(await people.linkIdentity('p1', identity)).toBe('linked')
  expect(await people.erase('p1', DUE_AT)).toBe(true)
  const handles = [{ tool: 'github', origin: 'https://github.com', handle: 'ada' }]
  const profile = { name: 'Ada', email: 'ada@corp.example', team: null, role: 'member' as const, handles }
  expect(await people.create(profile, LATER)).toMatchObject({ kind: 'stored' })
  const page = await opened.store.recognitions.changes('p2', null, 9)
  expect(page).toMatchObject({ changes: [{ recognition: { sender: { former: true } } }] })
})

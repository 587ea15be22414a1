import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { StoreNotEmpty } from '../../server/cannot-start.ts'
import type { StoreRow } from '../../server/stores/rows.ts'
import type { Store } from '../../server/stores/store.ts'
import type { OpenedStore, StoreSubject } from './store-subject.ts'
import { DUE_AT, LATER, newSession, SENT_AT } from './store-subject.ts'

const OCTO = { tool: 'github', origin: 'https://github.com', handle: 'octo' }
const IDENTITY = { issuer: 'https://login.corp.example', subject: 's-1' }

/** What is known besides people: an identity, a claim that waits and one that was refused, an admin token, an entry of the audit log. */
async function know(on: StoreSubject): Promise<void> {
  const { people, handles, adminTokens, audit } = on.store
  await people.linkIdentity(on.id('ben'), IDENTITY)
  const claim = { handle: OCTO, claimedBy: on.id('ada'), createdAt: SENT_AT }
  const [waits, refused] = [uuidv7(), uuidv7()]
  await handles.learn({ ...claim, id: refused, personId: on.id('cleo') })
  await handles.refuse(refused, null)
  await handles.learn({ ...claim, id: waits, personId: on.id('ben') })
  const token = { id: uuidv7(), name: 'Payroll', createdAt: SENT_AT, expiresAt: LATER, lastUsedAt: DUE_AT }
  await adminTokens.add({ ...token, scopes: ['people'], tokenHash: 'e'.repeat(64) })
  await audit.append({
    id: uuidv7(),
    at: SENT_AT,
    action: 'person.changed',
    actor: { kind: 'token', id: token.id },
    target: { kind: 'person', id: on.id('ben') },
    address: '192.0.2.1',
    requestId: null,
    details: { field: 'team' },
  })
}

/** Something of every kind: delivered, waiting, read, hidden, published, withdrawn, an invite, a session, settings, people who left. */
async function live(on: StoreSubject): Promise<void> {
  const { people, access, recognitions } = on.store
  await on.store.changeSettings({
    values: [{ id: 'fast', name: 'Fast' }],
    customerTeams: ['Support'],
    retention: { recognitions: 365, audit: null },
  })
  await access.keepAdminTokenHash('a'.repeat(64))
  const handles = [{ tool: 'github', origin: 'https://github.com', handle: 'Ada' }]
  await people.update(on.id('ada'), { handles, team: 'Plättform', role: 'admin' })
  await people.update(on.id('ben'), { userName: 'ben.k', externalId: '7', managerId: on.id('ada') })
  await people.update(on.id('dan'), { active: false, managerId: on.id('ben') })
  for (const name of ['eve', 'fay']) await people.erase(await on.add(name), LATER)
  await on.add('gus', { pending: true, managerId: on.id('cleo') })
  await know(on)
  const invite = { personId: on.id('ben'), createdAt: SENT_AT, expiresAt: LATER }
  await access.addInvite({ ...invite, codeHash: 'b'.repeat(64) })
  await access.addInvite({ ...invite, codeHash: 'c'.repeat(64) })
  await access.redeemInvite('b'.repeat(64), newSession('d'.repeat(64), { grant: 'email' }))
  await access.touchSession('d'.repeat(64), LATER)
  const [read, hidden, agreed, withdrawn] = [
    await on.accept({ message: 'Quote "this", \\ and 🎉' }),
    await on.accept({ recipients: [on.id('cleo'), on.id('ben')] }),
    await on.accept(),
    await on.accept(),
  ]
  await recognitions.deliverDue(DUE_AT)
  await recognitions.amend(read.recognition.id, on.id('ben'), { readAt: LATER })
  await recognitions.amend(hidden.recognition.id, on.id('cleo'), { hiddenAt: LATER })
  await recognitions.amend(agreed.recognition.id, on.id('ben'), { publication: 'agreed' })
  await recognitions.withdraw(withdrawn.recognition.id, on.id('ada'), LATER)
  await on.accept()
}

const rowsOf = (store: Store): Promise<StoreRow[]> => Array.fromAsync(store.rows())

async function* broken(rows: readonly StoreRow[]): AsyncGenerator<StoreRow> {
  yield* rows
  throw new Error('The line broke')
}

async function* streamOf(rows: readonly StoreRow[]): AsyncGenerator<StoreRow> {
  yield* rows
}

export function describeCopying(on: StoreSubject, open: () => Promise<OpenedStore>): void {
  describe('copying', () => {
    /** Gives an empty store of the same kind. */
    async function withAnother(use: (other: OpenedStore) => Promise<void>): Promise<void> {
      const other = await open()
      try {
        await use(other)
      } finally {
        await other.remove()
      }
    }

    test('its rows fill another one with the same, for good', () =>
      withAnother(async (other) => {
        await live(on)
        const rows = await rowsOf(on.store)
        expect(rows.map((row) => Object.keys(row)[0])).toEqual([
          'settings',
          ...Array<string>(7).fill('person'),
          'identity',
          ...Array<string>(2).fill('claim'),
          'adminToken',
          'audit',
          ...Array<string>(3).fill('feed'),
          ...Array<string>(2).fill('invite'),
          'session',
          ...Array<string>(5).fill('recognition'),
        ])
        await other.store.fill(on.store.rows())
        expect(await rowsOf(other.store)).toEqual(rows)
        expect(await rowsOf(await other.reopen())).toEqual(rows)
      }))

    test('the copy goes on: what waits is delivered, feeds count up, who is taken stays taken', () =>
      withAnother(async ({ store }) => {
        await live(on)
        await store.fill(on.store.rows())
        expect(await store.recognitions.deliverDue(LATER)).toEqual({ delivered: 1, nextDueAt: null })
        const page = await store.recognitions.changes(on.id('ben'), null, 100)
        const original = await on.feed('ben')
        expect(page).toMatchObject({ kind: 'page', hasMore: false })
        if (page.kind !== 'page') throw new Error(page.kind)
        expect(page.changes.slice(0, -1)).toEqual(original.changes)
        expect(page.changes).toHaveLength(original.changes.length + 1)
        const [ada] = (await on.store.people.list({ limit: 1 })).people
        if (!ada) throw new Error('Ada is gone')
        expect(await store.people.create({ ...ada, email: 'ADA@corp.example' }, LATER)).toEqual({
          kind: 'taken',
          field: 'email',
        })
        expect(await store.access.findSession('d'.repeat(64))).toMatchObject({ person: { name: 'Ben' } })
        expect(await store.settings()).toEqual(await on.store.settings())
        expect(await store.people.findByIdentity(IDENTITY)).toMatchObject({ name: 'Ben' })
        expect(await store.people.match([{ handle: OCTO }], on.id('ada'))).toMatchObject([
          { person: { name: 'Ben' } },
        ])
        expect(await store.adminTokens.find('e'.repeat(64))).toMatchObject({ name: 'Payroll' })
        expect(await store.audit.list({ limit: 9 })).toEqual(await on.store.audit.list({ limit: 9 }))
        expect(await store.recognitions.published({ personId: null, after: null, limit: 10 })).toEqual(
          await on.store.recognitions.published({ personId: null, after: null, limit: 10 }),
        )
        expect(await store.people.search('plattform', { limit: 5, except: '' })).toMatchObject([
          { name: 'Ada' },
        ])
      }))

    test('a cursor of the original has expired in the copy', () =>
      withAnother(async ({ store }) => {
        await live(on)
        const { next } = await on.feed('ben')
        await store.fill(on.store.rows())
        expect(await store.recognitions.changes(on.id('ben'), next, 10)).toEqual({ kind: 'cursor_expired' })
      }))

    test('rows that break off leave nothing behind', () =>
      withAnother(async (other) => {
        await live(on)
        const rows = await rowsOf(on.store)
        const empty = await rowsOf(other.store)
        await expect(other.store.fill(broken(rows))).rejects.toThrow('The line broke')
        expect(await rowsOf(other.store)).toEqual(empty)
        await other.store.fill(streamOf(rows))
        expect(await rowsOf(other.store)).toEqual(rows)
      }))

    test('a store that has something is not filled', async () => {
      await live(on)
      const rows = await rowsOf(on.store)
      await expect(on.store.fill(streamOf(rows))).rejects.toThrow(StoreNotEmpty)
      expect(await rowsOf(on.store)).toEqual(rows)
    })
  })
}

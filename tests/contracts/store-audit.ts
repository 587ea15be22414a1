import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { AuditEntry, AuditQuery } from '../../server/stores/audit-store.ts'
import type { StoreSubject } from './store-subject.ts'
import { DUE_AT, LATER, SENT_AT } from './store-subject.ts'

const entry = (changes: Partial<AuditEntry> = {}): AuditEntry => ({
  id: uuidv7(),
  at: SENT_AT,
  action: 'settings.changed',
  actor: { kind: 'admin_token', id: null },
  target: null,
  address: '192.0.2.1',
  requestId: 'r1',
  details: { scopes: 'people,read' },
  ...changes,
})

export function describeAudit(on: StoreSubject): void {
  const append = async (...entries: AuditEntry[]) => {
    for (const one of entries) await on.store.audit.append(one)
  }
  const idsOf = async (query: AuditQuery) => {
    const { entries, hasMore } = await on.store.audit.list(query)
    return { ids: entries.map(({ id }) => id), hasMore }
  }

  describe('the audit log', () => {
    test('keeps each entry whole, through a new opening too', async () => {
      const entries = [
        entry({ target: { kind: 'person', id: on.id('ben') }, actor: { kind: 'person', id: on.id('ada') } }),
        entry({ actor: { kind: 'server', id: null }, address: null, requestId: null, details: {} }),
      ]
      await append(...entries)
      const expected = { entries: entries.toReversed(), hasMore: false }
      expect(await on.store.audit.list({ limit: 9 })).toEqual(expected)
      await on.reopen()
      expect(await on.store.audit.list({ limit: 9 })).toEqual(expected)
    })

    test('is read from its newest entry on, page by page, by id', async () => {
      const entries = Array.from({ length: 5 }, () => entry())
      await append(...entries.slice(3), ...entries.slice(0, 3))
      const ids = entries.map(({ id }) => id).toReversed()
      expect(await idsOf({ limit: 2 })).toEqual({ ids: ids.slice(0, 2), hasMore: true })
      expect(await idsOf({ limit: 2, before: ids[1] ?? '' })).toEqual({ ids: ids.slice(2, 4), hasMore: true })
      expect(await idsOf({ limit: 1, before: ids[3] ?? '' })).toEqual({ ids: ids.slice(4), hasMore: false })
      expect(await idsOf({ limit: 2, before: ids[4] ?? '' })).toEqual({ ids: [], hasMore: false })
    })

    test('shows what a person did, and what was done to them', async () => {
      const byAda = entry({ actor: { kind: 'person', id: on.id('ada') } })
      const toAda = entry({ target: { kind: 'person', id: on.id('ada') } })
      const others = [
        entry({ actor: { kind: 'person', id: on.id('ben') } }),
        entry({ target: { kind: 'person', id: on.id('ben') } }),
        entry({ actor: { kind: 'token', id: on.id('ada') }, target: { kind: 'token', id: on.id('ada') } }),
      ]
      await append(byAda, ...others, toAda)
      expect(await idsOf({ personId: on.id('ada'), limit: 1 })).toEqual({ ids: [toAda.id], hasMore: true })
      expect(await idsOf({ personId: on.id('ada'), limit: 1, before: toAda.id })).toEqual({
        ids: [byAda.id],
        hasMore: false,
      })
    })

    test('forgets what is older than that, until nothing is', async () => {
      const [old, alsoOld, stays] = [entry(), entry(), entry({ at: DUE_AT })]
      await append(old, alsoOld, stays)
      expect(await on.store.audit.forgetBefore(SENT_AT)).toBe(0)
      expect(await on.store.audit.forgetBefore(DUE_AT)).toBe(2)
      expect(await on.store.audit.forgetBefore(DUE_AT)).toBe(0)
      expect(await idsOf({ limit: 9 })).toEqual({ ids: [stays.id], hasMore: false })
      expect(await on.store.audit.forgetBefore(LATER)).toBe(1)
    })
  })
}

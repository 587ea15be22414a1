import { v7 as uuidv7 } from 'uuid'
import { describe, expect, test } from 'vitest'
import type { AdminTokenRecord } from '../../server/stores/admin-token-store.ts'
import type { StoreSubject } from './store-subject.ts'
import { DUE_AT, LATER, SENT_AT } from './store-subject.ts'

const token = (name: string, changes: Partial<AdminTokenRecord> = {}): AdminTokenRecord => ({
  id: uuidv7(),
  name,
  scopes: ['people', 'read'],
  createdAt: SENT_AT,
  expiresAt: LATER,
  lastUsedAt: null,
  ...changes,
})

export function describeAdminTokens(on: StoreSubject): void {
  const add = (record: AdminTokenRecord) =>
    on.store.adminTokens.add({ ...record, tokenHash: `hash of ${record.name}` })
  const find = (name: string) => on.store.adminTokens.find(`hash of ${name}`)

  describe('admin tokens', () => {
    test('are found by the hash that nobody is shown, and listed in the order in which they were made', async () => {
      const records = [token('Payroll'), token('Audit', { scopes: [], expiresAt: SENT_AT }), token('Access')]
      for (const record of records) await add(record)
      expect(await find('Audit')).toEqual(records[1])
      expect(await find('Nobody')).toBeUndefined()
      expect(await on.store.adminTokens.list()).toEqual(records)
    })

    test('say when they were used', async () => {
      const [used, other] = [token('Payroll'), token('Access')]
      for (const record of [used, other]) await add(record)
      await on.store.adminTokens.touch(used.id, DUE_AT)
      await on.store.adminTokens.touch(uuidv7(), DUE_AT)
      expect(await on.store.adminTokens.list()).toEqual([{ ...used, lastUsedAt: DUE_AT }, other])
    })

    test('are good for nothing once they are removed', async () => {
      const [gone, stays] = [token('Payroll'), token('Access')]
      for (const record of [gone, stays]) await add(record)
      expect(await on.store.adminTokens.remove(gone.id)).toBe(true)
      expect(await on.store.adminTokens.remove(gone.id)).toBe(false)
      await on.store.adminTokens.touch(gone.id, DUE_AT)
      expect(await find('Payroll')).toBeUndefined()
      expect(await on.store.adminTokens.list()).toEqual([stays])
    })

    test('stay when the store is opened anew', async () => {
      const record = token('Payroll')
      await add(record)
      await on.reopen()
      expect(await find('Payroll')).toEqual(record)
    })
  })
}

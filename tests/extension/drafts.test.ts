import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Draft } from '../../extension/stored.ts'
import { freshBrowser, type Extension } from './background/fresh-browser.ts'
import { RUNBOOK } from './ui/kept.ts'
import { idsOf, owner, person } from './ui/people.ts'

let extension: Extension
let draft: Draft

beforeEach(async () => {
  extension = await freshBrowser()
  const fresh = extension.drafts.createDraft(owner, RUNBOOK)
  draft = { ...fresh, recipients: [person('grace')], message: 'Thank you', values: ['fast', 'kind'] }
})
afterEach(() => vi.unstubAllGlobals())

const waiting = async () => (await extension.storage.openStorage()).getAll('outbox')

describe('a second window that sends', () => {
  test.each<[string, Partial<Draft>]>([
    ['the same words to somebody else', { recipients: [person('noor')] }],
    ['the same words to one more', { recipients: [person('grace'), person('noor')] }],
    ['other words', { message: 'Thank you very much' }],
    ['other values', { values: ['fast'] }],
    ['for others to see', { visibility: 'public' }],
    ['without the page', { context: null }],
    ['about another page', { context: { ...RUNBOOK, key: 'R-1' } }],
  ])('%s has a bright spot of its own', async (_what, change) => {
    const first = await extension.drafts.queueDraft(draft)
    const second = await extension.drafts.queueDraft({ ...draft, ...change })
    expect(second.id).not.toBe(first.id)
    expect(second.recognition).toMatchObject({ id: second.id, message: change.message ?? draft.message })
    const entries = await waiting()
    expect(entries.map(({ id }) => id)).toEqual([first.id, second.id].toSorted())
    expect(entries.map(({ recipients }) => idsOf(recipients))).toContainEqual(idsOf(second.recipients))
  })

  test('the same sends nothing twice, whatever the order', async () => {
    const both = [person('grace'), person('noor')]
    const first = await extension.drafts.queueDraft({ ...draft, recipients: both })
    const again = { ...draft, recipients: both.toReversed(), values: draft.values.toReversed() }
    expect((await extension.drafts.queueDraft(again)).id).toBe(first.id)
    expect(await waiting()).toHaveLength(1)
  })

  test('what was delivered meanwhile sends nothing twice, however the server writes it', async () => {
    const { id, recognition, recipients } = await extension.drafts.queueDraft(draft)
    const now = new Date().toISOString()
    const times = { sentAt: now, deliverAt: now, deliveredAt: now, readAt: null, publication: null }
    const { url, title, key, kind, tool } = RUNBOOK
    const context = { url, title, key, kind, tool }
    const storage = await extension.storage.openStorage()
    await storage.put('inbox', { ...recognition, ...times, recipients, context, sender: owner.person })
    await storage.delete('outbox', id)
    expect(await extension.drafts.queueDraft(draft)).toMatchObject({ id, state: 'sent' })
    expect(await waiting()).toEqual([])
  })
})

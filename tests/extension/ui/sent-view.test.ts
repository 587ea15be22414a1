import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OutboxEntry } from '../../../extension/stored.ts'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'
import { owner, person } from './people.ts'

let extension: Extension
let closing: AbortController

beforeEach(async () => {
  extension = await freshBrowser()
  closing = new AbortController()
})

afterEach(() => {
  closing.abort()
  vi.unstubAllGlobals()
})

/** The window that shows one just sent, which has come so far. */
async function follow(part: Partial<OutboxEntry>) {
  const draft = extension.drafts.createDraft(owner, null)
  const queued = await extension.drafts.queueDraft({ ...draft, recipients: [person('noor')], message: 'Tea' })
  const entry = { ...queued, ...part }
  await (await extension.storage.openStorage()).put('outbox', entry)
  extension.storage.announce('outbox')
  const { createSentView } = await import('../../../extension/ui/sent-view.ts')
  const { view } = createSentView(queued, closing.signal)
  const states: string[] = []
  view.subscribe(({ state }) => states.push(state))
  return { id: queued.id, view, states }
}

const becomes = async (states: string[], state: string) => vi.waitFor(() => expect(states.at(-1)).toBe(state))

test.each([
  ['taken out to be edited', (id: string) => extension.outbox.takeBack(id)],
  ['discarded', (id: string) => extension.outbox.discardEntry(id)],
])('what was refused and is %s was never sent, and says why to the end', async (_what, takeOut) => {
  const { id, view, states } = await follow({ state: 'refused', fault: 'unknown_recipient' })
  await becomes(states, 'refused')
  await takeOut(id)
  await becomes(states, 'dropped')
  expect(view.value.fault).toBe('unknown_recipient')
  extension.storage.announce('outbox')
  expect(states).not.toContain('done')
})

test('what is taken back and gone was taken back', async () => {
  const { id, states } = await follow({ state: 'sent', undoUntil: Date.now() + 60_000 })
  await extension.outbox.takeBack(id)
  await becomes(states, 'leaving')
  await (await extension.storage.openStorage()).delete('outbox', id)
  extension.storage.announce('outbox')
  await becomes(states, 'left')
})

test('what was sent is sent, however quickly it left the outbox', async () => {
  const { id, states } = await follow({})
  await (await extension.storage.openStorage()).delete('outbox', id)
  extension.storage.announce('outbox')
  await becomes(states, 'done')
})

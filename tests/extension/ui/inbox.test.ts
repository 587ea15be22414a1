import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { InboxItem } from '../../../extension/stored.ts'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'
import { receivedFrom, signInOwner } from './kept.ts'
import { owner } from './people.ts'

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

async function signedIn(muted: string[]): Promise<void> {
  await signInOwner(extension, { muted })
  extension.storage.announce('preferences')
}

async function openInbox() {
  const { createInbox } = await import('../../../extension/ui/inbox.ts')
  return createInbox(owner.person.id, closing.signal)
}

const senders = (items: InboxItem[] | undefined) => items?.map(({ sender }) => sender.id)

test('what muted people sent stands apart and is not counted, from the moment they are muted', async () => {
  const storage = await extension.storage.openStorage()
  for (const [sender, day] of [
    ['grace', 1],
    ['jorge', 2],
    ['grace', 3],
    ['ada', 4],
  ] as const)
    await storage.put('inbox', receivedFrom(sender, `2026-11-0${day}T09:00:00.000Z`))
  await signedIn([])
  const inbox = await openInbox()
  await vi.waitFor(() => expect(senders(inbox.received.value)).toEqual(['grace', 'jorge', 'grace']))
  expect(inbox.unread.value).toBe(3)
  await signedIn(['grace'])
  await vi.waitFor(() => expect(senders(inbox.received.value)).toEqual(['jorge']))
  expect(senders(inbox.muted.value)).toEqual(['grace', 'grace'])
  expect(senders(inbox.sent.value)).toEqual(['ada'])
  expect(inbox.unread.value).toBe(1)
})

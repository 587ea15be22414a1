import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DEFAULT_PREFERENCES } from '../../../shared/preferences.ts'
import type { InboxItem, Session } from '../../../extension/stored.ts'
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

const item = (sender: string, at: string): InboxItem => ({
  id: `${sender} ${at}`,
  sender: person(sender),
  recipients: [owner.person],
  message: 'Thank you',
  values: [],
  visibility: 'private',
  context: null,
  sentAt: at,
  deliverAt: at,
  deliveredAt: at,
  readAt: null,
  publication: null,
})

async function signedIn(muted: string[]): Promise<void> {
  const session: Session = {
    ...owner,
    token: 'secret',
    values: [],
    undoSeconds: 0,
    checkedAt: 0,
    preferences: { ...DEFAULT_PREFERENCES, muted },
  }
  await (await extension.storage.openStorage()).put('session', session, 'current')
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
    await storage.put('inbox', item(sender, `2026-11-0${day}T09:00:00.000Z`))
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

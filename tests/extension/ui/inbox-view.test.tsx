// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { compileMessages, readMessages } from '../../../extension/compile-messages.ts'
import type { Gone, Session } from '../../../extension/stored.ts'
import { DEFAULT_PREFERENCES } from '../../../shared/preferences.ts'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'
import { owner, person } from './people.ts'

let extension: Extension
let place: HTMLElement
let close: () => void

beforeEach(async () => {
  extension = await freshBrowser()
  vi.stubGlobal('fetch', async () => new Response(compileMessages(readMessages('en'))))
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue('en')
  Object.assign(navigator, { languages: ['en'] })
  place = document.createElement('div')
  document.body.append(place)
})

afterEach(() => {
  close()
  vi.unstubAllGlobals()
})

const AT = '2026-11-02T09:00:00.000Z'

async function signedIn(muted: string[]): Promise<void> {
  const session: Session = {
    ...owner,
    token: 'secret',
    values: [],
    undoSeconds: 0,
    checkedAt: 0,
    features: ['answers', 'reports'],
    preferences: { ...DEFAULT_PREFERENCES, muted },
  }
  await (await extension.storage.openStorage()).put('session', session, 'current')
}

async function gone(sender: string, review: Gone['review']): Promise<void> {
  const note = { id: `${sender} ${review === null}`, sender: person(sender), at: AT, review }
  await (await extension.storage.openStorage()).put('gone', note)
}

/** Shows the inbox in a window of its own. */
async function open(): Promise<void> {
  const [{ render }, { openTexts }, { Inbox }, { createInbox }] = await Promise.all([
    import('preact'),
    import('../../../extension/i18n.ts'),
    import('../../../extension/ui/Inbox.tsx'),
    import('../../../extension/ui/inbox.ts'),
  ])
  await openTexts()
  const closing = new AbortController()
  const inbox = createInbox(owner.person.id, closing.signal)
  render(
    <Inbox inbox={inbox} values={[]} features={['answers', 'reports']} onSendOne={() => undefined} />,
    place,
  )
  close = () => {
    render(null, place)
    closing.abort()
  }
}

const notes = (within: string) =>
  Array.from(place.querySelectorAll(`${within} > .gone [id^=gone-]`), (note) => note.firstChild?.textContent)

test('that a muted sender took one back stands in their folder, a report of mine before all', async () => {
  await signedIn(['grace'])
  await gone('grace', null)
  await gone('grace', { readAt: null, outcome: null })
  await gone('jorge', null)
  await open()
  await vi.waitFor(() => expect(notes('.muted')).toEqual(['grace Example took back a bright spot']))
  expect(notes('.inbox')).toEqual([
    'You reported a bright spot from grace Example',
    'jorge Example took back a bright spot',
  ])
})

// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Gone } from '../../../extension/stored.ts'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'
import { speakEnglish } from './english.ts'
import { receivedFrom, signInOwner } from './kept.ts'
import { owner, person } from './people.ts'

let extension: Extension
let place: HTMLElement
let close: () => void

beforeEach(async () => {
  extension = await freshBrowser()
  speakEnglish()
  Object.assign(navigator, { languages: ['en'] })
  place = document.createElement('div')
  document.body.append(place)
})

afterEach(() => {
  close()
  vi.unstubAllGlobals()
})

const AT = '2026-11-02T09:00:00.000Z'

const signedIn = (muted: string[]) => signInOwner(extension, { muted, features: ['answers', 'reports'] })

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
    <Inbox
      inbox={inbox}
      values={[]}
      features={['answers', 'reports']}
      onSendOne={() => undefined}
      onTakenBack={() => undefined}
    />,
    place,
  )
  close = () => {
    render(null, place)
    closing.abort()
  }
}

async function received(message: string): Promise<void> {
  const item = receivedFrom('grace', AT, { id: message, message, readAt: AT })
  await (await extension.storage.openStorage()).put('inbox', item)
}

/** Looks away from the inbox and back, or closes the window and opens another. */
async function openAgain(): Promise<void> {
  close()
  await open()
}

async function press(name: string): Promise<void> {
  const named = () =>
    Array.from(place.querySelectorAll('button')).find(
      (button) => button.textContent === name || button.getAttribute('aria-label') === name,
    )
  await vi.waitFor(() => expect(named(), name).toBeDefined())
  named()?.click()
}

async function field(): Promise<HTMLInputElement | HTMLTextAreaElement> {
  return vi.waitFor(() => {
    const found = place.querySelector<HTMLInputElement | HTMLTextAreaElement>('input.field, textarea.field')
    if (!found) throw new Error('There is no field')
    return found
  })
}

async function type(words: string): Promise<void> {
  const into = await field()
  into.value = words
  into.dispatchEvent(new Event('input', { bubbles: true }))
}

test('that a moderator has read one that I took back stands with what I sent', async () => {
  await signedIn([])
  await gone('ada', { readAt: AT, outcome: 'kept' })
  await gone('grace', null)
  await open()
  await vi.waitFor(() => expect(notes('.inbox')).toEqual(['grace Example took back a bright spot']))
  await press('Sent')
  await vi.waitFor(() => expect(notes('.inbox')).toEqual(['A moderator has read one that you took back.']))
})

const begun = async () => (await extension.storage.openStorage()).getAll('begun')
const untilBegun = (words: object[]) => vi.waitFor(async () => expect(await begun()).toMatchObject(words))

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

describe('words that were typed and not sent', () => {
  const asked: unknown[] = []

  beforeEach(async () => {
    asked.length = 0
    Object.assign(fakeBrowser.runtime, {
      sendMessage: async (message: unknown) => {
        asked.push(message)
        return { kind: 'synced' }
      },
    })
    await signedIn([])
    await received('You stayed late')
    await open()
  })

  test('of an answer are there again, open, until they are sent', async () => {
    await press('Answer')
    await type('Glad to help')
    await untilBegun([{ line: 'Glad to help' }])
    await openAgain()
    expect((await field()).value).toBe('Glad to help')
    await press('Send')
    expect(asked).toMatchObject([{ type: 'inbox.answer', answer: { line: 'Glad to help' } }])
    await untilBegun([])
    await openAgain()
    await press('Answer')
    expect((await field()).value).toBe('')
  })

  const report = async () => {
    await press('More about this one from grace Example')
    await press('Report…')
  }

  test('of a report are there again, until it is cancelled', async () => {
    await report()
    await type('It makes fun of me')
    await untilBegun([{ reason: 'It makes fun of me' }])
    await openAgain()
    await report()
    expect((await field()).value).toBe('It makes fun of me')
    await press('Leave it')
    await untilBegun([])
  })

  test('of a report go as it is sent', async () => {
    await report()
    await type('It makes fun of me')
    await untilBegun([{ reason: 'It makes fun of me' }])
    await press('Report')
    await untilBegun([])
    expect(asked).toMatchObject([{ type: 'recognition.report', reason: 'It makes fun of me' }])
  })

  test('in a window that closed before the database had them are there again, for whoever typed them', async () => {
    const note = { id: 'You stayed late', account: `${owner.server} ada`, line: 'Glad to', reason: '' }
    localStorage.setItem('unsaved reply You stayed late', JSON.stringify(note))
    await openAgain()
    expect((await field()).value).toBe('Glad to')
    localStorage.setItem(
      'unsaved reply You stayed late',
      JSON.stringify({ ...note, account: 'x', line: 'X' }),
    )
    await openAgain()
    expect((await field()).value).toBe('Glad to')
    expect(localStorage.getItem('unsaved reply You stayed late')).toBeNull()
  })
})

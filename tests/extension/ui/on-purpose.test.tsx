// @vitest-environment happy-dom
import { render } from 'preact'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'
import { speakEnglish } from './english.ts'
import { owner, person } from './people.ts'

let extension: Extension
let place: HTMLElement

beforeEach(async () => {
  extension = await freshBrowser()
  speakEnglish()
  Object.assign(navigator, { languages: ['en'], platform: 'Linux' })
  await (await import('../../../extension/i18n.ts')).openTexts()
  place = document.createElement('div')
  document.body.append(place)
})

afterEach(() => {
  render(null, place)
  place.remove()
  vi.unstubAllGlobals()
})

function click(selector: string, detail: number, afterMs: number): void {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, detail })
  Object.defineProperty(event, 'timeStamp', { value: performance.now() + afterMs })
  place.querySelector(selector)?.dispatchEvent(event)
}

/** @returns whether the browser would press what has the focus. */
function press(selector: string, key: KeyboardEventInit): boolean {
  const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...key })
  return place.querySelector(selector)?.dispatchEvent(event) ?? false
}

describe('the question before something is sent', () => {
  async function composerThatAsks() {
    const { createComposer } = await import('../../../extension/ui/composer.ts')
    const { Composer } = await import('../../../extension/ui/Composer.tsx')
    const seenAs = { role: 'author', kind: 'page', isSure: false } as const
    const draft = extension.drafts.createDraft(owner, null)
    const written = { ...draft, recipients: [{ ...person('grace'), seenAs }], message: 'Thank you' }
    const composer = createComposer({ draft: written, resumed: true, linked: null, seen: null, site: null })
    const onSent = vi.fn()
    const props = { composer, values: [], features: [], isSuspended: false, onSent }
    render(<Composer {...props} />, place)
    return { composer, onSent }
  }
  const isAsked = () => vi.waitFor(() => expect(place.querySelector('footer.question')).not.toBeNull())

  test('is not answered by a double-click on Send, nor before it can be read', async () => {
    const { composer, onSent } = await composerThatAsks()
    place.querySelector('form')?.dispatchEvent(new Event('submit', { cancelable: true }))
    await isAsked()
    click('.question .primary', 2, 700)
    click('.question .primary', 1, 100)
    click('.question .second', 1, 100)
    expect(composer.question.value?.kind).toBe('sure')
    expect(press('.question .primary', { repeat: true })).toBe(false)
    expect(press('.question .primary', { repeat: false })).toBe(true)
    click('.question .primary', 1, 700)
    await vi.waitFor(() => expect(onSent).toHaveBeenCalledTimes(1))
  })

  test('is not brought up by keys that are held', async () => {
    const { composer } = await composerThatAsks()
    press('#message', { ctrlKey: true, repeat: true })
    expect(composer.triedToSend.value).toBe(false)
    press('#message', { ctrlKey: true })
    await isAsked()
  })
})

test('what cannot be undone is not confirmed by a double-click, a held key, or before it can be read', async () => {
  const { ConfirmButton } = await import('../../../extension/ui/ConfirmButton.tsx')
  const onConfirm = vi.fn()
  render(<ConfirmButton label="Discard" sure="Discard for good" onConfirm={onConfirm} />, place)
  click('button', 1, 0)
  await vi.waitFor(() => expect(place.textContent).toBe('Discard for good'))
  click('button', 2, 700)
  click('button', 1, 100)
  expect(press('button', { repeat: true })).toBe(false)
  expect(onConfirm).not.toHaveBeenCalled()
  click('button', 1, 700)
  expect(onConfirm).toHaveBeenCalledTimes(1)
})

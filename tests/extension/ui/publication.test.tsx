// @vitest-environment happy-dom
import { render } from 'preact'
import { beforeEach, expect, test, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { DEFAULT_PREFERENCES } from '../../../shared/preferences.ts'
import { openTexts, t } from '../../../extension/i18n.ts'
import type { InboxItem } from '../../../extension/stored.ts'
import type { SyncResult } from '../../../extension/messages.ts'
import { Publication } from '../../../extension/ui/Publication.tsx'
import { speakEnglish } from './english.ts'
import { receivedFrom } from './kept.ts'

const AT = '2026-11-02T09:00:00.000Z'
const place = document.createElement('div')
document.body.append(place)
const asked: object[] = []
let answer: SyncResult

beforeEach(async () => {
  speakEnglish()
  await openTexts()
  asked.length = 0
  answer = { kind: 'synced' }
  render(null, place)
  fakeBrowser.reset()
  browser.runtime.onMessage.addListener((message: object, _sender, reply) => {
    asked.push(message)
    reply(answer)
    return true
  })
})

function show(publication: InboxItem['publication']): void {
  const item = receivedFrom('noor', AT, { visibility: 'public', readAt: AT, id: 'one', publication })
  render(<Publication item={item} preferences={DEFAULT_PREFERENCES} />, place)
}

const buttons = () => Array.from(place.querySelectorAll<HTMLButtonElement>('button.choice'))
const pressed = () => buttons().map((button) => button.getAttribute('aria-pressed'))

test('the answer that was pressed stays where it is, and pressed again changes nothing', async () => {
  show('ask')
  expect(pressed()).toEqual(['false', 'false'])
  const [yes] = buttons()
  yes?.focus()
  yes?.click()
  await vi.waitFor(() => expect(asked).toEqual([{ type: 'recognition.publish', id: 'one', publish: true }]))
  show('agreed')
  expect(pressed()).toEqual(['true', 'false'])
  expect([buttons()[0], document.activeElement]).toEqual([yes, yes])
  yes?.click()
  await Promise.resolve()
  expect(asked).toHaveLength(1)
})

test('the other one takes it back', async () => {
  show('agreed')
  buttons()[1]?.click()
  await vi.waitFor(() => expect(asked).toEqual([{ type: 'recognition.publish', id: 'one', publish: false }]))
  show('declined')
  expect(pressed()).toEqual(['false', 'true'])
})

test('an answer that the server has counts, though its reply was lost on the way', async () => {
  answer = { kind: 'fault', fault: 'interrupted' }
  show('ask')
  buttons()[0]?.click()
  await vi.waitFor(() => expect(place.textContent).toContain(t('problem_interrupted')))
  show('agreed')
  await vi.waitFor(() => expect(place.textContent).toContain(t('publish_always')))
  expect(place.textContent).not.toContain(t('problem_interrupted'))
})

// @vitest-environment happy-dom
import { render } from 'preact'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Match, MatchRequest } from '../../../shared/api.ts'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'
import { speakEnglish } from './english.ts'
import { owner, person } from './people.ts'

const PLACE = { tool: 'github', origin: 'https://code.corp.example' }
const mlee = { role: 'author' as const, handle: 'mlee', name: 'M Lee' }
const NOBODY: Match = { person: null, by: null }

let extension: Extension
let place: HTMLElement
let matches: Match[]

beforeEach(async () => {
  extension = await freshBrowser()
  matches = [NOBODY]
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

async function composerOn(how: 'seen' | 'linked', features = ['handles']) {
  const { browser } = await import('wxt/browser')
  const { createComposer } = await import('../../../extension/ui/composer.ts')
  const { Composer } = await import('../../../extension/ui/Composer.tsx')
  browser.runtime.onMessage.addListener((message: { type: string }, _sender, reply) => {
    reply(message.type === 'people.match' ? matches : null)
    return true
  })
  const page: MatchRequest = { ...PLACE, people: [mlee] }
  const draft = extension.drafts.createDraft(owner, null)
  const nobody = { draft, resumed: false, linked: null, seen: null, site: null }
  const composer = createComposer({ ...nobody, [how]: page })
  const onSent = vi.fn()
  render(
    <Composer composer={composer} values={[]} features={features} isSuspended={false} onSent={onSent} />,
    place,
  )
  await composer.lookAtPage()
  return composer
}

const chip = () => place.querySelector<HTMLElement>('.chip.unknown')
const isPressed = () => chip()?.getAttribute('aria-pressed')
const says = (words: string) => place.textContent?.includes(words)
const HINT = 'Choose who M Lee is. This is remembered'

test('who somebody is, is asked and taken back by the same button', async () => {
  const composer = await composerOn('seen')
  await vi.waitFor(() => expect(isPressed()).toBe('false'))
  chip()?.click()
  await vi.waitFor(() => expect([isPressed(), says(HINT)]).toEqual(['true', true]))
  chip()?.click()
  await vi.waitFor(() => expect([isPressed(), says(HINT)]).toEqual(['false', false]))
  expect(composer.asked.value).toBeNull()
})

test('a link to somebody unknown says that the choice is remembered, and where to turn that off', async () => {
  const composer = await composerOn('linked')
  await vi.waitFor(() => expect([isPressed(), says(HINT)]).toEqual(['true', true]))
  expect(says('press “Who is M Lee?” once more')).toBe(true)
  chip()?.click()
  await vi.waitFor(() => expect(says(HINT)).toBe(false))
  composer.pick(person('grace'))
  await vi.waitFor(() => expect(says('M Lee is not in')).toBe(false))
})

test.each([
  [['handles'], true],
  [[], false],
])('the question whether somebody is meant tells what a yes teaches: %j', async (features, isTold) => {
  matches = [{ person: person('grace'), by: 'name' }]
  const composer = await composerOn('seen', features)
  composer.addRecipient(person('grace'))
  composer.change({ message: 'Thank you' })
  await composer.send()
  await vi.waitFor(() => expect(says('Is this grace Example')).toBe(true))
  expect(says('A yes is remembered')).toBe(isTold)
})

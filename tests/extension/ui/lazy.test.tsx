// @vitest-environment happy-dom
import { render } from 'preact'
import { beforeEach, expect, test, vi } from 'vitest'
import { openTexts } from '../../../extension/i18n.ts'
import { trouble } from '../../../extension/ui/act.ts'
import { lazy } from '../../../extension/ui/lazy.tsx'
import { speakEnglish } from './english.ts'

const place = document.createElement('div')
document.body.append(place)

beforeEach(async () => {
  speakEnglish()
  await openTexts()
  trouble.value = null
  render(null, place)
})

const Greeting = ({ name }: { name: string }) => <p>Hello {name}</p>

test('a view is fetched when it is looked at, and once', async () => {
  const fetchView = vi.fn(async () => Greeting)
  const View = lazy(fetchView)
  expect(fetchView).not.toHaveBeenCalled()
  render(<View name="Ada" />, place)
  expect(place.querySelector('[role=status]')?.getAttribute('aria-label')).toBe('One moment')
  await vi.waitFor(() => expect(place.textContent).toBe('Hello Ada'))
  render(null, place)
  render(<View name="Grace" />, place)
  expect(place.textContent).toBe('Hello Grace')
  expect(fetchView).toHaveBeenCalledTimes(1)
})

test('one that does not come says what to do, and is fetched again when it is looked at again', async () => {
  const fetchView = vi.fn(async () => Greeting).mockRejectedValueOnce(new TypeError('Failed to fetch'))
  const View = lazy(fetchView)
  render(<View name="Ada" />, place)
  await vi.waitFor(() => expect(trouble.value).toBe('background'))
  render(null, place)
  render(<View name="Ada" />, place)
  await vi.waitFor(() => expect(place.textContent).toBe('Hello Ada'))
})

test('one that was fetched ahead is there at once', async () => {
  const View = lazy(async () => Greeting)
  View.ahead()
  await Promise.resolve()
  await Promise.resolve()
  render(<View name="Ada" />, place)
  expect(place.textContent).toBe('Hello Ada')
})

test('one that does not come ahead of being looked at troubles nobody', async () => {
  const fetchView = vi.fn(async () => Greeting).mockRejectedValueOnce(new TypeError('Failed to fetch'))
  const View = lazy(fetchView)
  View.ahead()
  await vi.waitFor(() => expect(fetchView).toHaveBeenCalledTimes(1))
  render(<View name="Ada" />, place)
  await vi.waitFor(() => expect(place.textContent).toBe('Hello Ada'))
  expect(trouble.value).toBeNull()
})

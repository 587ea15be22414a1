import { beforeEach, expect, test, vi } from 'vitest'
import { act, keepUp, trouble } from '../../../extension/ui/act.ts'

beforeEach(() => {
  trouble.value = null
})

const full = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'))

test('a browser that cannot store says so, until something was done', async () => {
  act(full())
  await vi.waitFor(() => expect(trouble.value).toBe('browser_full'))
  keepUp(Promise.resolve())
  await Promise.resolve()
  expect(trouble.value).toBe('browser_full')
  act(Promise.resolve())
  await vi.waitFor(() => expect(trouble.value).toBeNull())
})

test('a background that does not answer is told apart', async () => {
  keepUp(Promise.reject(new Error('gone')))
  await vi.waitFor(() => expect(trouble.value).toBe('background'))
})

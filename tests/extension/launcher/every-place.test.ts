// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { joinPlaces } from '../../../extension/launcher-places.ts'
import { startLauncher } from '../../../extension/launcher/launcher.ts'
import { HOST_NAME } from '../../../extension/launcher/pill.ts'
import { rows } from '../tools/row.ts'

const PAGES = join(import.meta.dirname, '../tools/pages')
/** Longer than the launcher looks for a title. */
const ALL_LOOKS_MS = 2000

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('chrome', { runtime: { id: 'spots', sendMessage: async () => null } })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it.each(Array.from(new Set(rows.map(({ file }) => file))))('%s has one button, however often it is put up', (file) => {
  document.documentElement.innerHTML = readFileSync(join(PAGES, `${file}.html`), 'utf8')
  const lives = [1, 2, 3].map(() => new AbortController())
  for (const life of lives) {
    startLauncher(life, 'Send a bright spot', joinPlaces())
    vi.advanceTimersByTime(ALL_LOOKS_MS)
    window.dispatchEvent(new Event('resize'))
  }
  vi.advanceTimersByTime(ALL_LOOKS_MS)
  expect(document.querySelectorAll(HOST_NAME)).toHaveLength(1)
  for (const life of lives) life.abort()
  expect(document.querySelectorAll(HOST_NAME)).toHaveLength(0)
})

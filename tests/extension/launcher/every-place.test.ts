// @vitest-environment happy-dom
// @vitest-environment-options {"settings": {"handleDisabledFileLoadingAsSuccess": true}}
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { joinPlaces } from '../../../extension/launcher/joined-places.ts'
import { startLauncher } from '../../../extension/launcher/launcher.ts'
import { HOST_NAME } from '../../../extension/launcher/pill.ts'

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

it.each(readdirSync(PAGES))('%s has one button, however often it is put up', (file) => {
  document.documentElement.innerHTML = readFileSync(join(PAGES, file), 'utf8')
  let life = new AbortController()
  for (let time = 0; time < 3; time++) {
    // As the script does that puts it up: an earlier one ends, whatever it still has to look at.
    life.abort()
    life = new AbortController()
    startLauncher(life, 'Send a bright spot', joinPlaces())
    vi.advanceTimersByTime(ALL_LOOKS_MS / 8)
    window.dispatchEvent(new Event('resize'))
  }
  vi.advanceTimersByTime(ALL_LOOKS_MS)
  expect(document.querySelectorAll(HOST_NAME)).toHaveLength(1)
  life.abort()
  vi.advanceTimersByTime(ALL_LOOKS_MS)
  expect(document.querySelectorAll(HOST_NAME)).toHaveLength(0)
})

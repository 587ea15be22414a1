import { afterEach, expect, test, vi } from 'vitest'
import { isAlive, readLabel } from '../../../extension/launcher/extension-api.ts'

afterEach(() => void vi.unstubAllGlobals())

const i18n = { getMessage: () => 'Send a bright spot' }
const runtime = { id: 'ours' }
const storing = (kept: object) => ({ local: { get: async () => kept } })

test.each([
  [
    'the words that the background keeps',
    storing({ launcherLabel: 'Lichtblick senden' }),
    'Lichtblick senden',
  ],
  ['those of the browser before it keeps any', storing({}), 'Send a bright spot'],
])('the launcher says %s', async (_what, storage, label) => {
  vi.stubGlobal('chrome', { runtime, i18n, storage })
  expect(await readLabel()).toBe(label)
})

test("an element that the page calls 'browser' is not taken for one", async () => {
  vi.stubGlobal('browser', { tagName: 'DIV', id: 'browser' })
  vi.stubGlobal('chrome', { runtime, i18n, storage: storing({}) })
  expect(isAlive()).toBe(true)
  expect(await readLabel()).toBe('Send a bright spot')
})

import { afterEach, expect, test, vi } from 'vitest'
import { readLabel } from '../../../extension/launcher/extension-api.ts'

afterEach(() => void vi.unstubAllGlobals())

const i18n = { getMessage: () => 'Send a bright spot' }
const storing = (kept: object) => ({ local: { get: async () => kept } })

test.each([
  [
    'the words that the background keeps',
    storing({ launcherLabel: 'Lichtblick senden' }),
    'Lichtblick senden',
  ],
  ['those of the browser before it keeps any', storing({}), 'Send a bright spot'],
])('the launcher says %s', async (_what, storage, label) => {
  vi.stubGlobal('browser', { i18n, storage })
  expect(await readLabel()).toBe(label)
})

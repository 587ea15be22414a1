import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { CHROME_ID, CHROME_KEY, GECKO_ID } from '../../shared/extension-ids.ts'
import config from '../../wxt.config.ts'

const BROWSERS = ['chrome', 'firefox', 'edge'] as const

async function manifestFor(browser: string): Promise<Record<string, unknown>> {
  const { manifest } = config
  if (typeof manifest !== 'function') throw new Error('wxt.config.ts has a manifest function')
  const env = { browser, manifestVersion: 3 as const, mode: 'production', command: 'build' as const }
  return { ...(await manifest(env)) }
}

test.each(BROWSERS)(
  '%s grants nothing on any site at install, and shows pages no file of ours',
  async (browser) => {
    const manifest = await manifestFor(browser)
    for (const key of [
      'host_permissions',
      'content_scripts',
      'web_accessible_resources',
      'externally_connectable',
    ])
      expect(manifest, key).not.toHaveProperty(key)
    expect(manifest['permissions']).toEqual([
      'storage',
      'unlimitedStorage',
      'contextMenus',
      'notifications',
      'alarms',
      'activeTab',
      'scripting',
      'identity',
    ])
  },
)

test.each(BROWSERS)(
  '%s leaves it out of private windows, so that nothing of them is kept',
  async (browser) => {
    expect(await manifestFor(browser)).toHaveProperty('incognito', 'not_allowed')
  },
)

test('no entrypoint is a content script that the manifest would register everywhere', () => {
  const entrypoints = readdirSync('extension/entrypoints')
  expect(entrypoints.toSorted()).toEqual([
    'background.ts',
    'chip.ts',
    'generic.ts',
    'launcher.ts',
    'options',
    'popup',
    'reader.ts',
    'report.ts',
  ])
})

test('the Chrome key gives the id that the server allows', async () => {
  const digest = await crypto.subtle.digest('SHA-256', Buffer.from(CHROME_KEY, 'base64'))
  const hex = Buffer.from(digest).toString('hex').slice(0, 32)
  expect(hex.replaceAll(/./g, (digit) => String.fromCodePoint(97 + Number.parseInt(digit, 16)))).toBe(
    CHROME_ID,
  )
})

test('Firefox knows our id, and what data leaves the browser', async () => {
  const { browser_specific_settings: settings } = await manifestFor('firefox')
  expect(settings).toMatchObject({
    gecko: { id: GECKO_ID, data_collection_permissions: { required: expect.any(Array) } },
  })
})

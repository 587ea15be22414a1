import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CHROME_KEY, GECKO_ID } from '../../../shared/extension-ids.ts'
import type { BrowserName } from '../browser-under-test.ts'

const MANIFEST = {
  manifest_version: 3,
  name: 'Probe',
  version: '1.0.0',
  permissions: ['storage', 'contextMenus', 'notifications', 'activeTab', 'scripting'],
  optional_host_permissions: ['http://*/*', 'https://*/*'],
  action: { default_popup: 'popup.html' },
  icons: { 48: 'icon.png' },
}

const FOR = {
  chromium: { key: CHROME_KEY, background: { service_worker: 'background.js' } },
  firefox: {
    background: { scripts: ['background.js'] },
    browser_specific_settings: { gecko: { id: GECKO_ID } },
  },
}

/** Puts the probe where a browser can load it, under the ids of the real extension. */
export function buildProbe(browser: BrowserName): string {
  const folder = mkdtempSync(join(tmpdir(), 'bright-spots-probe-'))
  cpSync(import.meta.dirname, folder, { recursive: true, filter: (path) => !path.endsWith('.ts') })
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...MANIFEST, ...FOR[browser] }))
  return folder
}

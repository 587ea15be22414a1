import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { launch } from 'puppeteer-core'
import { GECKO_ID } from '../../shared/extension-ids.ts'
import { until } from './until.ts'

/** Firefox draws one for each profile; ours stays the same, so that storage is found again after a restart. */
const UUID = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'
export const FIREFOX_ORIGIN = `moz-extension://${UUID}`

export const PREFERENCES = {
  'extensions.webextensions.uuids': JSON.stringify({ [GECKO_ID]: UUID }),
  /** A temporary add-on leaves with the browser; with these its data and permissions are there when it comes back. */
  'extensions.webextensions.keepStorageOnUninstall': true,
  'extensions.webextensions.keepUuidOnUninstall': true,
  'network.disable-localhost-when-offline': true,
  'alerts.useSystemBackend': false,
  /** Processes in reserve cost more than they save here. */
  'dom.ipc.processPrelaunch.enabled': false,
  /** Nobody cuts the browser's power, and the tests of those who do keep the disk busy: it waits for no sync. */
  'toolkit.storage.synchronous': 0,
}

/**
 * A profile that Firefox has been started on once, for others to begin as copies of it: on an empty one it takes twice as long
 * to start, because it prepares its own code.
 */
export async function makeFirefoxProfile(executable: string, folder: string): Promise<string> {
  const browser = await launch({
    browser: 'firefox',
    executablePath: executable,
    headless: true,
    userDataDir: folder,
    extraPrefsFirefox: PREFERENCES,
  })
  const ended = new Promise((resolve) => browser.process()?.once('exit', resolve))
  await browser.close()
  await ended
  await until('Firefox to keep what it prepared', () => existsSync(join(folder, 'startupCache')))
  return folder
}

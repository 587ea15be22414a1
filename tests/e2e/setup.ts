import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import type { BrowserName } from './browser-under-test.ts'
import { findBrowser } from './browsers.ts'
import { buildExtensionUnlessFresh, builtExtension } from './extension-build.ts'
import { makeFirefoxProfile } from './firefox-profile.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browsers: Record<BrowserName, string>
    /** Folders with the built extension. */
    extensions: Record<BrowserName, string>
    /** A profile that Firefox knows already. */
    firefoxProfile: string
  }
}

/**
 * Before any test in a browser: the browsers are there and the extension is built. The tests have a copy of their own, so
 * that it can be built again while they run.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const browsers = { chromium: await findBrowser('chromium'), firefox: await findBrowser('firefox') }
  project.provide('browsers', browsers)
  const folder = mkdtempSync(join(tmpdir(), 'bright-spots-extension-'))
  const copy = (browser: BrowserName): string => {
    buildExtensionUnlessFresh(browser)
    cpSync(builtExtension(browser), join(folder, browser), { recursive: true })
    return join(folder, browser)
  }
  project.provide('extensions', { chromium: copy('chromium'), firefox: copy('firefox') })
  project.provide('firefoxProfile', await makeFirefoxProfile(browsers.firefox, join(folder, 'profile')))
  return () => rmSync(folder, { recursive: true })
}

import type { TestProject } from 'vitest/node'
import { BROWSER_NAMES, type BrowserName } from './browser-under-test.ts'
import { findBrowser } from './browsers.ts'
import { buildExtensionUnlessFresh } from './extension-build.ts'

declare module 'vitest' {
  interface ProvidedContext {
    browsers: Record<BrowserName, string>
  }
}

/** Before any test in a browser: the browsers are there and the extension is built. */
export default async function setup(project: TestProject): Promise<void> {
  const [chromium, firefox] = [await findBrowser('chromium'), await findBrowser('firefox')]
  project.provide('browsers', { chromium, firefox })
  BROWSER_NAMES.forEach(buildExtensionUnlessFresh)
}

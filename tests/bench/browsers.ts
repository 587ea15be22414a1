import type { BrowserName, BrowserUnderTest } from '../e2e/browser-under-test.ts'
import { launchChromium } from '../e2e/chromium.ts'
import { launchFirefox } from '../e2e/firefox.ts'
import type { Bench } from './benchmark.ts'

const LAUNCHERS = { chromium: launchChromium, firefox: launchFirefox }

/** Starts a browser with the extension in that folder. Close it when it is measured. */
export async function launch(
  name: BrowserName,
  extensionDir: string,
  bench: Bench,
): Promise<BrowserUnderTest> {
  return LAUNCHERS[name]({ executable: await bench.browser(name), extensionDir })
}

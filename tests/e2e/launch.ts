import { inject } from 'vitest'
import type { BrowserName, BrowserUnderTest } from './browser-under-test.ts'
import { launchChromium } from './chromium.ts'
import { launchFirefox } from './firefox.ts'
import type { ManagedMachine } from './managed-machine.ts'

const LAUNCHERS = { chromium: launchChromium, firefox: launchFirefox }

/** Starts a browser for a test, with the built extension in it or another one. Close it when the test is over. */
export function launchBrowser(
  name: BrowserName,
  extensionDir: string = inject('extensions')[name],
): Promise<BrowserUnderTest> {
  return launch(name, inject('browsers')[name], extensionDir)
}

/** The same on a computer that an organisation manages. */
export async function launchManagedBrowser(
  name: BrowserName,
  machine: ManagedMachine,
): Promise<BrowserUnderTest> {
  const executable = await machine.startedHere(inject('browsers')[name])
  return launch(name, executable, inject('extensions')[name])
}

function launch(name: BrowserName, executable: string, extensionDir: string): Promise<BrowserUnderTest> {
  return LAUNCHERS[name]({ executable, extensionDir, firefoxProfile: inject('firefoxProfile') })
}

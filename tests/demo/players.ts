import type { BrowserName } from '../e2e/browser-under-test.ts'
import { findBrowser } from '../e2e/browsers.ts'
import { launchChromium } from '../e2e/chromium.ts'
import { launchFirefox } from '../e2e/firefox.ts'
import { PIXEL_RATIO } from './album.ts'
import type { Players } from './story.ts'

/** The browsers of the two people. */
export interface Troupe extends Players {
  /** Whether there is a display to see them on. */
  isVisible: boolean
  close(): Promise<void>
}

const LAUNCHERS = { chromium: launchChromium, firefox: launchFirefox }

/**
 * Starts a browser for each, the same for both.
 * @param build makes the extension for that browser, and says where it is.
 * @throws when there is no browser, with what to install.
 */
export async function launchPlayers(build: (browser: BrowserName) => string): Promise<Troupe> {
  const { name, executable } = await findAnyBrowser()
  const options = { executable, extensionDir: build(name), headless: !hasDisplay(), pixelRatio: PIXEL_RATIO }
  const [sender, recipient] = [await LAUNCHERS[name](options), await LAUNCHERS[name](options)]
  return {
    sender,
    recipient,
    isVisible: hasDisplay(),
    close: async () => {
      await Promise.all([sender.close(), recipient.close()])
    },
  }
}

/** Chromium, whose pictures are sharper; else Firefox, unless it was Chromium that was asked for. */
async function findAnyBrowser(): Promise<{ name: BrowserName; executable: string }> {
  try {
    return { name: 'chromium', executable: await findBrowser('chromium') }
  } catch (noChromium) {
    if (process.env['CHROMIUM_BIN']) throw noChromium
    return { name: 'firefox', executable: await findFirefox(noChromium) }
  }
}

/** @throws what keeps Chromium away, unless it was Firefox that was asked for. */
async function findFirefox(noChromium: unknown): Promise<string> {
  try {
    return await findBrowser('firefox')
  } catch (noFirefox) {
    throw process.env['FIREFOX_BIN'] ? noFirefox : noChromium
  }
}

/** Windows and macOS always have one. */
function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY)
}

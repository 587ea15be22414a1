import type { BrowserUnderTest } from './browser-under-test.ts'

declare const chrome: {
  alarms: {
    get(name: string): Promise<{ periodInMinutes?: number } | undefined>
    create(name: string, when: { when: number; periodInMinutes: number }): Promise<void>
  }
}

/**
 * Lets the alarm of the background ring soon, so that no test waits half a minute for it.
 * @returns how often it rings by itself, in minutes.
 */
export function hurryAlarm(browser: BrowserUnderTest, inMs = 500): Promise<number> {
  return browser.inExtension(bringForward, inMs)
}

async function bringForward(inMs: number): Promise<number> {
  const { periodInMinutes = Infinity } = (await chrome.alarms.get('look')) ?? {}
  await chrome.alarms.create('look', { when: Date.now() + inMs, periodInMinutes })
  return periodInMinutes
}

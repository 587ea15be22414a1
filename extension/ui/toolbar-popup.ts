import { browser } from 'wxt/browser'
import { ask } from '../messages.ts'

/** Whether this is the popup behind the toolbar icon, and not the same page as a small window or a tab. */
function isToolbarPopup(): boolean {
  return browser.extension.getViews({ type: 'popup' }).includes(globalThis.window)
}

/**
 * The toolbar popup is as large as its contents; in a window or tab the contents are as large as that. No media query tells the
 * two apart: Firefox asks for the size of the contents while its popup is still 10 px high.
 */
export function fitWindow(): void {
  document.body.classList.toggle('in-window', !isToolbarPopup())
}

/** Shows a page in a new tab. Firefox would leave the popup standing over it. */
export async function openTab(url: string): Promise<void> {
  await ask('tab.open', { url })
  if (isToolbarPopup()) close()
}

/** Shows the settings in a tab of their own. */
export async function openSettings(): Promise<void> {
  await browser.runtime.openOptionsPage()
  if (isToolbarPopup()) close()
}

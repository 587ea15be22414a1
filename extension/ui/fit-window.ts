import { browser } from 'wxt/browser'

/**
 * The toolbar popup is as large as its contents; in a window or tab the contents are as large as that. No media query tells the
 * two apart: Firefox asks for the size of the contents while its popup is still 10 px high.
 */
export function fitWindow(): void {
  const isToolbarPopup = browser.extension.getViews({ type: 'popup' }).includes(globalThis.window)
  document.body.classList.toggle('in-window', !isToolbarPopup)
}

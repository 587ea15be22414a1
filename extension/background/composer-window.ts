import { browser } from 'wxt/browser'

/**
 * Opens the composer in the browser's own interface. A window without a toolbar has no place for the popup, and Firefox may be
 * set to want a click in its own interface: then the same page opens as a small window.
 */
export async function openComposerWindow(windowId: number | undefined): Promise<void> {
  try {
    await browser.action.openPopup(windowId === undefined ? {} : { windowId })
  } catch {
    await browser.windows.create({
      url: browser.runtime.getURL('/popup.html'),
      type: 'popup',
      width: 400,
      height: 600,
    })
  }
}

import { browser } from 'wxt/browser'

/**
 * Opens the composer in the browser's own interface. A window without a toolbar has no place for the popup, and Firefox may be
 * set to want a click in its own interface: then the same page opens as a small window.
 */
export async function openComposerWindow(windowId: number | undefined): Promise<void> {
  try {
    if (!(await hasToolbar(windowId))) return await openSmallWindow()
    await browser.action.openPopup(windowId === undefined ? {} : { windowId })
  } catch {
    await openSmallWindow()
  }
}

/** Asked first: where there is no toolbar, Firefox says neither that the popup opened nor that it did not. */
async function hasToolbar(windowId: number | undefined): Promise<boolean> {
  if (windowId === undefined) return true
  const { type } = await browser.windows.get(windowId)
  return type === 'normal'
}

async function openSmallWindow(): Promise<void> {
  const url = browser.runtime.getURL('/popup.html')
  await browser.windows.create({ url, type: 'popup', width: 400, height: 600 })
}

import { browser } from 'wxt/browser'

/** Opens the settings in a tab of their own. */
export function openSettings(): void {
  void browser.runtime.openOptionsPage()
}

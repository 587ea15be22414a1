import type { ElementHandle, Page } from 'puppeteer-core'

export const BROWSER_NAMES = ['chromium', 'firefox'] as const
export type BrowserName = (typeof BROWSER_NAMES)[number]

export interface LaunchOptions {
  /** The browser's program. */
  executable: string
  /** The built extension, unpacked. */
  extensionDir: string
  /** A profile for Firefox to begin with, of which it has a copy: it starts sooner on one that it knows. */
  firefoxProfile?: string
  headless?: boolean
  /** Device pixels for each of a page's, for sharp pictures. Chromium alone, without a display. */
  pixelRatio?: number
}

/** What to right-click. */
export interface MenuTarget {
  on: string | ElementHandle
  /** Select the whole text of it first. */
  selecting?: boolean
}

export interface ShownNotification {
  title: string
  message: string
}

/**
 * A real browser with the extension in it, driven as a person drives it. The same journey runs in each.
 * Every `Page`, the toolbar popup too, is Puppeteer's: type, click, press and take pictures of it the usual way.
 */
export interface BrowserUnderTest {
  readonly name: BrowserName
  /** `chrome-extension://…` or `moz-extension://…`, without a slash at the end. */
  readonly extensionOrigin: string

  /** A new tab, in front. */
  openPage(url: string): Promise<Page>
  /** `popup.html`, `options.html#…` as a tab, in front. */
  openExtensionPage(path: string): Promise<Page>
  /** The tabs that show a page of the extension whose path starts so: for a page that the extension opened itself. */
  waitForExtensionPage(path: string): Promise<Page>
  /** A page of the web whose address begins so, in a tab or a window that the extension had opened. */
  waitForPage(address: string): Promise<Page>
  /** The addresses of all tabs, those too that a link or the extension opened. */
  tabAddresses(): Promise<string[]>

  /** Clicks the toolbar button over that page, which also grants activeTab. */
  openPopup(over: Page): Promise<Page>
  /** The same click alone. @returns when it was made, by `Date.now()`. */
  clickToolbarButton(over: Page): Promise<number>
  /** The toolbar popup that is open, or that the extension is about to open. */
  waitForPopup(): Promise<Page>
  isPopupOpen(): Promise<boolean>
  closePopup(): Promise<void>

  /** Right-clicks, which closes an open popup, and chooses the extension's item from the browser's own menu. */
  chooseMenuItem(page: Page, target: MenuTarget): Promise<void>
  /** Presses a button of the browser's own permission prompt. */
  answerPermissionPrompt(answer: 'allow' | 'deny'): Promise<void>

  /** For the background and for the extension's pages. It holds for a background that starts later, until told otherwise. */
  setOffline(offline: boolean): Promise<void>
  /** Ends the service worker or the event page, as the browser does when it idles. */
  killBackground(): Promise<void>

  /** What the desktop shows now. Notifications leave by themselves after some seconds: ask soon. */
  notifications(): Promise<ShownNotification[]>
  clickNotification(title: string): Promise<void>
  badgeText(): Promise<string>
  setColorScheme(page: Page, scheme: 'light' | 'dark'): Promise<void>

  /** Runs a function with the extension's rights in a bare page of it: `(area) => browser.storage[area].get()`. */
  inExtension<A extends unknown[], T>(run: (...args: A) => T, ...args: A): Promise<Awaited<T>>

  /** Installs the extension over itself, as a new version of it. */
  updateExtension(): Promise<void>
  /** Takes the extension out of the browser for good. */
  removeExtension(): Promise<void>

  /** Uncaught errors of the extension since the start or the last call. Chromium adds console.error. */
  takeErrors(): Promise<string[]>

  /**
   * Ends the browser and starts it on the same profile; pages from before are dead. `kill` gives it no time to tidy up:
   * storage survives, a permission granted in the last seconds may not. The extension sees `onInstalled` again.
   */
  restart(how: 'close' | 'kill'): Promise<void>
  close(): Promise<void>
}

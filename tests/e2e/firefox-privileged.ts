/**
 * Functions that run inside Firefox's own window, with its rights. They travel there as text: each uses nothing but its
 * arguments and the globals declared here.
 */
interface BrowserElement extends HTMLElement {
  permanentKey?: object
  currentURI: { spec: string }
  browsingContext: { prefersColorSchemeOverride: 'light' | 'dark' }
}
interface Panel extends HTMLElement {
  state: string
  hidePopup(): void
}
interface ContextMenu extends Panel {
  children: HTMLCollectionOf<HTMLElement & { label: string }>
  activateItem(item: Element): void
}
interface Doorhanger extends Element {
  button: HTMLElement
  secondaryButton: HTMLElement
}
interface BrowserWindow extends Window {
  document: Document
  gBrowser: { browsers: BrowserElement[] }
}
interface Extension {
  terminateBackground(): Promise<void>
}
interface Navigables {
  getBrowserById(id: string): BrowserElement | null
  getIdForBrowser(browser: BrowserElement): string
  knowsPopups?: boolean
}
interface NavigableModule {
  NavigableManager: Navigables
}
interface ExtensionModule {
  ExtensionParent: {
    apiManager: { global: { browserActionFor(extension: Extension): { widget: { id: string } } } }
  }
}
interface ConsoleEntry {
  message?: string
  errorMessage?: string
  sourceName?: string
  lineNumber?: number
}
declare const CustomizableUI: { AREA_NAVBAR: string; addWidgetToArea(widget: string, area: string): void }
declare const WebExtensionPolicy: { getByID(id: string): { extension: Extension } | null }
declare const PopupNotifications: { panel: Panel & { firstElementChild: Doorhanger | null } }
declare const ChromeUtils: {
  importESModule(address: 'resource://gre/modules/ExtensionParent.sys.mjs'): ExtensionModule
  importESModule(address: 'chrome://remote/content/shared/NavigableManager.sys.mjs'): NavigableModule
}
declare const Services: {
  io: { offline: boolean }
  obs: { notifyObservers(subject: null, topic: string): void }
  prefs: { setIntPref(name: string, value: number): void }
  wm: { getEnumerator(type: string): Iterable<BrowserWindow> }
  console: { getMessageArray(): ConsoleEntry[]; reset(): void }
}

/** Puts the extension's button on the toolbar; Firefox keeps it in a menu at first. */
export function pinToToolbar(extensionId: string): string | null {
  const extension = WebExtensionPolicy.getByID(extensionId)?.extension
  if (!extension) return null
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs')
  const { widget } = ExtensionParent.apiManager.global.browserActionFor(extension)
  CustomizableUI.addWidgetToArea(widget.id, CustomizableUI.AREA_NAVBAR)
  return widget.id
}

/** @returns when it was clicked, null while it is not there. */
export function clickToolbarButton(widgetId: string): number | null {
  const selector = `[id="${widgetId}"] .unified-extensions-item-action-button`
  const button = document.querySelector<HTMLElement>(selector)
  const clickedAt = Date.now()
  button?.click()
  return button && clickedAt
}

export function readBadge(widgetId: string): string {
  const selector = `[id="${widgetId}"] .unified-extensions-item-action-button`
  return document.querySelector(selector)?.getAttribute('badge') ?? ''
}

/**
 * Firefox's WebDriver knows tabs only. This teaches it the popup too.
 * @returns the id by which WebDriver calls the open popup, null while there is none.
 */
export function findPopup(origin: string): string | null {
  const { NavigableManager: navigables } = ChromeUtils.importESModule(
    'chrome://remote/content/shared/NavigableManager.sys.mjs',
  )
  const windows = Services.wm
  const popups = () =>
    Array.from(windows.getEnumerator('navigator:browser')).flatMap((window) =>
      Array.from(window.document.querySelectorAll<BrowserElement>('browser.webextension-popup-browser')),
    )
  const isOpen = (popup: BrowserElement) =>
    popup.closest<Panel>('panel')?.state === 'open' && popup.currentURI.spec.startsWith(origin)

  if (!navigables.knowsPopups) {
    const findTab = navigables.getBrowserById.bind(navigables)
    navigables.getBrowserById = (id) =>
      findTab(id) ?? popups().find((popup) => navigables.getIdForBrowser(popup) === id) ?? null
    navigables.knowsPopups = true
  }
  const popup = popups().find(isOpen)
  if (!popup) return null
  popup.permanentKey ??= {}
  return navigables.getIdForBrowser(popup)
}

export function readTabs(): string[] {
  return Array.from(Services.wm.getEnumerator('navigator:browser')).flatMap(({ gBrowser }) =>
    gBrowser.browsers.map(({ currentURI }) => currentURI.spec),
  )
}

export function hidePopups(): void {
  for (const popup of document.querySelectorAll('browser.webextension-popup-browser'))
    popup.closest<Panel>('panel')?.hidePopup()
}

/** @returns the words on the chosen item, null while the menu is not open or does not hold it. */
export function chooseMenuItem(widgetId: string): string | null {
  const menu = document.querySelector<ContextMenu>('#contentAreaContextMenu')
  if (menu?.state !== 'open') return null
  const prefix = widgetId.replace(/browser-action$/, 'menuitem-')
  const item = Array.from(menu.children).find(({ id, hidden }) => id.startsWith(prefix) && !hidden)
  if (!item) return null
  menu.activateItem(item)
  return item.label
}

export function isPromptOpen(): boolean {
  return PopupNotifications.panel.state === 'open'
}

export function answerPrompt(answer: 'allow' | 'deny'): void {
  const doorhanger = PopupNotifications.panel.firstElementChild
  if (answer === 'allow') doorhanger?.button.click()
  else doorhanger?.secondaryButton.click()
}

/** Firefox keeps its open connections to loopback when it goes offline, and only those: here they end too. */
export function goOffline(offline: boolean): void {
  Services.io.offline = offline
  if (offline) Services.obs.notifyObservers(null, 'net:cancel-all-connections')
}

export async function terminateBackground(extensionId: string): Promise<void> {
  await WebExtensionPolicy.getByID(extensionId)?.extension.terminateBackground()
}

/** One that is still being drawn has no title yet. */
export function readAlerts(): { title: string; message: string }[] {
  const alerts = Array.from(Services.wm.getEnumerator('alert:alert'), ({ document: alert }) => ({
    title: alert.querySelector('#alertTitleLabel')?.getAttribute('value') ?? '',
    message: alert.querySelector('#alertTextLabel')?.textContent ?? '',
  }))
  return alerts.filter(({ title }) => title !== '')
}

export function clickAlert(title: string): boolean {
  for (const { document: alert } of Services.wm.getEnumerator('alert:alert'))
    if (alert.querySelector('#alertTitleLabel')?.getAttribute('value') === title) {
      alert.querySelector<HTMLElement>('#alertBox')?.click()
      return true
    }
  return false
}

/** The popup follows the browser's own theme, so it is told by itself. */
export function preferColorScheme(scheme: 'light' | 'dark'): void {
  Services.prefs.setIntPref('layout.css.prefers-color-scheme.content-override', scheme === 'dark' ? 0 : 1)
  for (const popup of document.querySelectorAll<BrowserElement>('browser.webextension-popup-browser'))
    popup.browsingContext.prefersColorSchemeOverride = scheme
}

/** A popup that closes while it waits for an answer is no error; Firefox writes it down as one. */
export function takeConsole(origin: string): string[] {
  const entries = Services.console.getMessageArray()
  Services.console.reset()
  return entries
    .map(
      ({ errorMessage, message, sourceName, lineNumber }) =>
        `${errorMessage ?? message ?? ''} (${sourceName ?? ''}:${lineNumber ?? 0})`,
    )
    .filter((line) => line.includes(origin) && !line.includes('after context unloaded'))
}

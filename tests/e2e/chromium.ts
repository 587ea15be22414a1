import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch, TargetType, type Browser, type Page, type Target } from 'puppeteer-core'
import { CHROME_ID } from '../../shared/extension-ids.ts'
import type { BrowserUnderTest, LaunchOptions, MenuTarget, ShownNotification } from './browser-under-test.ts'
import { ChromiumUi } from './chromium-ui.ts'
import { chromiumArguments } from './chromium-arguments.ts'
import { watchErrors } from './chromium-errors.ts'
import { ChromiumInside } from './chromium-inside.ts'
import { pageOf, waitForPageAt } from './chromium-pages.ts'
import { freePort } from './free-port.ts'
import { NetworkCable } from './network-cable.ts'
import { rightClick } from './right-click.ts'
import { until } from './until.ts'

declare const chrome: { action: { getBadgeText(of: object): Promise<string> } }

const ORIGIN = `chrome-extension://${CHROME_ID}`

/** Starts Chromium with the extension on a profile of its own. */
export async function launchChromium(options: LaunchOptions): Promise<BrowserUnderTest> {
  const profile = await mkdtemp(join(tmpdir(), 'bright-spots-chromium-'))
  const chromium = new Chromium(options, profile, await NetworkCable.lay())
  await chromium.start()
  return chromium
}

class Chromium implements BrowserUnderTest {
  readonly name = 'chromium'
  readonly extensionOrigin = ORIGIN
  readonly #options: LaunchOptions
  readonly #profile: string
  readonly #cable: NetworkCable
  readonly #errors: string[] = []
  /** Extension pages that the test opened as tabs: whatever else shows popup.html is the toolbar popup. */
  #tabs = new WeakSet<Target>()
  readonly #inside = new ChromiumInside(() => this.#openBarePage(), this.#errors)
  #running: { browser: Browser; ui: ChromiumUi } | null = null
  #offline = false

  constructor(options: LaunchOptions, profile: string, cable: NetworkCable) {
    this.#options = options
    this.#profile = profile
    this.#cable = cable
  }

  async start(): Promise<void> {
    const port = await freePort()
    const browser = await launch({
      executablePath: this.#options.executable,
      headless: this.#options.headless ?? true,
      pipe: true,
      userDataDir: this.#profile,
      enableExtensions: true,
      defaultViewport: null,
      args: chromiumArguments({
        extensionDir: this.#options.extensionDir,
        uiPort: port,
        proxyPort: this.#cable.port,
        pixelRatio: this.#options.pixelRatio ?? 1,
      }),
    })
    this.#running = { browser, ui: await ChromiumUi.connect(port) }
    watchErrors(browser, ORIGIN, this.#errors)
    await this.#ensureLoaded(browser)
  }

  async openPage(url: string): Promise<Page> {
    const page = await this.#browser.newPage()
    await page.goto(url)
    return page
  }

  async openExtensionPage(path: string): Promise<Page> {
    const page = await this.#browser.newPage()
    this.#tabs.add(page.target())
    await page.goto(`${ORIGIN}/${path}`)
    return page
  }

  waitForExtensionPage(path: string): Promise<Page> {
    return this.waitForPage(`${ORIGIN}/${path}`)
  }

  waitForPage(address: string): Promise<Page> {
    return waitForPageAt(this.#browser, address)
  }

  tabAddresses(): Promise<string[]> {
    const pages = this.#browser.targets().filter((target) => target.type() === TargetType.PAGE)
    return Promise.resolve(pages.map((target) => target.url()))
  }

  async openPopup(over: Page): Promise<Page> {
    await this.clickToolbarButton(over)
    return this.waitForPopup()
  }

  async clickToolbarButton(over: Page): Promise<number> {
    await this.closePopup()
    await over.bringToFront()
    const extension = await until('the extension', async () =>
      (await this.#browser.extensions()).get(CHROME_ID),
    )
    const clickedAt = Date.now()
    await over.triggerExtensionAction(extension)
    return clickedAt
  }

  async waitForPopup(): Promise<Page> {
    const popup = await until('the toolbar popup', () => this.#findPopup())
    const page = await pageOf(popup)
    await page.waitForSelector('body *')
    return page
  }

  isPopupOpen(): Promise<boolean> {
    return Promise.resolve(this.#findPopup() !== undefined)
  }

  async closePopup(): Promise<void> {
    const popup = this.#findPopup()
    if (!popup) return
    await (await pageOf(popup)).close()
    await until('the popup to close', () => !this.#findPopup())
  }

  async chooseMenuItem(page: Page, target: MenuTarget): Promise<void> {
    await this.closePopup()
    await until('the context menu', async () => {
      await rightClick(page, target)
      return this.#ui.isMenuOpen()
    })
    await this.#ui.chooseExtensionMenuItem()
  }

  async answerPermissionPrompt(answer: 'allow' | 'deny'): Promise<void> {
    await this.#ui.pressButton(answer === 'allow' ? 'Allow' : 'Deny')
  }

  async setOffline(offline: boolean): Promise<void> {
    if (offline === this.#offline) return
    this.#offline = offline
    if (offline) this.#cable.unplug()
    else this.#cable.plugIn()
    await this.#inside.setOffline(offline)
  }

  killBackground(): Promise<void> {
    return this.#inside.endBackground()
  }

  notifications(): Promise<ShownNotification[]> {
    return this.#ui.notifications()
  }

  clickNotification(title: string): Promise<void> {
    return this.#ui.clickNotification(title)
  }

  badgeText(): Promise<string> {
    return this.inExtension(() => chrome.action.getBadgeText({}))
  }

  async setColorScheme(page: Page, scheme: 'light' | 'dark'): Promise<void> {
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }])
  }

  inExtension<A extends unknown[], T>(run: (...args: A) => T, ...args: A): Promise<Awaited<T>> {
    return this.#inside.run(run, args)
  }

  /** Its pages go with the former version. */
  async updateExtension(): Promise<void> {
    await this.#inside.close()
    await this.#browser.installExtension(this.#options.extensionDir)
  }

  /** What came by a switch cannot be removed over the protocol, what came over it can. */
  async removeExtension(): Promise<void> {
    await this.updateExtension()
    await this.#browser.uninstallExtension(CHROME_ID)
  }

  takeErrors(): Promise<string[]> {
    return Promise.resolve(this.#errors.splice(0))
  }

  async restart(how: 'close' | 'kill'): Promise<void> {
    await this.#stop(how)
    await this.start()
  }

  async close(): Promise<void> {
    await this.#stop('kill')
    await this.#cable.remove()
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 })
  }

  get #browser(): Browser {
    if (!this.#running) throw new Error('Chromium is not running')
    return this.#running.browser
  }

  get #ui(): ChromiumUi {
    if (!this.#running) throw new Error('Chromium is not running')
    return this.#running.ui
  }

  /** Google's own builds ignore the switch; there the extension comes over the protocol. */
  async #ensureLoaded(browser: Browser): Promise<void> {
    const loaded = async () => (await browser.extensions()).has(CHROME_ID)
    await until('the extension to load', loaded, 5000).catch(() =>
      browser.installExtension(this.#options.extensionDir),
    )
    await this.#inside.untilThere()
  }

  async #stop(how: 'close' | 'kill'): Promise<void> {
    const process = this.#browser.process()
    const ended = new Promise((resolve) => process?.once('exit', resolve))
    this.#ui.close()
    if (how === 'close') await this.#browser.close()
    else process?.kill('SIGKILL')
    await ended
    this.#running = null
    this.#inside.forget()
    this.#tabs = new WeakSet()
  }

  async #openBarePage(): Promise<Page> {
    const page = await this.#browser.newPage({ background: true })
    await page.goto(`${ORIGIN}/manifest.json`)
    return page
  }

  #findPopup(): Target | undefined {
    return this.#browser
      .targets()
      .find((target) => target.url().startsWith(`${ORIGIN}/popup.html`) && !this.#tabs.has(target))
  }
}

import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { launch, type Browser, type Page } from 'puppeteer-core'
import { GECKO_ID } from '../../shared/extension-ids.ts'
import { BarePage } from './bare-page.ts'
import type { BrowserUnderTest, LaunchOptions, MenuTarget, ShownNotification } from './browser-under-test.ts'
import { adoptContext, forgetContext, navigateWithoutWaiting, runPrivileged } from './firefox-bidi.ts'
import * as privileged from './firefox-privileged.ts'
import { FIREFOX_ORIGIN as ORIGIN, PREFERENCES } from './firefox-profile.ts'
import { rightClick } from './right-click.ts'
import { until } from './until.ts'

/** Firefox ignores clicks on a prompt that has just appeared. */
const PROMPT_SETTLES_MS = 600

/** Starts Firefox with the extension on a profile of its own. */
export async function launchFirefox(options: LaunchOptions): Promise<BrowserUnderTest> {
  const profile = await mkdtemp(join(tmpdir(), 'bright-spots-firefox-'))
  if (options.firefoxProfile) await cp(options.firefoxProfile, profile, { recursive: true })
  const firefox = new Firefox(options, profile)
  await firefox.start()
  return firefox
}

class Firefox implements BrowserUnderTest {
  readonly name = 'firefox'
  readonly extensionOrigin = ORIGIN
  readonly #options: LaunchOptions
  readonly #profile: string
  #running: { browser: Browser; widget: string } | null = null
  #popup: string | null = null
  readonly #barePage = new BarePage(() => this.#openBarePage())

  constructor(options: LaunchOptions, profile: string) {
    this.#options = options
    this.#profile = profile
  }

  async start(): Promise<void> {
    const browser = await launch({
      browser: 'firefox',
      executablePath: this.#options.executable,
      headless: this.#options.headless ?? true,
      userDataDir: this.#profile,
      defaultViewport: null,
      args: ['--remote-allow-system-access', '--width=1280', '--height=900'],
      extraPrefsFirefox: PREFERENCES,
    })
    await browser.installExtension(this.#options.extensionDir)
    const widget = await until('the toolbar button', () =>
      runPrivileged(browser, privileged.pinToToolbar, GECKO_ID),
    )
    this.#running = { browser, widget }
  }

  async openPage(url: string): Promise<Page> {
    const page = await this.#browser.newPage()
    await page.goto(url)
    return page
  }

  async openExtensionPage(path: string): Promise<Page> {
    const page = await this.#browser.newPage()
    await this.#showExtensionPage(page, path)
    return page
  }

  waitForExtensionPage(path: string): Promise<Page> {
    return this.waitForPage(`${ORIGIN}/${path}`)
  }

  waitForPage(address: string): Promise<Page> {
    return until(`the page at ${address}`, async () => {
      const pages = await this.#browser.pages()
      // A page may go while it is asked.
      const shown = await Promise.all(pages.map((page) => shows(page, address).catch(() => false)))
      return pages.find((_, nth) => shown[nth])
    })
  }

  tabAddresses(): Promise<string[]> {
    return this.#inBrowser(privileged.readTabs)
  }

  async openPopup(over: Page): Promise<Page> {
    await this.clickToolbarButton(over)
    return this.waitForPopup()
  }

  async clickToolbarButton(over: Page): Promise<number> {
    await this.closePopup()
    await over.bringToFront()
    return until('the toolbar button', () => this.#inBrowser(privileged.clickToolbarButton, this.#widget))
  }

  async waitForPopup(): Promise<Page> {
    const context = await until('the toolbar popup', () => this.#inBrowser(privileged.findPopup, ORIGIN))
    if (context !== this.#popup) this.#forgetPopup()
    this.#popup = context
    const page = await adoptContext(this.#browser, context, `${ORIGIN}/popup.html`)
    await page.waitForSelector('body *')
    return page
  }

  async isPopupOpen(): Promise<boolean> {
    return (await this.#inBrowser(privileged.findPopup, ORIGIN)) !== null
  }

  async closePopup(): Promise<void> {
    await this.#inBrowser(privileged.hidePopups)
    await until('the popup to close', async () => !(await this.isPopupOpen()))
    this.#forgetPopup()
  }

  async chooseMenuItem(page: Page, target: MenuTarget): Promise<void> {
    await this.closePopup()
    await rightClick(page, target)
    await until("the extension's item in the context menu", () =>
      this.#inBrowser(privileged.chooseMenuItem, this.#widget),
    )
  }

  async answerPermissionPrompt(answer: 'allow' | 'deny'): Promise<void> {
    await until('the permission prompt', () => this.#inBrowser(privileged.isPromptOpen))
    await sleep(PROMPT_SETTLES_MS)
    await this.#inBrowser(privileged.answerPrompt, answer)
    await until('the prompt to close', async () => !(await this.#inBrowser(privileged.isPromptOpen)))
  }

  async setOffline(offline: boolean): Promise<void> {
    await this.#inBrowser(privileged.goOffline, offline)
  }

  async killBackground(): Promise<void> {
    await this.#inBrowser(privileged.terminateBackground, GECKO_ID)
  }

  notifications(): Promise<ShownNotification[]> {
    return this.#inBrowser(privileged.readAlerts)
  }

  async clickNotification(title: string): Promise<void> {
    await until(`the notification '${title}'`, () => this.#inBrowser(privileged.clickAlert, title))
  }

  badgeText(): Promise<string> {
    return this.#inBrowser(privileged.readBadge, this.#widget)
  }

  async setColorScheme(page: Page, scheme: 'light' | 'dark'): Promise<void> {
    await this.#inBrowser(privileged.preferColorScheme, scheme)
    const query = `(prefers-color-scheme: ${scheme})`
    await until(`the page to turn ${scheme}`, () =>
      page.evaluate((wanted) => matchMedia(wanted).matches, query),
    )
  }

  inExtension<A extends unknown[], T>(run: (...args: A) => T, ...args: A): Promise<Awaited<T>> {
    return this.#barePage.run(run, args)
  }

  /** Its pages go with the former version. */
  async updateExtension(): Promise<void> {
    await this.#barePage.close()
    await this.#browser.installExtension(this.#options.extensionDir)
  }

  async removeExtension(): Promise<void> {
    await this.#browser.uninstallExtension(GECKO_ID)
  }

  takeErrors(): Promise<string[]> {
    return this.#inBrowser(privileged.takeConsole, ORIGIN)
  }

  async restart(how: 'close' | 'kill'): Promise<void> {
    await this.#stop(how)
    await this.start()
  }

  async close(): Promise<void> {
    await this.#stop('kill')
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 5 })
  }

  get #browser(): Browser {
    if (!this.#running) throw new Error('Firefox is not running')
    return this.#running.browser
  }

  get #widget(): string {
    if (!this.#running) throw new Error('Firefox is not running')
    return this.#running.widget
  }

  #inBrowser<A extends unknown[], T>(run: (...args: A) => T, ...args: A): Promise<Awaited<T>> {
    return runPrivileged(this.#browser, run, ...args)
  }

  async #showExtensionPage(page: Page, path: string): Promise<void> {
    await navigateWithoutWaiting(this.#browser, page, `${ORIGIN}/${path}`)
    await until(`${path} to load`, () => showsPage(page, path))
  }

  #forgetPopup(): void {
    if (this.#popup) forgetContext(this.#browser, this.#popup)
    this.#popup = null
  }

  async #preferencesAreBack(): Promise<boolean> {
    const files = await readdir(this.#profile)
    return !files.some((file) => file.endsWith('.puppeteer'))
  }

  async #stop(how: 'close' | 'kill'): Promise<void> {
    const process = this.#browser.process()
    const ended = new Promise((resolve) => process?.once('exit', resolve))
    if (how === 'close') await this.#browser.close()
    else process?.kill('SIGKILL')
    await ended
    await until('Puppeteer to put the preferences back', () => this.#preferencesAreBack())
    this.#running = null
    this.#popup = null
    this.#barePage.forget()
  }

  async #openBarePage(): Promise<Page> {
    const page = await this.#browser.newPage({ background: true })
    await this.#showExtensionPage(page, 'manifest.json')
    return page
  }
}

function showsPage(page: Page, path: string): Promise<boolean> {
  return shows(page, `${ORIGIN}/${path}`)
}

function shows(page: Page, address: string): Promise<boolean> {
  return page.evaluate(
    (start) => location.href.startsWith(start) && document.readyState === 'complete',
    address,
  )
}

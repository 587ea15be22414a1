import type { Page } from 'puppeteer-core'
import { BarePage } from './bare-page.ts'
import { ChromiumBackground } from './chromium-background.ts'

/** The extension from within: a bare page of it, and the background as that page sees it. */
export class ChromiumInside {
  readonly #openPage: () => Promise<Page>
  readonly #errors: string[]
  readonly #barePage = new BarePage(() => this.#open())
  #background: ChromiumBackground | null = null
  #isOffline = false

  /**
   * @param openPage opens a page of the extension.
   * @param errors gets what the background complains about.
   */
  constructor(openPage: () => Promise<Page>, errors: string[]) {
    this.#openPage = openPage
    this.#errors = errors
  }

  /** Waits until the extension is there and its background has been started once. */
  async untilThere(): Promise<void> {
    await this.#barePage.opened()
  }

  run<A extends unknown[], T>(run: (...args: A) => T, args: A): Promise<Awaited<T>> {
    return this.#barePage.run(run, args)
  }

  /** For `navigator.onLine`: what one page of the extension is told, its whole process believes, and the background is in it. */
  async setOffline(isOffline: boolean): Promise<void> {
    this.#isOffline = isOffline
    const page = await this.#barePage.opened()
    await page.setOfflineMode(isOffline)
  }

  async endBackground(): Promise<void> {
    await this.#barePage.opened()
    await this.#background?.end()
  }

  close(): Promise<void> {
    return this.#barePage.close()
  }

  /** It went with the browser. */
  forget(): void {
    this.#barePage.forget()
  }

  async #open(): Promise<Page> {
    const page = await this.#openPage()
    this.#background = await ChromiumBackground.watch(page, this.#errors)
    if (this.#isOffline) await page.setOfflineMode(true)
    return page
  }
}

import type { CDPSession, Page, Protocol } from 'puppeteer-core'
import { CHROME_ID } from '../../shared/extension-ids.ts'
import { until } from './until.ts'

const ORIGIN = `chrome-extension://${CHROME_ID}`

/**
 * The extension's service worker, as the browser's own tools show it to a page. Nothing here attaches to the worker itself: one
 * that ends with a debugger attached waits for that debugger at its next start, for ever (an open fault of Chromium:
 * github.com/puppeteer/puppeteer/issues/9995).
 */
export class ChromiumBackground {
  readonly #session: CDPSession
  readonly #browser: CDPSession
  readonly #errors: string[]
  #latest: Protocol.ServiceWorker.ServiceWorkerVersion | null = null
  #timesEnded = 0

  private constructor(session: CDPSession, browser: CDPSession, errors: string[]) {
    this.#session = session
    this.#browser = browser
    this.#errors = errors
  }

  /**
   * Watches it for as long as the page is open.
   * @param page any page of the same profile.
   * @param errors gets what the worker complains about: what nobody caught, and console.error.
   */
  static async watch(page: Page, errors: string[]): Promise<ChromiumBackground> {
    const browser = await page.browser().target().createCDPSession()
    const background = new ChromiumBackground(await page.createCDPSession(), browser, errors)
    await background.#listen()
    return background
  }

  /** Ends the worker that runs now. Something may wake another one at once: it is this one that has to be gone. */
  async end(): Promise<void> {
    const before = this.#timesEnded
    await until('the worker to end', async () => {
      if (this.#timesEnded > before || this.#status === 'stopped') return true
      if (await this.#mayEnd()) await this.#session.send('ServiceWorker.stopAllWorkers')
      return false
    })
  }

  get #status() {
    return this.#latest?.runningStatus ?? 'stopped'
  }

  /** Puppeteer attaches to every worker that starts, for a moment. */
  async #mayEnd(): Promise<boolean> {
    const { targetInfos } = await this.#browser.send('Target.getTargets')
    const isAttached = targetInfos.some(
      ({ targetId, attached }) => attached && targetId === this.#latest?.targetId,
    )
    return this.#status === 'running' && !isAttached
  }

  async #listen(): Promise<void> {
    this.#session.on('ServiceWorker.workerVersionUpdated', ({ versions }) => this.#note(versions))
    this.#session.on('ServiceWorker.workerErrorReported', ({ errorMessage: { errorMessage, versionId } }) => {
      if (versionId === this.#latest?.versionId)
        this.#errors.push(`${errorMessage} (${this.#latest.scriptURL})`)
    })
    await this.#session.send('ServiceWorker.enable')
    await until('the worker to be there', () => this.#latest?.status === 'activated')
  }

  #note(versions: Protocol.ServiceWorker.ServiceWorkerVersion[]): void {
    for (const version of versions.filter(({ scriptURL }) => scriptURL.startsWith(ORIGIN))) {
      if (version.runningStatus === 'stopped') this.#timesEnded++
      this.#latest = version
    }
  }
}

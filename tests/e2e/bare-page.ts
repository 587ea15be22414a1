import type { Page } from 'puppeteer-core'
import { callAsText } from './call-as-text.ts'

/** A page with the extension's rights and nothing on it. It stays open: to open one takes longer than most questions. */
export class BarePage {
  readonly #open: () => Promise<Page>
  #page: Page | null = null

  constructor(open: () => Promise<Page>) {
    this.#open = open
  }

  /** Runs a function there. */
  async run<A extends unknown[], T>(run: (...args: A) => T, args: A): Promise<Awaited<T>> {
    if (!this.#page || this.#page.isClosed()) this.#page = await this.#open()
    return this.#page.evaluate<[], () => T>(callAsText(run, args))
  }

  async close(): Promise<void> {
    await this.#page?.close()
    this.#page = null
  }

  /** It went with the browser. */
  forget(): void {
    this.#page = null
  }
}

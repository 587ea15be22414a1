import type { Page } from 'puppeteer-core'
import { callAsText } from './call-as-text.ts'
import { inTime } from './in-time.ts'

/** A message to a background that does not start is never answered. */
const ANSWERS_WITHIN_MS = 20_000

/** A page with the extension's rights and nothing on it. It stays open: to open one takes longer than most questions. */
export class BarePage {
  readonly #open: () => Promise<Page>
  #page: Page | null = null

  constructor(open: () => Promise<Page>) {
    this.#open = open
  }

  /** The page itself, opened when it is not. */
  async opened(): Promise<Page> {
    if (!this.#page || this.#page.isClosed()) this.#page = await this.#open()
    return this.#page
  }

  /** Runs a function there. */
  async run<A extends unknown[], T>(run: (...args: A) => T, args: A): Promise<Awaited<T>> {
    const page = await this.opened()
    const answer = page.evaluate<[], () => T>(callAsText(run, args))
    return inTime(ANSWERS_WITHIN_MS, `${run.name || String(run)} in the extension`, answer)
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

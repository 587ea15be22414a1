import type { Browser, Page } from 'puppeteer-core'
import { callAsText } from './call-as-text.ts'

/** The parts of Puppeteer's WebDriver BiDi connection that it keeps to itself. */
interface BidiConnection {
  send(method: string, params: object): Promise<{ result: unknown }>
  emit(event: string, params: object): void
}

interface Context {
  context: string
  url: string
}

interface Evaluation {
  type: 'success' | 'exception'
  result: { value: string }
  exceptionDetails: { text: string }
}

function connectionOf(browser: Browser): BidiConnection {
  return (browser as unknown as { connection: BidiConnection }).connection
}

/** Runs a function inside the browser's own window, with its rights. It may use its arguments and that window's globals. */
export async function runPrivileged<A extends unknown[], T>(
  browser: Browser,
  run: (...args: A) => T | Promise<T>,
  ...args: A
): Promise<T> {
  const connection = connectionOf(browser)
  const tree = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' })
  const { contexts } = tree.result as { contexts: Context[] }
  const context = contexts.find(({ url }) => url.endsWith('/browser.xhtml'))?.context
  const { result } = await connection.send('script.evaluate', {
    expression: `${callAsText(run, args)}.then((answer) => JSON.stringify(answer ?? null))`,
    target: { context },
    awaitPromise: true,
    userActivation: true,
  })
  const evaluation = result as Evaluation
  if (evaluation.type === 'exception') throw new Error(evaluation.exceptionDetails.text)
  return JSON.parse(evaluation.result.value) as T
}

/** `page.goto` never settles on the pages of an extension: Firefox tells WebDriver nothing of their loading. */
export async function navigateWithoutWaiting(browser: Browser, page: Page, url: string): Promise<void> {
  const context = contextOf(page)
  await connectionOf(browser).send('browsingContext.navigate', { context, url, wait: 'none' })
}

/** Lets Puppeteer believe that a tab was opened, so that the popup becomes one of its pages. */
export async function adoptContext(browser: Browser, context: string, url: string): Promise<Page> {
  const known = (await browser.pages()).find((page) => contextOf(page) === context)
  if (known) return known
  const news = { parent: null, userContext: 'default', children: [], originalOpener: null, clientWindow: '' }
  connectionOf(browser).emit('browsingContext.contextCreated', { context, url, ...news })
  const page = (await browser.pages()).find((candidate) => contextOf(candidate) === context)
  if (!page) throw new Error('Puppeteer did not take the popup for a page')
  return page
}

/** Tells Puppeteer that an adopted popup is gone; Firefox does not. */
export function forgetContext(browser: Browser, context: string): void {
  connectionOf(browser).emit('browsingContext.contextDestroyed', { context, children: [], parent: null })
}

export function contextOf(page: Page): string {
  return (page.mainFrame() as unknown as { _id: string })._id
}

import type { Browser, Page } from 'puppeteer-core'
import { callAsText } from './call-as-text.ts'

/** The parts of Puppeteer's WebDriver BiDi connection that it keeps to itself. */
interface BidiConnection {
  send(method: 'browsingContext.getTree', params: object): Promise<{ result: Tree }>
  send(method: 'script.evaluate', params: object): Promise<{ result: Evaluation }>
  send(method: 'browsingContext.navigate', params: object): Promise<unknown>
  emit(event: string, params: object): void
}

interface Tree {
  contexts: { context: string; url: string }[]
}

type Evaluation =
  | { type: 'success'; result: { value: string } }
  | { type: 'exception'; exceptionDetails: { text: string } }

function connectionOf(browser: Browser): BidiConnection {
  const connection: BidiConnection = Reflect.get(browser, 'connection')
  return connection
}

/** Runs a function inside the browser's own window, with its rights. It may use its arguments and that window's globals. */
export async function runPrivileged<A extends unknown[], T>(
  browser: Browser,
  run: (...args: A) => T,
  ...args: A
): Promise<Awaited<T>> {
  const connection = connectionOf(browser)
  const { result: tree } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' })
  const window = tree.contexts.find(({ url }) => url.endsWith('/browser.xhtml'))
  const { result: evaluation } = await connection.send('script.evaluate', {
    expression: `${callAsText(run, args)}.then((answer) => JSON.stringify(answer ?? null))`,
    target: { context: window?.context },
    awaitPromise: true,
    userActivation: true,
  })
  if (evaluation.type === 'exception') throw new Error(evaluation.exceptionDetails.text)
  const answer: Awaited<T> = JSON.parse(evaluation.result.value)
  return answer
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
  const id: string = Reflect.get(page.mainFrame(), '_id')
  return id
}

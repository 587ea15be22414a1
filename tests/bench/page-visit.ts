import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'puppeteer-core'
import type { BrowserUnderTest } from '../e2e/browser-under-test.ts'
import { MICROTASKS, scriptTime, type Trace } from './page-trace.ts'

/** The launcher looks for a title for a second after a page has come; then it rests. */
export const RESTS_AFTER_MS = 1200

const LAUNCHER = '/launcher.js'
const EMPTY = 'about:blank'
const CATEGORIES = ['devtools.timeline', 'v8', 'toplevel']

/** What a page cost until it was at rest. */
export interface Visit {
  /** Milliseconds of the page's thread in the content script. */
  scriptMs: number
  /** Milliseconds of the page's thread in everything. */
  allMs: number
  /** The sum of all layout shifts. */
  shift: number
}

declare global {
  /** The layout shifts of this page so far. */
  var shifted: number
}

/**
 * Opens a page, which has no scripts of its own, in a tab of its own and closes it again.
 * @param from what the tab shows before. After an empty page the browser starts a process for the site, where everything is
 * done for the first time; after another page of the site it goes on with the one it has, as for somebody who follows a link.
 */
export async function visit(
  browser: BrowserUnderTest,
  url: string,
  script = LAUNCHER,
  from = EMPTY,
): Promise<Visit> {
  const page = await browser.openPage(from)
  if (from !== EMPTY) await sleep(RESTS_AFTER_MS)
  await page.evaluateOnNewDocument(watchShifts)
  await page.tracing.start({ categories: CATEGORIES })
  await page.goto(url)
  await sleep(RESTS_AFTER_MS)
  const trace = readTrace(await page.tracing.stop())
  const [shift, allMs] = [await page.evaluate(() => globalThis.shifted), await threadTime(page)]
  await page.close()
  return { scriptMs: scriptTime(trace, script, MICROTASKS), allMs, shift }
}

/** Milliseconds of the page's thread in the launcher while `work` is done there. */
export async function launcherTime(page: Page, work: () => Promise<unknown>): Promise<number> {
  await page.tracing.start({ categories: CATEGORIES })
  await work()
  return scriptTime(readTrace(await page.tracing.stop()), LAUNCHER)
}

/** Milliseconds that the page's thread has worked so far. */
export async function threadTime(page: Page): Promise<number> {
  const { TaskDuration = Number.NaN } = await page.metrics()
  return TaskDuration * 1000
}

function readTrace(written: Uint8Array | undefined): Trace {
  const trace: Trace = JSON.parse(new TextDecoder().decode(written))
  return trace
}

function watchShifts(): void {
  globalThis.shifted = 0
  const add = (list: PerformanceObserverEntryList) => {
    for (const entry of list.getEntries()) globalThis.shifted += Number(Reflect.get(entry, 'value'))
  }
  new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true })
}

import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { join } from 'node:path'
import type { BrowserUnderTest } from '../e2e/browser-under-test.ts'
import { RESTS_AFTER_MS } from './page-visit.ts'

/** Makes the launcher of an extension count the observers that it makes. @returns the same folder. */
export function countObserversIn(folder: string): string {
  const launcher = join(folder, 'launcher.js')
  writeFileSync(launcher, `(${String(countObservers)})();${readFileSync(launcher, 'utf8')}`)
  return folder
}

/** How many the launcher made on that page. @throws when it was not there to count. */
export async function observersOn(browser: BrowserUnderTest, url: string): Promise<number> {
  const page = await browser.openPage(url)
  await sleep(RESTS_AFTER_MS)
  const counted = await page.evaluate(() => document.documentElement.dataset['observers'])
  await page.close()
  if (counted === undefined) throw new Error(`No launcher counted on ${url}`)
  return Number(counted)
}

/** Runs before the launcher in its own world, and tells the page's world by an attribute. */
function countObservers(): void {
  const { dataset } = document.documentElement
  dataset['observers'] = '0'
  for (const name of ['MutationObserver', 'ResizeObserver', 'IntersectionObserver', 'PerformanceObserver']) {
    const counted = new Proxy(Reflect.get(globalThis, name), {
      construct(observer, given) {
        dataset['observers'] = String(Number(dataset['observers']) + 1)
        return Reflect.construct(observer, given)
      },
    })
    Reflect.set(globalThis, name, counted)
  }
}

import type { BrowserUnderTest } from './browser-under-test.ts'

/** How many rows a part of the extension's own database holds. */
export function countStored(browser: BrowserUnderTest, store: string): Promise<number> {
  return browser.inExtension(countRows, store)
}

function countRows(store: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('bright-spots')
    opening.addEventListener('error', () => reject(new Error('The database does not open')))
    opening.addEventListener('success', () => {
      const counting = opening.result.transaction(store).objectStore(store).count()
      counting.addEventListener('success', () => {
        opening.result.close()
        resolve(counting.result)
      })
    })
  })
}

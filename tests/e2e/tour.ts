import type { Page } from 'puppeteer-core'
import { startAsColleague } from './account.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, type Colleague } from './colleague.ts'
import type { ServerUnderTest } from './server.ts'
import type { Sites } from './sites.ts'

/** Looks at one state of one screen, e.g. `inbox-unread`. */
export type Visit = (name: string, page: Page) => Promise<void>

/** What every stop of the walk past the screens has at hand. */
export interface Tour {
  browser: BrowserUnderTest
  /** Delivers at once. */
  quick: ServerUnderTest
  /** Gives a minute to undo. */
  slow: ServerUnderTest
  sites: Sites
  visit: Visit
}

/** What Grace did, as people write it. */
export const MESSAGE =
  'You traced the Monday queue to one shard and wrote it down so clearly that I fixed mine before stand-up.'

interface Company {
  popup: Page
  colleague: Colleague
  /** Who is in the browser, as on another device of theirs. */
  person: Colleague
}

/** Somebody new in the browser, with one colleague, and the popup open. */
export async function startWithColleague(on: {
  browser: BrowserUnderTest
  server: ServerUnderTest
  name: string
}): Promise<Company> {
  const { browser, server, name } = on
  const colleague = await addColleague(server, name)
  const person = await startAsColleague(browser, server)
  return { popup: await browser.openExtensionPage('popup.html'), colleague, person }
}

/** A section of the popup's header, from the first. */
export const showSection = (page: Page, place: 1 | 2 | 3 | 4): Promise<void> =>
  page.locator(`nav .tab:nth-child(${place})`).click()

/** Long texts take minutes to type. */
export async function writeAtOnce(popup: Page, message: string): Promise<void> {
  await popup.$eval(
    '#message',
    (field, text) => {
      if (!(field instanceof HTMLTextAreaElement)) return
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
    },
    message,
  )
}

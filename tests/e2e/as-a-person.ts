import type { Page } from 'puppeteer-core'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { HOST } from './launcher-in-page.ts'
import { until } from './until.ts'

/** What the composer shows. */
export interface ComposerSeen {
  recipients: string[]
  /** People of the page, one click away. */
  offered: string[]
  message: string
  workItem: { title: string; note: string } | null
}

/** Pastes an invitation into the page that opened by itself, and waits for the hello. */
export async function connect(browser: BrowserUnderTest, invitation: string): Promise<Page> {
  const page = await browser.waitForExtensionPage('options.html')
  await page.bringToFront()
  const field = await page.waitForSelector('#invitation')
  await field?.type(invitation)
  await page.keyboard.press('Enter')
  await until('the hello', async () => (await textOf(page, 'h1'))?.startsWith('Hello'))
  return page
}

/** Turns the site of that page on in the toolbar popup, and answers the browser's own question. */
export async function answerSiteOffer(
  browser: BrowserUnderTest,
  page: Page,
  answer: 'allow' | 'deny',
): Promise<void> {
  const popup = await browser.openPopup(page)
  const offer = await popup.waitForSelector('.offer button')
  // The browser closes the popup for its own question, now and then before the click is over.
  await offer?.click().catch(() => undefined)
  await browser.answerPermissionPrompt(answer)
  await browser.closePopup()
}

/** The site is on and its launcher stands in that page. */
export async function turnOnSite(browser: BrowserUnderTest, page: Page): Promise<void> {
  await answerSiteOffer(browser, page, 'allow')
  await page.bringToFront()
  await page.waitForSelector(HOST)
}

/** What the composer shows once it has looked at the page. */
export async function readComposer(popup: Page): Promise<ComposerSeen> {
  await popup.waitForSelector('form.composer:not(:has(.work[aria-busy]))')
  return popup.evaluate(() => {
    const texts = (selector: string) =>
      Array.from(document.querySelectorAll(selector), (element) => element.textContent ?? '')
    const [title] = texts('.work b')
    const [note = ''] = texts('.work small')
    return {
      recipients: texts('.people .pill .name'),
      offered: texts('.offered .chip').map((name) => name.replace(/^\+ /, '')),
      message: document.querySelector('textarea')?.value ?? '',
      workItem: title === undefined ? null : { title, note },
    }
  })
}

/** Waits until the composer has that person among its recipients. */
export async function waitForRecipient(popup: Page, name: string): Promise<void> {
  await until(`${name} as a recipient`, async () => (await readComposer(popup)).recipients.includes(name))
}

/** Types into the message, a line break for each `\n`, as a person would. */
export async function writeMessage(popup: Page, message: string): Promise<void> {
  const field = await popup.waitForSelector('textarea')
  await field?.type(message)
}

export async function pressControlEnter(popup: Page): Promise<void> {
  await popup.keyboard.down('Control')
  await popup.keyboard.press('Enter')
  await popup.keyboard.up('Control')
}

/** Clicks Send, Inbox or Unsent in the popup's header. */
export async function showSection(popup: Page, name: 'Send' | 'Inbox' | 'Unsent'): Promise<void> {
  const tab = await popup.waitForSelector(`nav ::-p-text(${name})`)
  await tab?.click()
}

/** The words of an element; null while it is not there. */
export async function textOf(page: Page, selector: string): Promise<string | null> {
  const element = await page.$(selector)
  return element ? element.evaluate((node) => node.textContent) : null
}

/** Waits for those words in an element. */
export async function waitForText(page: Page, selector: string, words: string): Promise<void> {
  await until(`'${words}' in ${selector}`, async () => (await textOf(page, selector))?.includes(words))
}

/** Clicks something that makes the popup go away, and waits until it is gone. */
export async function clickAndLeave(browser: BrowserUnderTest, popup: Page, selector: string): Promise<void> {
  const element = await popup.waitForSelector(selector)
  // The popup may go before the mouse button is up again.
  await element?.click().catch(() => undefined)
  await until('the popup to close', async () => !(await browser.isPopupOpen()))
}

/** Waits until a tab shows that address. */
export async function waitForTab(browser: BrowserUnderTest, url: string): Promise<void> {
  await until(`a tab with ${url}`, async () => (await browser.tabAddresses()).includes(url))
}

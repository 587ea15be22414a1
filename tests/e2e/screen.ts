import type { ElementHandle, Page } from 'puppeteer-core'
import { until } from './until.ts'

/** All that can be read on a page, in one line. */
export function readScreen(page: Page): Promise<string> {
  return page.evaluate(() => document.body.innerText.replaceAll(/\s+/g, ' '))
}

export async function isSeen(page: Page, text: string): Promise<boolean> {
  return (await readScreen(page)).includes(text)
}

/** Closes the page of the test before, if there was one: one that failed may have none. */
export async function closeLast(page: Page | undefined): Promise<void> {
  if (page && !page.isClosed()) await page.close()
}

/** Waits until a text can be read on the page. */
export async function see(page: Page, text: string, timeout?: number): Promise<void> {
  await untilOnScreen(page, `'${text}' on the screen`, () => isSeen(page, text), timeout)
}

/** Waits until a text can be read no more. */
export async function seeNoMore(page: Page, text: string, timeout?: number): Promise<void> {
  await untilOnScreen(page, `'${text}' to leave the screen`, async () => !(await isSeen(page, text)), timeout)
}

/** Clicks the button, link or choice with these words on it, or with this label. */
export async function press(page: Page, name: string): Promise<void> {
  await untilOnScreen(page, `'${name}' to press`, async () => {
    const found = await findControl(page, name)
    await found?.click()
    return found !== null
  })
}

/** Whether there is something to press with these words or this label. */
export async function isThere(page: Page, name: string): Promise<boolean> {
  return (await findControl(page, name)) !== null
}

/** Puts a text into a field in place of what was there, all at once, as it is pasted. For single keys there is the keyboard. */
export async function fill(page: Page, selector: string, text: string): Promise<void> {
  const field = await page.waitForSelector(selector)
  await field?.evaluate((element, pasted) => {
    if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return
    element.focus()
    element.select()
    document.execCommand('insertText', false, pasted)
  }, text)
}

export function valueOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (field) => ('value' in field ? String(field.value) : ''))
}

async function findControl(page: Page, name: string): Promise<ElementHandle<HTMLElement> | null> {
  const handle = await page.evaluateHandle((wanted) => {
    const controls = Array.from(document.querySelectorAll<HTMLElement>('button, a, label.switch'))
    const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim()
    const isIt = (control: HTMLElement) =>
      control.getAttribute('aria-label') === wanted || plain(control.innerText) === wanted
    /** A tab has a count after its words, a button its keys. */
    const begins = (control: HTMLElement) => {
      const text = plain(control.innerText)
      return text.startsWith(wanted) && /^[\d ]/.test(text.slice(wanted.length))
    }
    return controls.find(isIt) ?? controls.find(begins) ?? null
  }, name)
  const element = handle.asElement()
  // What is found there is an HTMLElement or nothing.
  return element as ElementHandle<HTMLElement> | null
}

/** As `until`; the error says what was on the screen instead. */
export async function untilOnScreen(
  page: Page,
  what: string,
  ask: () => Promise<boolean>,
  timeout?: number,
): Promise<void> {
  try {
    await until(what, ask, timeout)
  } catch (fault) {
    const screen = await readScreen(page).catch(String)
    throw new Error(`Waited for ${what}; it shows: ${screen}`, { cause: fault })
  }
}

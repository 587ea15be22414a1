import type { Page } from 'puppeteer-core'
import { fill, see, untilOnScreen } from './screen.ts'
import { until } from './until.ts'

/** Waits until the composer is there and knows what page it is about. */
export async function waitForComposer(popup: Page): Promise<void> {
  const there = 'form.composer:not(:has(.work[aria-busy]))'
  await untilOnScreen(popup, 'the composer', async () => (await popup.$(there)) !== null)
}

/** Types an e-mail address into the people field and takes the person who has it. */
export async function choosePerson(popup: Page, email: string): Promise<void> {
  await fill(popup, '#to', email)
  await popup.waitForSelector('[role=option][aria-selected=true]')
  await see(popup, email)
  const before = await recipients(popup)
  await popup.keyboard.press('Enter')
  await until(`${email} among the recipients`, async () => (await recipients(popup)).length > before.length)
}

/** The names of those whom the bright spot is for. */
export function recipients(popup: Page): Promise<string[]> {
  return popup.$$eval('.pill .name', (pills) => pills.map((pill) => pill.textContent ?? ''))
}

/** Writes a whole bright spot, ready to be sent. */
export async function compose(popup: Page, email: string, message: string): Promise<void> {
  await waitForComposer(popup)
  await choosePerson(popup, email)
  await fill(popup, '#message', message)
}

/** Ctrl+Enter, or Cmd+Enter. */
export async function pressSend(popup: Page, modifier: 'Control' | 'Meta' = 'Control'): Promise<void> {
  await popup.keyboard.down(modifier)
  await popup.keyboard.press('Enter')
  await popup.keyboard.up(modifier)
}

/** The people found, each as it reads. */
export function options(popup: Page): Promise<string[]> {
  return popup.$$eval('[role=option] .who', (found) =>
    found.map(({ children }) => Array.from(children, ({ textContent }) => textContent ?? '').join(' ')),
  )
}

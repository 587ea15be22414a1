import { forgetEverybody } from './account.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, somebody } from './colleague.ts'
import { waitForComposer } from './composing.ts'
import { fill } from './screen.ts'
import { visitPeace, visitShared } from './screens-of-reading.ts'
import { visitQuestions, visitSuspended } from './screens-of-asking.ts'
import { visitAnswers } from './screens-of-answers.ts'
import { visitComposer, visitSending, visitUnsent } from './screens-of-sending.ts'
import { visitOrganisation } from './screens-of-signing-in.ts'
import { startServer } from './server.ts'
import { startSites, type Sites } from './sites.ts'
import { MESSAGE, showSection, startWithColleague, type Tour, type Visit } from './tour.ts'
import { until } from './until.ts'

/**
 * Brings up every screen of the extension in every state that has a look of its own, as a story from the first run to signing
 * out. Everything is found by what it is and not by its words, so that it works in each language.
 */
export async function visitEveryScreen(browser: BrowserUnderTest, visit: Visit): Promise<void> {
  const [slow, quick, sites] = await Promise.all([
    startServer({ undoSeconds: 60 }),
    startServer(),
    startSites(),
  ])
  const tour = { browser, quick, slow, sites, visit }
  try {
    await forgetEverybody(browser)
    await visitFirstRun(tour)
    await visitEmptyPlaces(tour)
    await visitComposer(tour)
    await visitSending(tour)
    await visitUnsent(tour)
    await visitQuestions(tour)
    await visitSuspended(tour)
    await visitInbox(tour)
    await visitShared(tour)
    await visitAnswers(tour)
    await visitOrganisation(tour)
    await visitPeace(tour)
    await visitSettings(tour)
  } finally {
    await browser.setOffline(false)
    await Promise.all([slow.remove(), quick.remove(), sites.stop()])
  }
}

async function visitFirstRun({ browser, quick, visit }: Tour): Promise<void> {
  const popup = await browser.openExtensionPage('popup.html')
  await popup.waitForSelector('#invitation')
  await visit('connect', popup)
  await popup.close()
  const page = await browser.openExtensionPage('options.html')
  await page.waitForSelector('#invitation')
  await visit('first-run', page)
  await fill(page, '#invitation', 'Hello, here is your invitation')
  await page.keyboard.press('Enter')
  await page.waitForSelector('#connect-note')
  await visit('first-run-refused', page)
  await fill(page, '#invitation', quick.address)
  await page.keyboard.press('Enter')
  await page.waitForSelector('#code')
  await visit('first-run-code', page)
  await fill(page, '#invitation', await quick.invitation(somebody('Ada Example')))
  await page.keyboard.press('Enter')
  await page.waitForSelector('.you')
  await visit('first-run-done', page)
  await page.close()
}

async function visitEmptyPlaces({ browser, visit }: Tour): Promise<void> {
  const popup = await browser.openExtensionPage('popup.html#unsent')
  await popup.waitForSelector('.unsent .stage')
  await visit('unsent-empty', popup)
  await showSection(popup, 2)
  await popup.waitForSelector('.inbox .stage')
  await visit('inbox-empty', popup)
  await popup.locator('.boxes button:nth-child(2)').click()
  await popup.waitForSelector('.inbox .stage')
  await visit('inbox-sent-empty', popup)
  await showSection(popup, 1)
  await waitForComposer(popup)
  await visit('composer-empty', popup)
  await popup.close()
}

async function visitInbox({ browser, quick, visit }: Tour): Promise<void> {
  const { popup, colleague, person } = await startWithColleague({
    browser,
    server: quick,
    name: 'Jorge Benítez',
  })
  const noor = await addColleague(quick, 'Noor Haddad')
  const context = {
    tool: 'github',
    kind: 'review',
    key: 'ledger/billing#482',
    title: 'Round half to even in invoices',
    url: 'https://code.corp.example/ledger/billing/pull/482',
  } as const
  await noor.thank(person.id, 'Thanks for the tea and the two hours with the profiler.')
  await colleague.thank(person.id, MESSAGE, {
    visibility: 'public',
    values: ['reliable', 'helpful'],
    context,
  })
  await person.thank(colleague.id, 'You found the time zone in ten minutes. Customers had waited since May.')
  await showSection(popup, 2)
  await until('both to be there', async () => (await popup.$$('.item')).length === 2)
  await visit('inbox-unread', popup)
  await popup.locator('.item .words').click()
  await until('one to be read', async () => (await popup.$$('.item.unread')).length === 1)
  await visit('inbox-read', popup)
  await popup.locator('.boxes button:nth-child(2)').click()
  await popup.waitForSelector('.item .acts button')
  await visit('inbox-sent', popup)
  await popup.locator('.item .acts button').click()
  await popup.waitForSelector('.item .danger')
  await visit('inbox-withdraw', popup)
  await popup.close()
}

async function visitSettings({ browser, quick, sites, visit }: Tour): Promise<void> {
  const { popup } = await startWithColleague({ browser, server: quick, name: 'Grace Okafor' })
  await popup.close()
  const page = await browser.openExtensionPage('options.html')
  await until('the browsers to be listed', async () => (await page.$$('.rows li')).length === 2)
  await visit('settings', page)
  await readRedesigned(browser, sites)
  await page.bringToFront()
  await page.waitForSelector('#shortfalls')
  await visit('settings-reads-less', page)
  await page.locator('.you + .acts button:nth-child(1)').click()
  await page.waitForSelector('#invitation')
  await visit('settings-change', page)
  await page.locator('.you + .acts button:nth-child(2)').click()
  await page.waitForSelector('.first-run h1:not([aria-busy] *)')
  await visit('signed-out', page)
  await page.close()
}

/** Clicks the toolbar button on a page that its tool's reader does not know. */
async function readRedesigned(browser: BrowserUnderTest, sites: Sites): Promise<void> {
  const page = await browser.openPage(sites.redesigned)
  await waitForComposer(await browser.openPopup(page))
  await browser.closePopup()
  await page.close()
}

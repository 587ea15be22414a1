import type { Page } from 'puppeteer-core'
import { AMELIA, castAt, GRACE, JORGE, PRIYA } from '../demo/people.ts'
import { forgetEverybody, startAs } from './account.ts'
import { waitForRecipient } from './as-a-person.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, asColleague, somebody, type Colleague } from './colleague.ts'
import { choosePerson, compose, pressSend, waitForComposer } from './composing.ts'
import { fill } from './screen.ts'
import { startServer, type NewPerson, type ServerUnderTest } from './server.ts'
import { startSites, type Sites } from './sites.ts'
import { until } from './until.ts'

/** Looks at one state of one screen, e.g. `inbox-unread`. */
export type Visit = (name: string, page: Page) => Promise<void>

interface Tour {
  browser: BrowserUnderTest
  /** Delivers at once. */
  quick: ServerUnderTest
  /** Gives a minute to undo. */
  slow: ServerUnderTest
  sites: Sites
  visit: Visit
}

/** What Grace did, as people write it. */
const MESSAGE =
  'You traced the Monday queue to one shard and wrote it down so clearly that I fixed mine before stand-up.'
const LONGEST = 2000

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
    await visitInbox(tour)
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

async function visitComposer({ browser, slow, sites, visit }: Tour): Promise<void> {
  const colleagues = castAt(sites.origin).filter(({ email }) => email !== AMELIA.email)
  await Promise.all(colleagues.map((person) => slow.addPerson(person)))
  await startAs(browser, slow, AMELIA)
  const wiki = await browser.openPage(sites.wiki)
  const real = await browser.openPopup(wiki)
  await waitForRecipient(real, GRACE.name)
  await visit('composer-of-a-page', real)
  await browser.closePopup()
  await wiki.close()

  const popup = await browser.openExtensionPage('popup.html')
  await waitForComposer(popup)
  await pressSend(popup)
  await popup.waitForSelector('#to-note')
  await visit('composer-missing', popup)
  await fill(popup, '#to', 'corp.example')
  await popup.waitForSelector('[role=option]')
  await visit('composer-results', popup)
  await fill(popup, '#to', 'Nobody of that name')
  await popup.waitForSelector('.people .note')
  await visit('composer-nobody', popup)
  await choosePerson(popup, JORGE.email)
  await choosePerson(popup, PRIYA.email)
  await writeAtOnce(popup, 'Thank you. '.repeat(200).slice(0, LONGEST + 20))
  await pressSend(popup)
  await popup.waitForSelector('.counter.over')
  await visit('composer-too-long', popup)
  await writeAtOnce(popup, MESSAGE)
  await popup.locator('.chips .chip:nth-child(1)').click()
  await popup.locator('.chips .chip:last-child').click()
  await visit('composer-filled', popup)
  await popup.close()
}

async function visitSending({ browser, quick, visit }: Tour): Promise<void> {
  const popup = await browser.openExtensionPage('popup.html')
  await compose(popup, GRACE.email, MESSAGE)
  await pressSend(popup)
  await popup.waitForSelector('.sent.going .fuse')
  await visit('sent-going', popup)
  await popup.close()
  const kept = await browser.openExtensionPage('popup.html')
  await waitForComposer(kept)
  await browser.setOffline(true)
  await fill(kept, '#to', GRACE.name)
  await kept.waitForSelector('[role=option]')
  await kept.keyboard.press('Enter')
  await writeAtOnce(kept, MESSAGE)
  await pressSend(kept)
  await kept.waitForSelector('.sent.waits')
  await visit('sent-waits', kept)
  await browser.setOffline(false)
  await kept.close()

  const done = await startWithColleague({ browser, server: quick, name: 'Grace Okafor' })
  await compose(done.popup, done.colleague.email, MESSAGE)
  await pressSend(done.popup)
  await done.popup.waitForSelector('.sent.done')
  await visit('sent-done', done.popup)
  await done.popup.close()
}

async function visitUnsent({ browser, quick, visit }: Tour): Promise<void> {
  const { popup, colleague } = await startWithColleague({ browser, server: quick, name: 'Grace Okafor' })
  await compose(popup, colleague.email, MESSAGE)
  await quick.call('DELETE', `/api/v1/admin/people/${colleague.id}`)
  await pressSend(popup)
  await popup.waitForSelector('.sent.refused .note')
  await visit('sent-refused', popup)
  await popup.close()
  const next = await browser.openExtensionPage('popup.html')
  await compose(next, (await addColleague(quick, 'Noor Haddad')).email, 'The way you wrote down the rollback')
  await showSection(next, 3)
  await until('both to be listed', async () => (await next.$$('.row')).length === 2)
  await visit('unsent', next)
  await next.locator('.row .acts button:last-child').click()
  await next.waitForSelector('.row .danger')
  await visit('unsent-discard', next)
  await next.close()
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

async function visitSettings({ browser, quick, visit }: Tour): Promise<void> {
  const { popup } = await startWithColleague({ browser, server: quick, name: 'Grace Okafor' })
  await popup.close()
  const page = await browser.openExtensionPage('options.html')
  await page.waitForSelector('.you')
  await visit('settings', page)
  await page.locator('.you + .acts button:nth-child(1)').click()
  await page.waitForSelector('#invitation')
  await visit('settings-change', page)
  await page.locator('.you + .acts button:nth-child(2)').click()
  await page.waitForSelector('.first-run')
  await visit('signed-out', page)
  await page.close()
}

interface Company {
  popup: Page
  colleague: Colleague
  /** Who is in the browser, as on another device of theirs. */
  person: Colleague
}

/** Somebody new in the browser, with one colleague, and the popup open. */
async function startWithColleague(on: {
  browser: BrowserUnderTest
  server: ServerUnderTest
  name: string
}): Promise<Company> {
  const { browser, server, name } = on
  const colleague = await addColleague(server, name)
  const newcomer: NewPerson = somebody('Ada Example')
  const id = await startAs(browser, server, newcomer)
  const person = asColleague(server, { ...newcomer, id }, await server.signIn(id))
  return { popup: await browser.openExtensionPage('popup.html'), colleague, person }
}

/** A section of the popup's header, from the first. */
const showSection = (page: Page, place: 1 | 2 | 3): Promise<void> =>
  page.locator(`nav .tab:nth-child(${place})`).click()

/** Long texts take minutes to type. */
async function writeAtOnce(popup: Page, message: string): Promise<void> {
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

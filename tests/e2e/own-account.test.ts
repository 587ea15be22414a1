import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectAs, startAs } from './account.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, somebody, type Colleague } from './colleague.ts'
import { compose, pressSend, recipients, waitForComposer } from './composing.ts'
import { countStored } from './database.ts'
import { launchBrowser } from './launch.ts'
import { startOrganisation, type Organisation } from './organisation.ts'
import { closeLast, fill, isSeen, press, see, seeNoMore, valueOf } from './screen.ts'
import { until, whileReading } from './until.ts'
import { words } from './words.ts'

/** The other browser may wait at the server for so long before it asks again who it is. */
const HEARS_OF_IT_MS = 45_000

let organisation: Organisation

beforeAll(async () => {
  organisation = await startOrganisation()
})
afterAll(() => organisation.end())

test('a browser that is ended from another one says so, and keeps what it has not sent', async () => {
  const [here, there] = await Promise.all([launchBrowser('chromium'), launchBrowser('firefox')])
  const { server } = organisation
  try {
    const id = await startAs(here, server, somebody('Ada Example'))
    await connectAs(there, `${server.address}#${await server.invite(id)}`)
    const popup = await there.openExtensionPage('popup.html')
    await waitForComposer(popup)
    await fill(popup, '#message', 'It is half writ')
    const settings = await here.openExtensionPage('options.html')
    await see(settings, words('devices_used', { when: 'today' }))
    await endTheOther(settings)
    await seeNoMore(settings, words('devices_used', { when: 'today' }))
    await see(popup, words('connect_ended_ways', { server: server.address }), HEARS_OF_IT_MS)
    await see(popup, words('connect_kept', { count: 1 }))
    await press(popup, words('sign_in_invite'))
    await fill(popup, '#invitation', await server.invite(id))
    await press(popup, words('connect_button'))
    await waitForComposer(popup)
    expect(await valueOf(popup, '#message')).toBe('It is half writ')
  } finally {
    await Promise.all([here.close(), there.close()])
  }
}, 120_000)

/** Clicks twice, as the button asks, in the row of the browser that is not this one. */
async function endTheOther(settings: Page): Promise<void> {
  for (const row of await settings.$$('.rows li')) {
    const text = await row.evaluate((element) => element.textContent)
    if (text.includes(words('devices_this'))) continue
    const button = await row.$('button')
    await button?.click()
    await whileReading()
    await press(settings, words('devices_end_sure'))
  }
}

describe.each(BROWSER_NAMES)('an account in %s:', (name) => {
  let browser: BrowserUnderTest
  let grace: Colleague
  let ada: { id: string; name: string; email: string }
  let page: Page

  beforeAll(async () => {
    browser = await launchBrowser(name)
  })
  afterAll(() => browser.close())
  beforeEach(async () => {
    await closeLast(page)
    grace = await addColleague(organisation.server)
    const person = somebody('Ada Example')
    ada = { ...person, id: await startAs(browser, organisation.server, person) }
  })

  const tell = (handle: string) =>
    organisation.server.call(
      'POST',
      '/api/v1/people/handles',
      { tool: 'github', origin: 'https://code.corp.example', handle, person: ada.id },
      grace.token,
    )

  test('a name that a colleague says is mine: yes to one, no to the other, and off again', async () => {
    page = await browser.openExtensionPage('options.html')
    await see(page, words('handles_none'))
    await Promise.all([tell('ada-e'), tell('adamant')])
    await page.close()
    page = await browser.openExtensionPage('options.html')
    await see(page, words('handles_ask'))
    const answer = async (handle: string, word: string) => {
      for (const button of await page.$$('.claim button')) {
        const [row, label] = await button.evaluate((it) => [it.closest('li')?.textContent, it.textContent])
        if (row?.includes(handle) && label === word) await button.click()
      }
    }
    await answer('ada-e', words('handles_yes'))
    await until('one claim less', async () => (await page.$$('.claim')).length === 1)
    await answer('adamant', words('handles_no'))
    await seeNoMore(page, 'adamant')
    await see(page, 'ada-e')
    await press(page, words('handles_remove'))
    await whileReading()
    await press(page, words('handles_remove_sure'))
    await see(page, words('handles_none'))
  })

  test('somebody outside of the directory is thanked by address, in this organisation alone', async () => {
    page = await browser.openExtensionPage('popup.html')
    await waitForComposer(page)
    await fill(page, '#to', 'newcomer@elsewhere.example')
    await press(page, words('people_invite', { email: 'newcomer@elsewhere.example' }))
    await see(page, words('problem_domain_not_allowed'))
    const email = `newcomer.${name}@corp.example`
    await fill(page, '#to', email)
    await see(page, words('people_invite', { email }))
    await page.keyboard.press('Enter')
    await until('them as a recipient', async () => (await recipients(page)).length === 1)
    await fill(page, '#message', 'Your talk was the best hour of my week')
    await pressSend(page)
    await page.waitForSelector('.sent.done')
    await until('the invitation', () => organisation.mails().some(({ to }) => to.includes(email)))
  })

  test('leaving takes what is mine, here and there, and leaves what I gave', async () => {
    page = await browser.openExtensionPage('popup.html')
    await compose(page, grace.email, 'It stays with you')
    await pressSend(page)
    await page.waitForSelector('.sent.done')
    await page.close()
    page = await browser.openExtensionPage('options.html')
    // What is loaded above moves what is below.
    await see(page, words('handles_none'))
    await see(page, words('devices_this'))
    await press(page, words('export_button'))
    await see(page, words('export_done'))
    await press(page, words('leave_button'))
    await see(page, words('leave_stays'))
    await press(page, words('leave_keep'))
    await seeNoMore(page, words('leave_stays'))
    await press(page, words('leave_button'))
    await press(page, words('leave_sure'))
    await see(page, words('left_title'))
    for (const store of ['session', 'inbox', 'outbox', 'drafts', 'people'])
      expect(await countStored(browser, store), store).toBe(0)
    const [received] = await grace.received()
    expect(received).toMatchObject({ message: 'It stays with you', sender: { former: true, email: '' } })
    await page.close()
    await connectAs(browser, `${organisation.server.address}#${await organisation.server.invite(grace.id)}`)
    page = await browser.openExtensionPage('popup.html#inbox')
    await see(page, words('former_colleague'))
    expect(await isSeen(page, ada.name)).toBe(false)
  })
})

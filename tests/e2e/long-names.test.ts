import { afterAll, beforeAll, expect, test } from 'vitest'
import { startAsColleague } from './account.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { asColleague, somebody, type Colleague } from './colleague.ts'
import { compose, pressSend } from './composing.ts'
import { launchBrowser } from './launch.ts'
import { press, see } from './screen.ts'
import { findCutOff } from './screen-checks.ts'
import { startServer, type ServerUnderTest } from './server.ts'
import { words } from './words.ts'

/** Nowhere to break it. */
const NAME = 'Wilhelmine'.repeat(20).slice(0, 195)

/** The popup as a window of its own, and the smallest. */
const WIDTHS = [400, 320]
const HEIGHT = 540

let browser: BrowserUnderTest
let server: ServerUnderTest
let wilhelmine: Colleague
let ada: Colleague

beforeAll(async () => {
  server = await startServer()
  browser = await launchBrowser('chromium')
  const person = await server.addPerson({ ...somebody('Wilhelmine'), name: NAME })
  wilhelmine = asColleague(server, person, await server.signIn(person.id))
  ada = await startAsColleague(browser, server)
})
afterAll(async () => {
  await browser.close()
  await server.remove()
})

/** Opened with its menu, as its sender sees it, and among what was refused. */
test('the longest name is cut off nowhere, and nothing scrolls sideways for it', async () => {
  await wilhelmine.thank(ada.id, 'Tea', { visibility: 'public' })
  const popup = await browser.openExtensionPage('popup.html')
  const cutOff: string[] = []
  const look = async (screen: string) => {
    for (const width of WIDTHS) {
      const found = await findCutOff(popup, width, HEIGHT)
      cutOff.push(...found.map((element) => `${screen}: ${element}`))
    }
  }
  await compose(popup, wilhelmine.email, 'The build is green')
  await pressSend(popup)
  await popup.waitForSelector('.sent.done')
  await look('sent')
  await press(popup, words('nav_inbox'))
  await see(popup, 'Tea')
  await popup.locator('.item .words').click()
  await popup.locator('.item .more').click()
  await popup.waitForSelector('.menu .link')
  await look('received')
  await press(popup, words('inbox_sent'))
  await see(popup, 'The build is green')
  await look('inbox-sent')
  await press(popup, words('nav_send'))
  await press(popup, words('write_another'))
  await compose(popup, wilhelmine.email, 'And so is mine')
  await server.call('DELETE', `/api/v1/admin/people/${wilhelmine.id}`)
  await pressSend(popup)
  await popup.waitForSelector('.sent.refused')
  await look('refused')
  await press(popup, words('nav_unsent'))
  await popup.waitForSelector('.unsent .row')
  await look('unsent')
  expect(cutOff).toEqual([])
})

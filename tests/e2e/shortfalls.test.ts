import type { Page } from 'puppeteer-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { connectAs } from './account.ts'
import { readComposer, turnOnSite } from './as-a-person.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { somebody } from './colleague.ts'
import { countStored } from './database.ts'
import { isSeen, press, see, seeNoMore } from './screen.ts'
import type { ServerUnderTest } from './server.ts'
import type { Sites } from './sites.ts'
import { setStage } from './stage.ts'
import { until } from './until.ts'
import { words } from './words.ts'

const NOT_FOUND = words('reads_missing', { parts: `${words('reads_title')} and ${words('reads_people')}` })

describe.each(BROWSER_NAMES)('a page that its reader does not know, in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let sites: Sites
  let settings: Page

  beforeAll(async () => {
    const stage = await setStage(name)
    ;({ browser, server, sites } = stage)
    await connectAs(browser, await server.invitation(somebody('Ada Example')))
    settings = await browser.openExtensionPage('options.html')
    return stage.clear
  })

  /** Clicks the toolbar button there. */
  const read = async (url: string) => {
    const page = await browser.openPage(url)
    const seen = await readComposer(await browser.openPopup(page))
    await browser.closePopup()
    return { page, seen }
  }

  test('is read as any page is, and the settings say what was missing', async () => {
    const { seen } = await read(sites.redesigned)
    expect(seen).toMatchObject({
      recipients: [],
      offered: [],
      workItem: { title: 'Queue grows on Mondays', note: 'Ticket · 12' },
    })
    await settings.bringToFront()
    await see(settings, words('reads_less'))
    expect(await isSeen(settings, NOT_FOUND)).toBe(true)
  })

  test('has a report to copy, in which nothing of it can be read', async () => {
    await settings.$eval('h1', catchCopies)
    await press(settings, words('reads_copy'))
    await see(settings, words('reads_copied'))
    const report = await settings.$eval('h1', (heading) => heading.dataset['copied'] ?? '')
    expect(report).toContain('redmine, ticket, not found: title, people')
    expect(report).toMatch(/main class="ticket-card"\n +h2 "#\d+"\n +p class="#\d+ user-#\d+" "#\d+"/)
    expect(report).not.toMatch(/queue|monday|amelia|hart|localhost|corp/i)
  })

  test('is forgotten once such a page is read in full again', async () => {
    await read(sites.ticket)
    await settings.bringToFront()
    await seeNoMore(settings, words('reads_less'))
    expect(await countStored(browser, 'shortfalls')).toBe(0)
  })

  test('is forgotten when the person says so, or turns the site off', async () => {
    const { page } = await read(sites.redesigned)
    await settings.bringToFront()
    await press(settings, words('reads_forget'))
    await seeNoMore(settings, words('reads_less'))
    await page.bringToFront()
    await turnOnSite(browser, page)
    await read(sites.redesigned)
    await settings.bringToFront()
    await see(settings, words('reads_less'))
    await press(settings, words('options_site_off_label', { site: 'localhost' }))
    await seeNoMore(settings, words('reads_less'))
    await until('nothing of it to be kept', async () => (await countStored(browser, 'shortfalls')) === 0)
    expect(await browser.takeErrors()).toEqual([])
  })
})

/** Runs in the page: a browser without a display lets nobody read its clipboard, so what goes there is noted on the way. */
function catchCopies(heading: HTMLElement): void {
  const { clipboard } = navigator
  const write = clipboard.writeText.bind(clipboard)
  clipboard.writeText = (text) => {
    heading.dataset['copied'] = text
    return write(text)
  }
}

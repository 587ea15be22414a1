import type { Page } from 'puppeteer-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { LANGUAGES } from '../../extension/languages.ts'
import { startAs } from './account.ts'
import { turnOnSite } from './as-a-person.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { somebody } from './colleague.ts'
import { waitForComposer } from './composing.ts'
import { launcherBox } from './launcher-in-page.ts'
import { fill, see, valueOf } from './screen.ts'
import type { ServerUnderTest } from './server.ts'
import type { Sites } from './sites.ts'
import { setStage } from './stage.ts'
import { until } from './until.ts'
import { words, wordsIn } from './words.ts'

declare const chrome: {
  action: { getTitle(tab: object): Promise<string> }
  storage: { local: { get(key: string): Promise<Record<string, string>> } }
}

const MESSAGE = 'Half a sentence'

describe.each(BROWSER_NAMES)('the language in %s', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let sites: Sites
  let popup: Page
  let settings: Page
  let wiki: Page

  beforeAll(async () => {
    const stage = await setStage(name)
    ;({ browser, server, sites } = stage)
    await startAs(browser, server, somebody('Ada Example'))
    wiki = await browser.openPage(sites.wiki)
    await turnOnSite(browser, wiki)
    popup = await browser.openExtensionPage('popup.html')
    await waitForComposer(popup)
    settings = await browser.openExtensionPage('options.html')
    await settings.waitForSelector('#language')
    return stage.clear
  })

  const choose = (language: string) => settings.select('#language', language)
  const toolbarTitle = () => browser.inExtension(() => chrome.action.getTitle({}))
  const launcherWidth = async () => {
    await wiki.bringToFront()
    return Math.round((await launcherBox(wiki)).width)
  }

  test("is the browser's until another is chosen, each by its own name", async () => {
    await see(settings, words('options_title'))
    const names = await settings.$$eval('#language option[lang]', (all) => all.map((one) => one.textContent))
    expect(names).toHaveLength(LANGUAGES.length)
    expect(names).toEqual(expect.arrayContaining(['Deutsch', '日本語', 'עברית']))
  })

  test('changes in open windows, and what is being written stays', async () => {
    await popup.bringToFront()
    await fill(popup, '#message', MESSAGE)
    await settings.bringToFront()
    await choose('de')
    await see(settings, wordsIn('de', 'options_title'))
    await see(popup, wordsIn('de', 'message_label'))
    expect(await valueOf(popup, '#message')).toBe(MESSAGE)
    expect(await popup.$eval('html', ({ lang, dir }) => [lang, dir])).toEqual(['de', 'ltr'])
  })

  test('changes in the toolbar and on pages that are open', async () => {
    const englishTitle = words('toolbar_unread', { count: 0 })
    await until('the title in German', async () => (await toolbarTitle()) !== englishTitle)
    const label = await browser.inExtension(() => chrome.storage.local.get('launcherLabel'))
    expect(label).toEqual({ launcherLabel: wordsIn('de', 'launcher_label') })
    const inGerman = await launcherWidth()
    await settings.bringToFront()
    await choose('ja')
    await until('the button in Japanese', async () => (await launcherWidth()) !== inGerman)
  })

  test.each(LANGUAGES)(
    '%s: every window is in it, runs in its direction and is not too wide',
    async (tag) => {
      await settings.bringToFront()
      await choose(tag)
      await see(settings, wordsIn(tag, 'options_title'))
      const direction = tag === 'ar' || tag === 'he' ? 'rtl' : 'ltr'
      for (const page of [settings, popup])
        expect(await page.$eval('html', ({ lang, dir }) => [lang, dir])).toEqual([tag, direction])
      await see(popup, wordsIn(tag, 'message_label'))
      for (const width of [380, 320]) {
        await popup.setViewport({ width, height: 540 })
        expect(await popup.evaluate(() => document.documentElement.scrollWidth), `${width}`).toBe(width)
      }
    },
  )

  test("is the browser's again when that is chosen", async () => {
    await settings.bringToFront()
    await choose('browser')
    await see(settings, words('options_title'))
    await until(
      'the title in English',
      async () => (await toolbarTitle()) === words('toolbar_unread', { count: 0 }),
    )
  })
})

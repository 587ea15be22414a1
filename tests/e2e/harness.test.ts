import { mkdirSync, rmSync } from 'node:fs'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { launchBrowser } from './launch.ts'
import { clickLauncher, launcherBox } from './launcher-in-page.ts'
import { buildProbe } from './probe/build.ts'
import { startSites, type Sites } from './sites.ts'
import { until } from './until.ts'

declare const chrome: {
  runtime: { sendMessage(message: object): Promise<unknown> }
  storage: { local: { get(): Promise<Record<string, unknown>> } }
}

const SCREENSHOTS = '.screenshots/harness'
const ask = (message: object) => chrome.runtime.sendMessage(message)
const stored = () => chrome.storage.local.get()
const output = (page: Page) => page.$eval('output', (element) => element.textContent)

describe.each(BROWSER_NAMES)('the harness drives %s:', (name) => {
  let browser: BrowserUnderTest
  let sites: Sites
  const probe = buildProbe(name)

  beforeAll(async () => {
    mkdirSync(SCREENSHOTS, { recursive: true })
    sites = await startSites()
    browser = await launchBrowser(name, probe)
  })
  afterAll(async () => {
    await browser.close()
    await sites.stop()
    rmSync(probe, { recursive: true })
  })

  test('the toolbar popup, with real keys, and activeTab', async () => {
    const page = await browser.openPage(sites.wiki)
    const popup = await browser.openPopup(page)
    await popup.type('textarea', 'Thank you, Jürgen')
    await popup.keyboard.down('Control')
    await popup.keyboard.press('Enter')
    await popup.keyboard.up('Control')
    expect(await output(popup)).toBe('sent Thank you, Jürgen')
    await popup.click('#read')
    await until('the title', async () => (await output(popup))?.startsWith('read '))
    expect(await output(popup)).toBe(`read ${await page.title()}`)
    await popup.screenshot({ path: `${SCREENSHOTS}/${name}-popup.png` })
    await browser.closePopup()
    expect(await browser.isPopupOpen()).toBe(false)
  })

  test('the permission prompt, then the launcher, which opens the popup', async () => {
    const page = await browser.openPage(sites.wiki)
    const refused = await browser.openPopup(page)
    await refused.click('#grant')
    await browser.answerPermissionPrompt('deny')
    const popup = await browser.openPopup(page)
    await popup.click('#grant')
    await browser.answerPermissionPrompt('allow')
    await browser.closePopup()
    await until('the launcher', async () => {
      await page.reload()
      return page.$('bright-spots-launcher')
    })
    const box = await launcherBox(page)
    expect(box.width).toBeGreaterThan(120)
    expect(box.width).toBeLessThan(150)
    await clickLauncher(page)
    const opened = await browser.waitForPopup()
    expect(await opened.$eval('h1', (heading) => heading.textContent)).toBe('Who helped you?')
    await browser.closePopup()
  })

  test('the context menu on a page, a selection and a link', async () => {
    const page = await browser.openPage(sites.wiki)
    const menu = async () => (await browser.inExtension(stored))['menu']
    await browser.chooseMenuItem(page, { on: 'h1' })
    await browser.waitForPopup()
    await browser.closePopup()
    expect(await menu()).not.toHaveProperty('linkUrl', expect.any(String))
    await browser.chooseMenuItem(page, { on: 'h1', selecting: true })
    const title = await page.$eval('h1', (heading) => heading.innerText.trim())
    await until('the selection', async () => JSON.stringify(await menu()).includes(title))
    await browser.waitForPopup()
    await browser.chooseMenuItem(page, { on: 'a[href^="mailto:"]' })
    await until('the link', async () => JSON.stringify(await menu()).includes('mailto:'))
    await browser.waitForPopup()
  })

  test('notifications and the badge', async () => {
    await browser.inExtension(ask, { type: 'notify' })
    await until('the notification', async () => (await browser.notifications()).length > 0)
    expect(await browser.notifications()).toEqual([{ title: 'Grace', message: 'thanked you' }])
    expect(await browser.badgeText()).toBe('1')
    await browser.clickNotification('Grace')
    await until('the click', async () => 'clicked' in (await browser.inExtension(stored)))
  })

  test('the background ends and wakes, offline and online', async () => {
    const boot = () => browser.inExtension(ask, { type: 'boot' })
    const get = () => browser.inExtension(ask, { type: 'fetch', url: sites.wiki })
    const before = await boot()
    expect(await boot()).toBe(before)
    await browser.setOffline(true)
    expect(await get()).toBe('offline')
    await browser.killBackground()
    expect(await get()).toBe('offline')
    expect(await boot()).not.toBe(before)
    await browser.setOffline(false)
    expect(await get()).toBe(200)
  })

  test('errors of the extension, in light and dark', async () => {
    await browser.takeErrors()
    const page = await browser.openExtensionPage('popup.html')
    await browser.setColorScheme(page, 'dark')
    expect(await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
    await page.screenshot({ path: `${SCREENSHOTS}/${name}-dark.png` })
    await browser.setColorScheme(page, 'light')
    await page.evaluate(() => {
      document.querySelector('h1')?.remove()
      const script = document.createElement('script')
      script.src = 'launcher.js'
      document.body.append(script)
    })
    const error = await until('the error', async () => (await browser.takeErrors())[0])
    expect(error).toContain('launcher.js')
  })

  test.each(['close', 'kill'] as const)('a restart by %s keeps what is stored', async (how) => {
    const page = await browser.openPage(sites.wiki)
    const popup = await browser.openPopup(page)
    await popup.type('textarea', how)
    await until('the draft', async () => String((await browser.inExtension(stored))['draft']).endsWith(how))
    const before = await browser.inExtension(stored)
    await browser.restart(how)
    expect(await browser.inExtension(stored)).toEqual(before)
    const again = await browser.openPopup(await browser.openPage(sites.wiki))
    expect(await again.$eval('textarea', (field) => field.value)).toBe(before['draft'])
  })
})

import type { Page } from 'puppeteer-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { AMELIA } from '../demo/people.ts'
import { connectAs } from './account.ts'
import { turnOnSite } from './as-a-person.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { HOST, hosts, isShown, launcherBox } from './launcher-in-page.ts'
import { press, see, seeNoMore } from './screen.ts'
import type { ServerUnderTest } from './server.ts'
import type { Sites } from './sites.ts'
import { setStage } from './stage.ts'
import { until } from './until.ts'
import { words } from './words.ts'

describe.each(BROWSER_NAMES)('the chip in a corner in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let sites: Sites
  let page: Page

  beforeAll(async () => {
    const stage = await setStage(name)
    ;({ browser, server, sites } = stage)
    await connectAs(browser, await server.invitation(AMELIA))
    page = await browser.openPage(sites.plain)
    await turnOnSite(browser, page)
    return stage.clear
  })

  test('is where a page of no tool has room', async () => {
    expect(await cornerOf(page)).toBe('bottom right')
  })

  test('is dragged to another corner, and clicks nothing by that', async () => {
    await dragTo(page, 60, 60)
    await until('the chip to be there', async () => (await cornerOf(page)) === 'top left')
    expect(await browser.isPopupOpen()).toBe(false)
  })

  test('stands there when the page is opened again', async () => {
    await page.reload()
    expect(await cornerOf(page)).toBe('top left')
    expect(await hosts(page)).toBe(1)
  })

  test('goes back to its corner when the drag is not far', async () => {
    const { x, y } = await launcherBox(page)
    await dragTo(page, x + 120, y + 60)
    expect(await cornerOf(page)).toBe('top left')
  })

  test('is moved by the arrow keys, and the page is not', async () => {
    await page.evaluate(countArrows)
    await focusChip(page)
    await page.keyboard.press('ArrowRight')
    await until('the chip to be there', async () => (await cornerOf(page)) === 'top right')
    await page.keyboard.press('ArrowDown')
    await until('the chip to be there', async () => (await cornerOf(page)) === 'bottom right')
    expect(await page.evaluate(() => document.documentElement.dataset['arrows'])).toBe('0')
    await page.reload()
    expect(await cornerOf(page)).toBe('bottom right')
  })

  test('is hidden by its close button, which says where it went and takes it back', async () => {
    const other = await browser.openPage(`${sites.plain}?other`)
    await launcherBox(other)
    await page.bringToFront()
    await close(page)
    await until('the other page to be without', async () => (await hosts(other)) === 0)
    await pressUndo(page)
    await until('the chip to be back', async () => (await cornerOf(page)) === 'bottom right')
    expect(await hosts(page)).toBe(1)
    await other.bringToFront()
    expect(await cornerOf(other)).toBe('bottom right')
    await other.close()
  })

  test('stays hidden, and comes back from the settings, where the site is on still', async () => {
    await page.bringToFront()
    await close(page)
    await until('the note', () => isShown(page))
    await page.reload()
    expect(await hosts(page)).toBe(0)
    const options = await browser.openExtensionPage('options.html')
    await see(options, words('options_site_hidden'))
    await see(options, words('options_site_off'))
    await press(options, words('options_site_show_label', { site: 'localhost' }))
    await seeNoMore(options, words('options_site_hidden'))
    await page.bringToFront()
    expect(await cornerOf(page)).toBe('bottom right')
    await options.close()
  })

  test('is hidden by the keyboard too, and the way back has the focus then', async () => {
    await focusChip(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await until('the note', async () => (await launcherBox(page)).height > 40)
    await page.keyboard.press('Enter')
    await until('the chip to be back', async () => (await launcherBox(page)).height < 40)
    expect(await cornerOf(page)).toBe('bottom right')
  })

  test('is in its first place where the site is turned on anew', async () => {
    await dragTo(page, 60, 60)
    await until('the chip to be there', async () => (await cornerOf(page)) === 'top left')
    const options = await browser.openExtensionPage('options.html')
    await press(options, words('options_site_off_label', { site: 'localhost' }))
    await until('the launcher to leave', async () => (await hosts(page)) === 0)
    const kept = await browser.inExtension(() => chrome.storage.local.get('launcherChoices'))
    expect(kept).toEqual({ launcherChoices: '{}' })
  })
})

declare const chrome: { storage: { local: { get(key: string): Promise<object> } } }

async function cornerOf(page: Page): Promise<string> {
  const { x, y } = await launcherBox(page)
  const [width, height] = await page.evaluate(() => [innerWidth, innerHeight] as const)
  return `${y < height / 2 ? 'top' : 'bottom'} ${x < width / 2 ? 'left' : 'right'}`
}

/** Comes near, which is when the page gets what moves the chip, and drags it by the mouse. */
async function dragTo(page: Page, x: number, y: number): Promise<void> {
  const box = await launcherBox(page)
  await approach(page)
  await page.mouse.move(box.x + 20, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move((box.x + x) / 2, (box.y + y) / 2, { steps: 4 })
  await page.mouse.move(x, y, { steps: 4 })
  await page.mouse.up()
}

/** Until the close button is there: it stands out above the chip, or below. */
async function approach(page: Page): Promise<void> {
  const { x, y, width, height } = await launcherBox(page)
  await page.mouse.move(x + width / 2, y > 100 ? y - 60 : y + 90)
  await page.mouse.move(x + width / 2, y + height / 2)
  await until('the close button', async () => (await launcherBox(page)).height > height + 8)
}

async function close(page: Page): Promise<void> {
  const { x, y, width } = await launcherBox(page)
  await approach(page)
  await page.mouse.click(x + width - 3, y - 5)
}

async function pressUndo(page: Page): Promise<void> {
  await until('the note', async () => (await launcherBox(page)).height > 40)
  await focusHost(page)
  await page.keyboard.press('Enter')
}

async function focusChip(page: Page): Promise<void> {
  await focusHost(page)
  const { height } = await launcherBox(page)
  await until('the close button', async () => (await launcherBox(page)).height > 30 || height > 30)
}

/** As somebody without a mouse gets there: it is the last in the page. */
async function focusHost(page: Page): Promise<void> {
  await until('the keyboard to be there', async () => {
    const isThere = () => page.evaluate((host) => document.activeElement?.localName === host, HOST)
    if (await isThere()) return true
    await page.keyboard.press('Tab')
    return isThere()
  })
}

function countArrows(): void {
  const { dataset } = document.documentElement
  dataset['arrows'] = '0'
  addEventListener('keydown', ({ key }) => {
    if (key.startsWith('Arrow')) dataset['arrows'] = String(Number(dataset['arrows']) + 1)
  })
}

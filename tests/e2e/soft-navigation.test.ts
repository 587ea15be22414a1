import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { AMELIA } from '../demo/people.ts'
import { connectAs } from './account.ts'
import { turnOnSite } from './as-a-person.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { launchBrowser } from './launch.ts'
import { HOST, hosts, launcherBox, places } from './launcher-in-page.ts'
import { startServer, type ServerUnderTest } from './server.ts'
import { startSoftPages, WAYS, type SoftPages } from './soft-pages.ts'
import { until } from './until.ts'

/** Longer than the launcher looks for its place. */
const SETTLED_MS = 1400

const APIS = ['with', 'without'] as const

describe.each(BROWSER_NAMES)('the launcher on pages that load nothing anew in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let pages: SoftPages
  let folder: string

  beforeAll(async () => {
    ;[server, pages] = await Promise.all([startServer(), startSoftPages()])
    folder = mkdtempSync(join(tmpdir(), 'bright-spots-soft-'))
    cpSync(inject('extensions')[name], folder, { recursive: true })
    letGoWithoutNavigation(join(folder, 'launcher.js'))
    browser = await launchBrowser(name, folder)
    await connectAs(browser, await server.invitation(AMELIA))
    await turnOnSite(browser, await browser.openPage(pages.item('turbo')))
  })
  afterAll(async () => {
    await Promise.all([browser.close(), pages.stop(), server.remove()])
    rmSync(folder, { recursive: true })
  })

  describe.each(APIS)('%s the Navigation API', (api) => {
    test.each(WAYS)('it follows the title as %s goes on, once', async (way) => {
      const page = await browser.openPage(`${pages.item(way)}?${api}`)
      expect(await besideTitle(page)).toBe('Short')
      expect(await page.evaluate(() => document.documentElement.dataset['navigation'])).toBe(
        api === 'with' ? 'object' : 'undefined',
      )
      await page.click('#next')
      await page.waitForFunction(() => document.querySelector('h1')?.textContent?.startsWith('Retire'))
      await until('the launcher to follow', async () => (await besideTitle(page))?.startsWith('Retire'))
      expect(await hosts(page)).toBe(1)
      if (api === 'with') await sleep(SETTLED_MS)
      expect(await besideTitle(page)).toMatch(/^Retire/)
      const withIt = await places(page)
      await page.$eval(HOST, (host) => host.remove())
      expect(await places(page)).toEqual(withIt)
      await page.close()
    })
  })

  test.each([
    ['right after the title', 'next', 'in a corner'],
    ['at the end of the line', 'far', 'after the title'],
    ['within the title', 'within', 'after the button'],
    ['coming later than the launcher', 'late', 'in a corner'],
  ])('it keeps away from a button that deletes: %s', async (_where, what, expected) => {
    const page = await browser.openPage(pages.beside(what))
    await page.waitForSelector('#danger')
    await sleep(SETTLED_MS)
    const [{ x, y, width }, danger] = [await launcherBox(page), await dangerBox(page)]
    const isInLine = y < danger.bottom && y > danger.top - 20
    const where = x + width < danger.left - 10 ? 'after the title' : 'after the button'
    expect(isInLine ? where : 'in a corner').toBe(expected)
    if (isInLine) expect(x > danger.right + 7 || x + width < danger.left - 10).toBe(true)
    await page.close()
  })
})

/** Where the page's address says so, the launcher finds no Navigation API; the page is told what it found. */
function letGoWithoutNavigation(launcher: string): void {
  const take = `if (location.search === '?without') Object.defineProperty(globalThis, 'navigation', { value: undefined })
    document.documentElement.dataset.navigation = typeof globalThis.navigation;`
  writeFileSync(launcher, `${take}${readFileSync(launcher, 'utf8')}`)
}

/** The title in whose line the launcher stands, after its text; null for anywhere else. */
async function besideTitle(page: Page): Promise<string | null> {
  const { x, y, height } = await launcherBox(page)
  return page.$eval(
    'h1',
    (title, left, middle) => {
      const text = document.createRange()
      if (title.firstChild) text.selectNodeContents(title.firstChild)
      const { top, bottom, right } = text.getBoundingClientRect()
      const isInLine = middle > top && middle < bottom
      return isInLine && left >= right && left < right + 30 ? title.textContent : null
    },
    x,
    y + height / 2,
  )
}

async function dangerBox(page: Page): Promise<DOMRect> {
  const danger = await page.waitForSelector('#danger')
  if (!danger) throw new Error('No button that deletes')
  return danger.evaluate((button) => button.getBoundingClientRect().toJSON())
}

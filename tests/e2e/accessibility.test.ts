import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { startAs } from './account.ts'
import { turnOnSite } from './as-a-person.ts'
import { runAxe, runAxeOnColours, type AxeSeen } from './axe.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { somebody } from './colleague.ts'
import { visitEveryScreen } from './every-screen.ts'
import { hear } from './hear.ts'
import { HEARD } from './heard.ts'
import { launchBrowser } from './launch.ts'
import { HOST, launcherBox } from './launcher-in-page.ts'
import { copyWithOpenRoot, type OpenRoot } from './open-root.ts'
import { findCutOff, findSmallTargets, walkFocus } from './screen-checks.ts'
import { startServer, type ServerUnderTest } from './server.ts'
import { startSites, type Sites } from './sites.ts'
import { until } from './until.ts'

declare const chrome: { storage: { local: { set(items: object): Promise<void> } } }

/** The smallest window to fit in, and the popup at a zoom of 200 %. */
const WIDTHS = [320, 190]
const HEIGHT = 540

/** In Chromium: Firefox renders the same elements from the same code, and `keyboard.test.ts` walks them in both. */
let browser: BrowserUnderTest
let server: ServerUnderTest
let sites: Sites
let extension: OpenRoot

beforeAll(async () => {
  extension = await copyWithOpenRoot(inject('extensions').chromium)
  server = await startServer()
  sites = await startSites()
  browser = await launchBrowser('chromium', extension.folder)
})
afterAll(async () => {
  await browser.close()
  await sites.stop()
  await server.remove()
  await extension.remove()
})

describe('every screen in every state', () => {
  const seen = new Map<string, AxeSeen>()
  const heard = new Map<string, string>()
  const findings = {
    axe: new Array<string>(),
    size: new Array<string>(),
    width: new Array<string>(),
    focus: new Array<string>(),
  }

  beforeAll(() => visitEveryScreen(browser, examine), 300_000)

  /** By day in English, by night in Arabic. What moves the focus comes last. */
  async function examine(screen: string, page: Page): Promise<void> {
    const note = (kind: keyof typeof findings, found: string[]) =>
      findings[kind].push(...found.map((finding) => `${screen}: ${finding}`))
    heard.set(screen, await hear(page))
    await lightUp(page, 'light')
    const day = await runAxe(page)
    seen.set(screen, day)
    note('axe', day.findings)
    note('size', await findSmallTargets(page))
    for (const width of WIDTHS) note('width', await findCutOff(page, width, HEIGHT))

    await speak(page, 'ar')
    await lightUp(page, 'dark')
    note('axe', (await runAxe(page)).findings)
    for (const width of WIDTHS) note('width', await findCutOff(page, width, HEIGHT))
    await speak(page, 'browser')
    note('focus', await walkFocus(page))
  }

  test('was there, and axe found something in it', () => {
    expect(seen.size).toBeGreaterThanOrEqual(38)
    for (const [screen, { passed }] of seen) {
      expect(passed.rules, screen).toBeGreaterThan(20)
      expect(passed.elements, screen).toBeGreaterThan(25)
    }
  })

  test.each([
    ['axe finds nothing', 'axe'],
    ['what can be pressed is 24 px and more', 'size'],
    ['nothing is cut off or scrolls sideways at 320 px, or zoomed to 200 %', 'width'],
    ['Tab comes to every control, which shows it and is not covered', 'focus'],
  ] as const)('%s', (_, kind) => {
    expect(findings[kind]).toEqual([])
  })

  test.each(Object.entries(HEARD))(
    'a screen reader finds names, roles and states: %s',
    (screen, expected) => {
      expect(heard.get(screen)).toBe(expected.trim())
    },
  )
})

test('axe finds nothing at the button in a page, in its place and in a corner', async () => {
  await startAs(browser, server, somebody('Ada Example'))
  const page = await browser.openPage(sites.wiki)
  await turnOnSite(browser, page)
  for (const address of [sites.wiki, sites.plain]) {
    await page.goto(address)
    await launcherBox(page)
    // The page has its own landmarks.
    const { findings, passed } = await runAxe(page, { within: HOST, without: ['region'] })
    expect(findings).toEqual([])
    expect(passed.rules).toBeGreaterThan(3)
  }
})

test("axe finds nothing on the server's page, by day and by night", async () => {
  const page = await browser.openPage(server.address)
  const { findings, passed } = await runAxe(page)
  await lightUp(page, 'dark')
  const night = await runAxeOnColours(page)
  expect([...findings, ...night.findings]).toEqual([])
  expect(passed.elements).toBeGreaterThan(10)
})

test('axe finds nothing on the page of the API, around what Swagger UI puts there', async () => {
  const page = await browser.openPage(`${server.address}/docs`)
  await page.waitForSelector('.swagger-ui .opblock')
  const { findings } = await runAxe(page, { except: '.swagger-ui' })
  expect(findings).toEqual([])
})

test('the checks find what is wrong', async () => {
  // On another site than the one that has the button.
  const page = await browser.openPage(sites.plain.replace('localhost', '127.0.0.1'))
  await page.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), OFFENDERS)
  const { findings } = await runAxe(page)
  expect(findings).toContainEqual(expect.stringMatching(/^button-name at #nameless/))
  expect(findings).toContainEqual(expect.stringMatching(/^color-contrast at #pale/))
  expect(await findSmallTargets(page)).toEqual([expect.stringContaining('id="tiny"')])
  expect(await findCutOff(page, 320, HEIGHT)).toContainEqual(expect.stringContaining('id="wide"'))
  expect(await walkFocus(page)).toEqual([
    expect.stringMatching(/^Nothing shows .* id="blank"/),
    expect.stringMatching(/^Covered .* id="covered"/),
    expect.stringMatching(/^Tab never comes to .* id="skipped"/),
  ])
})

async function lightUp(page: Page, scheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMediaFeatures([
    { name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ])
}

/** Open pages change their language at once. */
async function speak(page: Page, language: string): Promise<void> {
  await page.evaluate((chosen) => chrome.storage.local.set({ language: chosen }), language)
  const direction = language === 'ar' ? 'rtl' : 'ltr'
  await until(`the page in ${language}`, () =>
    page.evaluate((wanted) => document.documentElement.dir === wanted, direction),
  )
}

/** What each check must find. */
const OFFENDERS = `
  <button id="nameless" style="width: 40px; height: 40px"></button>
  <p id="pale" style="color: #bbb; background: linear-gradient(#fff, #eee)">Too pale</p>
  <button id="tiny" style="font-size: 6px; padding: 0">x</button>
  <div id="wide" style="width: 600px">Wide</div>
  <button id="blank" style="height: 30px; outline: 0">Nobody sees the focus here</button>
  <div style="position: relative; margin: 20px">
    <button id="covered" style="height: 30px">Under a footer</button>
    <div style="position: absolute; inset: -5px; background: #fff"></div>
  </div>
  <a id="skipped" href="/" tabindex="-1" style="display: block; height: 30px">Only for the mouse</a>`

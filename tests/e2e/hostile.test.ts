import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { AddressInfo } from 'node:net'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectAs } from './account.ts'
import { readComposer, turnOnSite } from './as-a-person.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, somebody, type Colleague } from './colleague.ts'
import { countStored } from './database.ts'
import { launchBrowser } from './launch.ts'
import { clickLauncher, HOST, hosts, launcherBox, untilStill } from './launcher-in-page.ts'
import { startServer, type ServerUnderTest } from './server.ts'

declare const chrome: {
  runtime: { sendMessage(message: object): Promise<unknown> }
  scripting: {
    executeScript(injection: {
      target: { tabId: number }
      func: (messages: object[]) => unknown
      args: [object[]]
    }): Promise<{ result?: unknown }[]>
  }
  tabs: { query(about: object): Promise<{ id: number; url?: string }[]> }
}

const TITLE = '<img src="x" onerror="throw 1"> & <script>throw 1</script> grows'
const NAME = '<img src="x" onerror="throw 1">'

describe.each(BROWSER_NAMES)('a page that means harm in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let site: Awaited<ReturnType<typeof startHostileSite>>
  let grace: Colleague
  let page: Page

  beforeAll(async () => {
    server = await startServer()
    grace = await addColleague(server)
    site = await startHostileSite()
    browser = await launchBrowser(name)
    await connectAs(browser, await server.invitation(somebody('Ada Example')))
    await turnOnSite(browser, await browser.openPage(site.address))
  })
  afterAll(async () => {
    await Promise.all([browser.close(), site.stop(), server.remove()])
  })
  beforeEach(async () => {
    page = await browser.openPage(site.address)
  })

  async function expectNothingSent(): Promise<void> {
    expect(await countStored(browser, 'outbox')).toBe(0)
    expect(await grace.received()).toEqual([])
    expect(await browser.takeErrors()).toEqual([])
  }

  /** What a stolen click gets: the composer, in the browser's own window, with nothing and nobody in it yet. */
  async function expectComposerThatAsks(): Promise<void> {
    const popup = await browser.waitForPopup()
    const { message, recipients, offered, workItem } = await readComposer(popup)
    expect(message).toBe('')
    expect(workItem?.title).toBe(TITLE)
    expect([...recipients, ...offered]).toEqual([])
    expect(await popup.$$('img[src="x"], .work script')).toEqual([])
    await expectNothingSent()
    await browser.closePopup()
  }

  test('markup in its title and names is text, whatever its names hide', async () => {
    await clickLauncher(page)
    await expectComposerThatAsks()
  })

  test('a click through what it painted over the button asks, and sends nothing', async () => {
    await launcherBox(page)
    await page.evaluate(paintOver)
    await clickLauncher(page)
    await expectComposerThatAsks()
  })

  test('a click on the button that it made invisible asks, and sends nothing', async () => {
    await page.addStyleTag({ content: 'html { opacity: 0 }' })
    await clickLauncher(page)
    await expectComposerThatAsks()
  })

  test('a click on the button that it moved asks, and sends nothing', async () => {
    // Until then it looks where its place is, and goes back there.
    await untilStill(page)
    await page.evaluate(moveInto, HOST)
    expect(await hosts(page)).toBe(1)
    await clickLauncher(page)
    await expectComposerThatAsks()
  })

  test('a click on what covers the button is its own', async () => {
    const { x, y, width, height } = await launcherBox(page)
    await page.evaluate(cover)
    await page.mouse.click(x + width / 2, y + height / 2)
    await page.waitForSelector('[data-clicked]')
    expect(await browser.isPopupOpen()).toBe(false)
    await expectNothingSent()
  })

  test('clicks, keys and messages that it makes open nothing and end nothing', async () => {
    await launcherBox(page)
    await page.evaluate(forge, HOST, browser.extensionOrigin, FORGED)
    await launcherBox(page)
    expect(await browser.isPopupOpen()).toBe(false)
    expect(await countStored(browser, 'session')).toBe(1)
    await expectNothingSent()
  })

  test('messages from where the launcher runs are heard no better', async () => {
    await launcherBox(page)
    const answers = await browser.inExtension(forgeInExtension, site.address, FORGED)
    expect(answers).toEqual(FORGED.map(() => null))
    expect(await countStored(browser, 'session')).toBe(1)
    await expectNothingSent()
  })
})

/** What our own pages may ask for. */
const FORGED = [
  { type: 'session.signOut' },
  { type: 'people.search', query: 'grace' },
  { type: 'outbox.flush' },
  { type: 'tab.open', url: 'https://evil.example/' },
  { type: 'toString' },
]

/** A tracker's page with markup for names, whose elements hide parts of the document. */
async function startHostileSite() {
  const { promise, resolve } = Promise.withResolvers<AddressInfo>()
  const app = new Hono().get('/issues/7', (c) => c.html(hostilePage()))
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, resolve)
  return {
    address: `http://localhost:${(await promise).port}/issues/7`,
    stop: () => new Promise<void>((done) => void server.close(() => done())),
  }
}

function hostilePage(): string {
  const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const person = (role: string, name: string) =>
    `<p class="${role}"><a href="/users/${name.length}">${escaped(name)}</a></p>`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="description" content="Redmine">
    <title>Bug #7: ${escaped(TITLE)} - Ledger - Tracker</title><link rel="icon" href="data:,"></head><body>
    <div id="content"><div class="issue"><div class="subject"><h3>${escaped(TITLE)}</h3></div>
    ${person('author', NAME)} ${person('assigned-to', '__proto__')}</div></div>
    ${['documentElement', 'body', 'title', 'cookie'].map((hidden) => `<img name="${hidden}" alt="">`).join('')}
    <form name="forms"><input name="textContent"><input name="children"></form></body></html>`
}

/** A bait that lets clicks through. */
function paintOver(): void {
  const bait = document.createElement('div')
  bait.textContent = 'Play'
  bait.style.cssText =
    'position: fixed; inset: 0; z-index: 2147483647; background: #fff; pointer-events: none'
  document.querySelector('html')?.append(bait)
}

function cover(): void {
  const layer = document.createElement('div')
  layer.style.cssText = 'position: fixed; inset: 0; z-index: 2147483647; opacity: 0'
  layer.addEventListener('click', () => layer.setAttribute('data-clicked', ''))
  document.querySelector('html')?.append(layer)
}

/** Into what it shows as another thing, elsewhere. */
function moveInto(selector: string): void {
  const bait = document.createElement('div')
  bait.style.cssText = 'position: fixed; top: 80px; left: 0; transform: translateX(-20px); opacity: 0.01'
  bait.append(document.querySelector(selector) ?? '')
  document.querySelector('html')?.append(bait)
}

/** What a page can do by itself to reach the button and the extension. */
function forge(selector: string, extension: string, messages: object[]): void {
  const host = document.querySelector(selector)
  const press = { bubbles: true, composed: true, key: 'Enter' }
  host?.dispatchEvent(new KeyboardEvent('keydown', press))
  host?.dispatchEvent(new PointerEvent('click', press))
  const channel = new BroadcastChannel('bright-spots')
  const { runtime } =
    (globalThis as { chrome?: { runtime?: { sendMessage?(...words: unknown[]): unknown } } }).chrome ?? {}
  for (const message of [...messages, { type: 'launcher.open' }]) {
    postMessage(message, '*')
    channel.postMessage(message)
    document.dispatchEvent(new CustomEvent('launcher.open', { detail: message }))
    runtime?.sendMessage?.(new URL(extension).host, message)
  }
  channel.close()
}

/** Runs in the extension: has the launcher's own world in that page send what the launcher never does. */
async function forgeInExtension(url: string, messages: object[]): Promise<unknown> {
  const tab = (await chrome.tabs.query({ active: true })).find((one) => one.url === url)
  if (!tab) return 'no tab'
  const [ran] = await chrome.scripting.executeScript({
    target: { tabId: tab.id },
    args: [messages],
    func: (all) =>
      Promise.all(all.map((message) => chrome.runtime.sendMessage(message).catch(() => null))).then(
        (answers) => answers.map((answer) => answer ?? null),
      ),
  })
  return ran?.result
}

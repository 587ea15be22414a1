import type { Page } from 'puppeteer-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { AMELIA, castAt } from '../demo/people.ts'
import { connectAs } from './account.ts'
import { answerSiteOffer, readComposer, turnOnSite } from './as-a-person.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { clickLauncher, HOST, hosts, isShown, launcherBox, places } from './launcher-in-page.ts'
import { press } from './screen.ts'
import type { ServerUnderTest } from './server.ts'
import type { Sites } from './sites.ts'
import { setStage } from './stage.ts'
import { until } from './until.ts'

declare const chrome: {
  permissions: { getAll(): Promise<{ origins?: string[] }> }
  scripting: {
    getRegisteredContentScripts(): Promise<{ matches?: string[] }[]>
    executeScript(injection: { target: { tabId: number }; files: string[] }): Promise<unknown>
  }
  tabs: { query(about: object): Promise<{ id: number; url?: string }[]> }
}

describe.each(BROWSER_NAMES)('the launcher in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let sites: Sites

  beforeAll(async () => {
    const stage = await setStage(name)
    ;({ browser, server, sites } = stage)
    const cast = castAt(sites.origin).filter(({ email }) => email !== AMELIA.email)
    await Promise.all(cast.map((person) => server.addPerson(person)))
    await connectAs(browser, await server.invitation(AMELIA))
    return stage.clear
  })

  const rights = () =>
    browser.inExtension(async () => {
      const { origins } = await chrome.permissions.getAll()
      const scripts = await chrome.scripting.getRegisteredContentScripts()
      return { origins, scripts: scripts.map(({ matches }) => matches) }
    })
  const NO_RIGHTS = { origins: [], scripts: [] }

  test('nothing is in any page before a site is turned on', async () => {
    const page = await browser.openPage(sites.wiki)
    expect(await hosts(page)).toBe(0)
    expect(await rights()).toEqual(NO_RIGHTS)
  })

  test("a 'no' to the browser's question leaves nothing", async () => {
    const page = await browser.openPage(sites.wiki)
    await answerSiteOffer(browser, page, 'deny')
    await page.reload()
    expect(await hosts(page)).toBe(0)
    expect(await rights()).toEqual(NO_RIGHTS)
  })

  test("a 'yes' puts it beside the title, and moves nothing", async () => {
    const page = await browser.openPage(sites.wiki)
    await page.bringToFront()
    const before = await places(page)
    await turnOnSite(browser, page)
    const { x, y, width, height } = await launcherBox(page)
    expect(await places(page)).toEqual(before)
    expect(await page.$eval(HOST, (host) => [host.clientWidth, host.clientHeight])).toEqual([0, 0])
    const title = await page.$eval('h1', (heading) => {
      const { top, bottom } = heading.getBoundingClientRect()
      return { top, bottom }
    })
    expect(y).toBeGreaterThanOrEqual(title.top)
    expect(y + height).toBeLessThanOrEqual(title.bottom)
    expect(x + width).toBeGreaterThan(width)
  })

  test('the page cannot click it, and sees nothing of it', async () => {
    const page = await browser.openPage(sites.wiki)
    await launcherBox(page)
    const seen = await page.$eval(HOST, (host) => {
      if (host instanceof HTMLElement) host.click()
      for (const type of ['pointerdown', 'mousedown', 'mouseup', 'click'])
        host.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true }))
      return {
        root: host.shadowRoot,
        text: host.textContent,
        attributes: Array.from(host.attributes, ({ name: attribute }) => attribute),
      }
    })
    expect(seen).toEqual({ root: null, text: '', attributes: ['style'] })
    expect(await browser.isPopupOpen()).toBe(false)
    const files = ['manifest.json', 'launcher.js', 'launcher.css', 'popup.html', 'icon/spot.svg']
    const fetched = await page.evaluate(tryToFetch, browser.extensionOrigin, files)
    expect(fetched).toEqual(files.map(() => 'refused'))
  })

  test('a real click opens the composer; the viewer is never offered', async () => {
    const page = await browser.openPage(sites.review)
    await clickLauncher(page)
    const popup = await browser.waitForPopup()
    const { recipients, offered } = await until('people of the page', async () => {
      const composer = await readComposer(popup)
      return composer.recipients.length > 0 ? composer : null
    })
    expect(recipients).toEqual(['Noor Haddad'])
    expect(offered).not.toHaveLength(0)
    expect(offered).not.toContain(AMELIA.name)
    await browser.closePopup()
  })

  test('one stays beside the title after a soft navigation', async () => {
    const page = await browser.openPage(sites.review)
    await launcherBox(page)
    await page.evaluate(navigateSoftly)
    await until('the launcher to follow', async () => (await launcherBox(page)).y > 150)
    expect(await hosts(page)).toBe(1)
  })

  test('other sites get nothing', async () => {
    const page = await browser.openPage(onOtherSite(sites.wiki))
    await page.waitForSelector('#mw-content-text')
    expect(await hosts(page)).toBe(0)
  })

  test('in a window without a toolbar the composer is a small window', async () => {
    const page = await browser.openPage(sites.wiki)
    const small = await openBareWindow(page, sites.ticket)
    await clickLauncher(small)
    const composer = await browser.waitForExtensionPage('popup.html')
    expect((await readComposer(composer)).workItem?.title).toContain('Invoices show the wrong currency')
    await composer.close()
    await small.close()
  })

  test('it is there after a restart of the browser, once', async () => {
    await browser.restart('close')
    const page = await browser.openPage(sites.wiki)
    await launcherBox(page)
    expect(await hosts(page)).toBe(1)
  })

  test('an update of the extension puts up its own in an open page, once', async () => {
    const page = await browser.openPage(sites.wiki)
    await launcherBox(page)
    await page.$eval(HOST, (host) => host.setAttribute('title', 'old'))
    await browser.updateExtension()
    await page.waitForSelector(`${HOST}:not([title])`)
    await page.bringToFront()
    expect(await hosts(page)).toBe(1)
    await clickLauncher(page)
    const popup = await browser.waitForPopup()
    expect((await readComposer(popup)).workItem?.title).toBe('Rotating the signing keys')
    await browser.closePopup()
  })

  test('its script, run again, leaves one', async () => {
    const page = await browser.openPage(sites.wiki)
    await launcherBox(page)
    const [ran] = await browser.inExtension(runLaunchersAgain, sites.wiki)
    expect(ran).toBe('ran')
    expect(await hosts(page)).toBe(1)
    await launcherBox(page)
  })

  test('turned off in the settings it leaves at once, and stays away', async () => {
    const page = await browser.openPage(sites.wiki)
    await page.waitForSelector(HOST)
    const options = await browser.openExtensionPage('options.html')
    await press(options, 'Turn off the button on localhost')
    await until('the launcher to leave', async () => (await hosts(page)) === 0)
    await until('the rights to be given back', async () => (await rights()).origins?.length === 0)
    await page.reload()
    expect(await hosts(page)).toBe(0)
    expect(await rights()).toEqual(NO_RIGHTS)
  })

  test('removed with the extension it leaves open pages', async () => {
    // A site that was on before would be granted again without a question.
    const page = await browser.openPage(onOtherSite(sites.wiki))
    await turnOnSite(browser, page)
    const { x, y } = await launcherBox(page)
    await browser.removeExtension()
    await until('the launcher to go', async () => {
      // Chromium leaves the script alive: it goes when somebody comes near.
      await page.mouse.move(x + 10, y - 60)
      await page.mouse.move(x + 10, y + 10)
      return !(await isShown(page))
    })
  })
})

/** Runs in the extension. */
async function runLaunchersAgain(url: string): Promise<string[]> {
  const tabs = await chrome.tabs.query({})
  const runs = tabs
    .filter((tab) => tab.url === url)
    .map(async ({ id }) => {
      await chrome.scripting.executeScript({ target: { tabId: id }, files: ['/launcher.js'] })
      return 'ran'
    })
  return Promise.all(runs)
}

/** The same page, on what is another site to a browser. */
const onOtherSite = (url: string): string => url.replace('localhost', '127.0.0.1')

function tryToFetch(origin: string, files: string[]): Promise<string[]> {
  const answers = files.map((file) => fetch(`${origin}/${file}`))
  return Promise.all(
    answers.map((answer) =>
      answer.then(
        () => 'answered',
        () => 'refused',
      ),
    ),
  )
}

/** As a code review goes to its next item: a new address, a new title, a new heading further down. */
function navigateSoftly(): void {
  history.pushState({}, '', '/platform/gateway/pull/129')
  document.title = 'Retire the old keys · Pull Request #129 · platform/gateway · GitHub'
  const heading = document.querySelector('h1')
  const next = heading?.cloneNode(true)
  if (next instanceof HTMLElement) {
    next.style.marginTop = '160px'
    heading?.replaceWith(next)
  }
}

/** A window as a page opens it: without a toolbar. */
async function openBareWindow(page: Page, url: string): Promise<Page> {
  const { promise, resolve } = Promise.withResolvers<Page | null>()
  page.once('popup', resolve)
  await page.evaluate((address) => void open(address, 'bare', 'popup,width=900,height=700'), url)
  const opened = await promise
  if (!opened) throw new Error('The page could not open a window')
  return opened
}

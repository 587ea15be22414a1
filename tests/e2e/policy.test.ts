import { readFile } from 'node:fs/promises'
import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHROME_ID, GECKO_ID } from '../../shared/extension-ids.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { somebody } from './colleague.ts'
import { launchManagedBrowser } from './launch.ts'
import { HOST, hosts } from './launcher-in-page.ts'
import { ManagedMachine } from './managed-machine.ts'
import { fill, isSeen, press, see, seeNoMore } from './screen.ts'
import { startServer, type ServerUnderTest } from './server.ts'
import { startSites, type Sites } from './sites.ts'
import { until } from './until.ts'
import { words } from './words.ts'

declare const chrome: {
  storage: { managed: { get(): Promise<Record<string, unknown>> } }
}

/** Chromium hears of a first policy some seconds after it was written. */
const ARRIVES_MS = 30_000

const LOCALHOST = 'http://localhost'
const LOOPBACK = 'http://127.0.0.1'

describe.each(BROWSER_NAMES)('an organisation that manages %s:', (name) => {
  let machine: ManagedMachine
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let otherServer: ServerUnderTest
  let sites: Sites
  let settings: Page

  beforeAll(async () => {
    machine = await ManagedMachine.open()
    ;[server, otherServer, sites] = await Promise.all([startServer(), startServer(), startSites()])
    browser = await launchManagedBrowser(name, machine)
  })
  afterAll(async () => {
    await browser.close()
    await Promise.all([server.remove(), otherServer.remove(), sites.stop(), machine.remove()])
  })

  const write = (policy: object) =>
    name === 'chromium'
      ? machine.setChromiumPolicies({ '3rdparty': { extensions: { [CHROME_ID]: policy } } })
      : machine.setFirefoxManifest(policy)

  /** Chromium follows at once, in pages that are open. Firefox keeps the first policy that it has read until it starts again. */
  const change = async (policy: object) => {
    await write(policy)
    if (name === 'chromium') return
    await browser.restart('close')
    settings = await browser.openExtensionPage('options.html')
  }

  /** Leaves the page for another tab, and comes back. */
  const lookAway = async (page: Page) => {
    const elsewhere = await browser.openPage(sites.plain)
    await elsewhere.close()
    await page.bringToFront()
  }

  test('a policy that comes late is followed without a restart, in a page that is open', async () => {
    settings = await browser.waitForExtensionPage('options.html')
    await see(settings, words('connect_lead'))
    await write({ server: server.address, sites: [LOCALHOST, LOOPBACK], locked: ['server'] })
    if (name === 'firefox') await lookAway(settings)
    await see(settings, words('organisation_set'), ARRIVES_MS)
    await see(settings, server.address)
    await see(settings, words('connect_lead_code'))
  })

  test('the locked server is the only one, and the code alone is enough for it', async () => {
    await fill(settings, '#invitation', await otherServer.invitation(somebody('Ada Example')))
    await press(settings, words('connect_button'))
    await see(settings, words('problem_other_server'))
    const ada = await server.addPerson(somebody('Ada Example'))
    await fill(settings, '#invitation', await server.invite(ada.id))
    await press(settings, words('connect_button'))
    await see(settings, words('connect_done', { name: 'Ada Example' }))
  })

  test('its sites come as one question', async () => {
    const open = [await browser.openPage(sites.wiki), await browser.openPage(onLoopback(sites.wiki))]
    await settings.bringToFront()
    expect(await hostsOffered(settings)).toEqual(['127.0.0.1', 'localhost'])
    await press(settings, words('offer_sites_button', { count: 2 }))
    await browser.answerPermissionPrompt('allow')
    await seeNoMore(settings, words('offer_sites'))
    for (const page of open) {
      await page.bringToFront()
      await page.waitForSelector(HOST)
    }
    await settings.bringToFront()
    expect(await settings.$$eval('.sites li', (rows) => rows.map((row) => row.textContent))).toEqual([
      `127.0.0.1 ${words('organisation_set')} ${words('options_site_off')}`,
      `localhost ${words('organisation_set')} ${words('options_site_off')}`,
    ])
  })

  test('a value that cannot be used is named, and the rest counts', async () => {
    await change({
      server: server.address,
      sites: [LOCALHOST, 'wiki'],
      languages: ['en', 'fr'],
      locked: ['server', 'languages', 'colours'],
    })
    const named = (key: string, value: string, example: string) =>
      see(settings, words('organisation_ignored', { key, value, example }), ARRIVES_MS)
    await named('sites', 'wiki', 'https://wiki.corp.example')
    await named('locked', 'colours', 'server, sites, languages')
    await see(settings, words('options_change_person'))
    const languages = await settings.$$eval('#language option', (options) =>
      options.map((option) => option.value),
    )
    expect(languages).toEqual(['browser', 'en', 'fr'])
  })

  test('locked sites are the only ones with the button, until they are unlocked', async () => {
    const open = await browser.openPage(onLoopback(sites.wiki))
    await open.waitForSelector(HOST)
    await change({ server: server.address, sites: [LOCALHOST], locked: ['server', 'sites'] })
    await settings.bringToFront()
    await see(settings, words('options_sites_locked'), ARRIVES_MS)
    await seeNoMore(settings, '127.0.0.1 ')
    const page = name === 'chromium' ? open : await browser.openPage(onLoopback(sites.wiki))
    await until('the launcher to leave', async () => (await hosts(page)) === 0)
    const popup = await browser.openPopup(page)
    await popup.waitForSelector('form.composer')
    expect(await isSeen(popup, words('offer_site', { site: '127.0.0.1' }))).toBe(false)
    await browser.closePopup()
  })

  test('a site that is new in the policy is suggested in the popup, until it is put away', async () => {
    const more = 'https://tracker.corp.example'
    await change({ server: server.address, sites: [LOCALHOST, LOOPBACK, more], locked: ['server'] })
    await see(settings, words('offer_sites'), ARRIVES_MS)
    expect(await hostsOffered(settings)).toEqual(['tracker.corp.example'])
    const page = await browser.openPage(sites.wiki)
    const popup = await browser.openPopup(page)
    await see(popup, words('offer_sites_button', { count: 1 }))
    await press(popup, words('offer_put_away'))
    await seeNoMore(popup, words('offer_sites'))
    const again = await browser.openPopup(page)
    await again.waitForSelector('form.composer')
    expect(await isSeen(again, words('offer_sites'))).toBe(false)
    await browser.closePopup()
    await settings.bringToFront()
    expect(await hostsOffered(settings)).toEqual(['tracker.corp.example'])
  })

  test('another server is said and asked for, and with the first one back everything goes on', async () => {
    const moved = words('connect_lead_moved', { server: otherServer.address, former: server.address })
    await change({ server: otherServer.address, locked: ['server'] })
    await see(settings, moved, ARRIVES_MS)
    const popup = await browser.openPopup(await browser.openPage(sites.wiki))
    await see(popup, moved)
    await browser.closePopup()
    await change({ server: server.address, locked: ['server'] })
    await settings.bringToFront()
    await see(settings, 'Ada Example', ARRIVES_MS)
    expect(await browser.takeErrors()).toEqual([])
  })
})

describe.each(BROWSER_NAMES)('the sample for %s', (name) => {
  let machine: ManagedMachine
  let browser: BrowserUnderTest

  beforeAll(async () => {
    machine = await ManagedMachine.open()
  })
  afterAll(async () => {
    await browser.close()
    await machine.remove()
  })

  test('sets the extension up', async () => {
    const set = name === 'chromium' ? await applyChromeSample() : await applyFirefoxSample()
    browser = await launchManagedBrowser(name, machine)
    const settings = await browser.waitForExtensionPage('options.html')
    await see(settings, words('organisation_set'), ARRIVES_MS)
    await see(settings, set.server)
    expect(await browser.inExtension(() => chrome.storage.managed.get())).toEqual(set)
    expect(await settings.$$('[role=alert]')).toHaveLength(0)
  })

  /** But for the download: Chromium lets nobody load an unpacked build of what the organisation installs. */
  async function applyChromeSample(): Promise<{ server: string }> {
    const sample = await readFile('extension/policies/chrome.json', 'utf8')
    const policies = JSON.parse(sample.replace('"force_installed"', '"allowed"'))
    await machine.setChromiumPolicies(policies)
    return policies['3rdparty'].extensions[CHROME_ID]
  }

  async function applyFirefoxSample(): Promise<{ server: string }> {
    const { policies } = JSON.parse(await readFile('extension/policies/firefox.json', 'utf8'))
    await machine.setFirefoxPolicies({ policies })
    return policies['3rdparty'].Extensions[GECKO_ID]
  }
})

/** The same page by the computer's number: another site to a browser. */
function onLoopback(url: string): string {
  return url.replace(LOCALHOST, LOOPBACK)
}

function hostsOffered(page: Page): Promise<(string | null)[]> {
  return page.$$eval('.hosts li', (rows) => rows.map((row) => row.textContent))
}

import { TargetType, type Frame, type Page } from 'puppeteer-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { AMELIA, castAt, GRACE, NOOR, TOMASZ } from '../demo/people.ts'
import { connectAs } from './account.ts'
import { readComposer, waitForRecipient, type ComposerSeen } from './as-a-person.ts'
import { BROWSER_NAMES, type BrowserUnderTest, type MenuTarget } from './browser-under-test.ts'
import { see } from './screen.ts'
import type { ServerUnderTest } from './server.ts'
import type { Sites } from './sites.ts'
import { setStage } from './stage.ts'
import { until } from './until.ts'

declare const chrome: { permissions: { getAll(): Promise<{ origins?: string[] }> } }

describe.each(BROWSER_NAMES)('the context menu in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let sites: Sites
  let invitation: string

  beforeAll(async () => {
    const stage = await setStage(name)
    ;({ browser, server, sites } = stage)
    const cast = castAt(sites.origin).filter(({ email }) => email !== AMELIA.email)
    await Promise.all(cast.map((person) => server.addPerson(person)))
    invitation = await server.invitation(AMELIA)
    return stage.clear
  })

  const grantedOrigins = () => browser.inExtension(async () => (await chrome.permissions.getAll()).origins)

  /** Chooses the item there, and gives the popup that opens. */
  const openFromMenu = async (page: Page, target: MenuTarget): Promise<Page> => {
    await browser.chooseMenuItem(page, target)
    return browser.waitForPopup()
  }

  /** What the composer shows in the end: people arrive after the rest. */
  const composed = async (popup: Page, recipient: string): Promise<ComposerSeen> => {
    await waitForRecipient(popup, recipient)
    return readComposer(popup)
  }

  test('it holds no right to any site', async () => {
    expect(await grantedOrigins()).toEqual([])
  })

  test('without a session the popup asks to connect', async () => {
    const page = await browser.openPage(sites.wiki)
    const popup = await openFromMenu(page, { on: 'h1' })
    await see(popup, 'Connect to your organisation')
    await browser.closePopup()
    await connectAs(browser, invitation)
  })

  test('on a page: the page, and its last editor', async () => {
    const page = await browser.openPage(sites.wiki)
    const popup = await openFromMenu(page, { on: 'h1' })
    expect(await composed(popup, GRACE.name)).toEqual({
      recipients: [GRACE.name],
      offered: [],
      message: '',
      workItem: { title: 'Rotating the signing keys', note: expect.stringContaining('Wiki page') },
    })
    await browser.closePopup()
  })

  test('on a selection: it is quoted', async () => {
    const page = await browser.openPage(sites.wiki)
    const popup = await openFromMenu(page, { on: '.hatnote', selecting: true })
    const { message } = await composed(popup, GRACE.name)
    expect(message).toBe(
      '> You need no approval to rotate a key that leaked. Do it first, tell the channel after.\n\n',
    )
    await browser.closePopup()
  })

  test('on the link to a profile: that person, and the others of the page one click away', async () => {
    const page = await browser.openPage(sites.wiki)
    const popup = await openFromMenu(page, { on: 'a[href="/wiki/User:Tomasz_Kowalczyk"]' })
    const { recipients } = await composed(popup, TOMASZ.name)
    expect(recipients).toEqual([TOMASZ.name])
    const offered = async () => (await readComposer(popup)).offered
    await until('the others', async () => (await offered()).length > 0)
    expect(await offered()).toEqual([GRACE.name])
    await browser.closePopup()
  })

  test('on an e-mail link of any page: the person with that address', async () => {
    const page = await browser.openPage(sites.plain)
    const popup = await openFromMenu(page, { on: 'a[href^="mailto:"]' })
    const { recipients, workItem } = await composed(popup, NOOR.name)
    expect(recipients).toEqual([NOOR.name])
    expect(workItem?.title).toBe('Lunch on Thursday')
    await browser.closePopup()
  })

  test.each(['own', 'other'])(
    'inside a frame of its %s site: the page around it, and the quote',
    async (frame) => {
      const page = await browser.openPage(sites.framed)
      const paragraph = await (await frameNamed(page, frame)).waitForSelector('p')
      if (!paragraph) throw new Error('The frame is empty')
      const popup = await openFromMenu(page, { on: paragraph, selecting: true })
      expect(await readComposer(popup)).toMatchObject({
        message: '> The queue is quiet since Tuesday.\n\n',
        workItem: { title: 'A page with frames' },
      })
      await browser.closePopup()
    },
  )

  test('on a page that cannot be read: its title and address', async () => {
    const page = await browser.openPage(sites.pdf)
    const popup = await openFromMenu(page, { on: 'body' })
    const { recipients, workItem } = await readComposer(popup)
    expect(recipients).toEqual([])
    expect(workItem?.title).toBe('runbook.pdf')
    expect(workItem?.note).toContain(new URL(sites.origin).host)
    await browser.closePopup()
  })

  test('it still holds no right to any site, and complains about nothing', async () => {
    expect(await grantedOrigins()).toEqual([])
    expect(await browser.takeErrors()).toEqual([])
  })

  test('a complaint would have been heard', async () => {
    const page = await browser.openExtensionPage('options.html')
    await page.evaluate(complain)
    const [heard] = await until('the complaint', async () => {
      const errors = await browser.takeErrors()
      return errors.length > 0 && errors
    })
    expect(heard).toContain('Broken on purpose')
  })

  // The last one: whoever attaches to Chromium's worker must not end it afterwards.
  test.runIf(name === 'chromium')('also one of the background', async () => {
    const page = await browser.openPage(sites.plain)
    const worker = page
      .browser()
      .targets()
      .find((target) => target.type() === TargetType.SERVICE_WORKER)
    await (await worker?.worker())?.evaluate(complain)
    const heard = await until('the complaint', async () => (await browser.takeErrors())[0])
    expect(heard).toContain('Broken on purpose')
    expect(heard).toContain('/background.js')
  })
})

/** Later, as an uncaught error of the page's or the worker's own. */
function complain(): void {
  setTimeout(() => {
    throw new Error(`Broken on purpose at ${location.href}`)
  })
}

function frameNamed(page: Page, name: string): Promise<Frame> {
  return until(`the frame '${name}'`, async () => {
    const element = await page.$(`iframe[name="${name}"]`)
    return element?.contentFrame() ?? null
  })
}

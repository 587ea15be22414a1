import type { Page } from 'puppeteer-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgetEverybody, startAsColleague } from './account.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { Keyboard } from './by-keyboard.ts'
import { addColleague, somebody, type Colleague } from './colleague.ts'
import { recipients } from './composing.ts'
import { HOST } from './launcher-in-page.ts'
import { see, seeNoMore, valueOf } from './screen.ts'
import type { ServerUnderTest } from './server.ts'
import type { Sites } from './sites.ts'
import { setStage } from './stage.ts'
import { until, whileReading } from './until.ts'
import { words } from './words.ts'

declare const chrome: { action: { getTitle(of: object): Promise<string> } }

const UNDO_SECONDS = 5

describe.each(BROWSER_NAMES)('by keyboard alone in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let sites: Sites
  let wilma: Colleague
  let zora: Colleague
  /** The person in the browser, as on their other device. */
  let ada: Colleague
  let page: Page

  beforeAll(async () => {
    const stage = await setStage(name, { undoSeconds: UNDO_SECONDS })
    ;({ browser, server, sites } = stage)
    return stage.clear
  })
  beforeEach(async () => {
    await browser.setOffline(false)
    wilma = await addColleague(server, 'Wilma Ruiz', 'Nightwatch')
    zora = await addColleague(server, 'Zora Lind', 'Nightwatch')
    ada = await startAsColleague(browser, server)
  })

  /** A page of the extension in a tab. */
  async function open(path: string): Promise<Keyboard> {
    await page?.close().catch(() => undefined)
    page = await browser.openExtensionPage(path)
    return new Keyboard(page)
  }
  async function arrivedAt(colleague: Colleague) {
    const all = await until('it to arrive', async () => {
      const received = await colleague.received()
      return received.length > 0 && received
    })
    return all.at(-1)
  }
  const unread = () => page.$$eval('.item.unread', (items) => items.length)

  test('connecting, and repairing an invitation that is not one', async () => {
    await forgetEverybody(browser)
    const keys = await open('options.html')
    await keys.expectAt(words('connect_invitation'))
    await keys.type('Hello, here is your invitation')
    await keys.enter(words('connect_button'))
    await see(page, words('problem_bad_address'))
    await keys.backTo(words('connect_invitation'))
    await keys.retype(server.address)
    await keys.press('Enter')
    await keys.expectAt(words('connect_code'))
    await keys.backTo(words('connect_invitation'))
    const person = somebody('Ada Example')
    await keys.retype(await server.invitation(person))
    await keys.tabTo(words('connect_button'))
    await keys.press(' ')
    await keys.expectAt(words('connect_done', { name: person.name }))
    await keys.tabTo(words('options_change'))
  })

  test('a whole bright spot in the toolbar popup, taken back, changed and sent', async () => {
    page = await browser.openPopup(await browser.openPage(sites.plain))
    const keys = new Keyboard(page)
    await keys.expectAt(words('to_label'))
    await keys.type('nightw')
    await see(page, zora.name)
    for (const key of ['ArrowDown', 'ArrowUp', 'Enter', 'Backspace'] as const) await keys.press(key)
    expect(await recipients(page)).toEqual([])
    for (const { email } of [zora, wilma]) await take(keys, email)
    await keys.backTo(words('to_remove', { name: wilma.name }))
    await keys.press(' ')
    await keys.expectAt(words('to_label'))
    await keys.tabTo(words('message_label'))
    await keys.type('You stayed')
    await keys.tabTo(words('values_more', { count: 3 }))
    await keys.press(' ')
    await keys.expectAt('Positive')
    await keys.press(' ')
    await keys.enter(words('page_remove'))
    await keys.expectAt(words('message_label'))
    await keys.tabTo(words('visibility_label'))
    await keys.press('ArrowDown')
    await keys.press('Enter', 'Control')
    await keys.expectAt(words('sent_on_its_way', { names: 'Zora' }))
    await keys.enter(words('undo'))
    await keys.expectAt(words('message_label'))
    await keys.press('End')
    await keys.type(' until it worked.')
    await keys.enter(words('send'))
    await keys.expectAt(words('sent_on_its_way', { names: 'Zora' }))
    await keys.tabTo(words('undo'))
    await keys.expectAt(words('write_another'))
    await keys.press('Enter')
    await keys.expectAt(words('to_label'))
    expect(await arrivedAt(zora)).toMatchObject({
      message: 'You stayed until it worked.',
      values: ['positive'],
      visibility: 'public',
      context: null,
    })
    await browser.closePopup()
  })

  test('the inbox: one is read, shared, and taken back from colleagues; two sent ones are withdrawn', async () => {
    await wilma.thank(ada.id, 'For the tea')
    await zora.thank(ada.id, 'For the two hours', { visibility: 'public' })
    await ada.thank(wilma.id, 'One')
    await ada.thank(zora.id, 'Two')
    const keys = await open('popup.html')
    await keys.expectAt(words('to_label'))
    await keys.backTo(words('nav_inbox'))
    await keys.press('Enter')
    await until('both to be there', async () => (await unread()) === 2)
    const title = () => browser.inExtension(() => chrome.action.getTitle({}))
    await until('the badge in words', async () => (await title()) === words('toolbar_unread', { count: 2 }))
    await page.bringToFront()
    await keys.tabTo(zora.name)
    await keys.press('Enter')
    await until('one to be read', async () => (await unread()) === 1)
    await keys.expectAt(zora.name)
    await keys.enter(words('publish_yes'))
    await see(page, words('publish_agreed'))
    await keys.expectAt(words('publish_yes'))
    await keys.press('Enter')
    await keys.enter(words('publish_no'))
    await see(page, words('publish_declined'))
    await keys.tabTo(wilma.name)
    await keys.backTo(words('inbox_sent'))
    await keys.press(' ')
    await keys.enter(words('withdraw'))
    await keys.expectAt(words('withdraw_sure'))
    await keys.press('Tab')
    await keys.press('Tab', 'Shift')
    await keys.expectAt(words('withdraw'))
    await keys.press('Enter')
    await whileReading()
    await keys.press('Enter')
    await seeNoMore(page, 'Two')
    await keys.expectAt(words('withdraw'))
    await keys.press('Enter')
    await whileReading()
    await keys.press('Enter')
    await keys.expectAt(words('send_one'))
    await keys.press('Enter')
    await keys.expectAt(words('to_label'))
    await until('both to be withdrawn', async () => (await ada.received()).length === 2)
    expect(await wilma.received()).toEqual([])
  })

  test('unsent: tried again, edited, discarded', async () => {
    const keys = await open('popup.html')
    await keys.expectAt(words('to_label'))
    await take(keys, zora.email)
    await browser.setOffline(true)
    await keys.tabTo(words('message_label'))
    await keys.type('On a train')
    await keys.press('Enter', 'Control')
    await keys.expectAt(words('sent_waits', { names: 'Zora' }))
    await keys.enter(words('try_now'))
    await keys.backTo(words('nav_unsent'))
    await keys.press('Enter')
    await keys.enter(words('try_now'))
    await see(page, words('unsent_waits', { problem: words('problem_offline') }))
    await keys.enter(words('edit'))
    await keys.expectAt(words('message_label'))
    expect(await valueOf(page, '#message')).toBe('On a train')
    await keys.backTo(words('nav_unsent'))
    await keys.press('Enter')
    await keys.enter(words('open'))
    await keys.expectAt(words('message_label'))
    await keys.backTo(words('nav_unsent'))
    await keys.press('Enter')
    await keys.enter(words('discard'))
    await keys.expectAt(words('discard_sure'))
    await whileReading()
    await keys.press('Enter')
    // Whether the first one had arrived is asked when there is a network again.
    await keys.expectAt(words('unsent_waiting'))
    await keys.backTo(words('nav_send'))
  })

  test('a site is turned on, its button pressed, and the settings changed', async () => {
    const wiki = await browser.openPage(sites.wiki)
    page = await browser.openPopup(wiki)
    await new Keyboard(page).expectAt(words('message_label'))
    await new Keyboard(page).tabTo(words('offer_site', { site: 'localhost' }))
    // The browser closes the popup for its own question.
    await page.keyboard.press('Enter').catch(() => undefined)
    await browser.answerPermissionPrompt('allow')
    await browser.closePopup()
    await wiki.bringToFront()
    await wiki.waitForSelector(HOST)
    await tabToLauncher(wiki)
    await wiki.keyboard.press('Enter')
    await new Keyboard(await browser.waitForPopup()).expectAt(words('message_label'))
    await browser.closePopup()

    page = await browser.openExtensionPage('options.html')
    const keys = new Keyboard(page)
    await see(page, words('options_sites'))
    await keys.enter(words('options_site_off_label', { site: 'localhost' }))
    await keys.expectAt(words('options_sites'))
    await keys.tabTo(words('options_notifications'))
    await keys.press(' ')
    expect(await page.$eval('#notifications', (box) => box instanceof HTMLInputElement && box.checked)).toBe(
      false,
    )
    await keys.tabTo(words('options_language'))
    await keys.press('ArrowDown')
    await keys.backTo(words('options_sign_out'))
    await keys.press('Enter')
    await keys.expectAt(words('connect_invitation'))
  })

  async function take(keys: Keyboard, email: string): Promise<void> {
    await keys.type(email)
    await see(page, `Nightwatch · ${email}`)
    await keys.press('Enter')
  }
})

async function tabToLauncher(page: Page): Promise<void> {
  await until('Tab to come to the launcher', async () => {
    await page.keyboard.press('Tab')
    return page.evaluate((host) => document.activeElement?.localName === host, HOST)
  })
}

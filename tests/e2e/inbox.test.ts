import type { ElementHandle, Page } from 'puppeteer-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAsColleague } from './account.ts'
import { hurryAlarm } from './alarm.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, type Colleague } from './colleague.ts'
import { closeLast, isSeen, press, see, seeNoMore } from './screen.ts'
import type { ServerUnderTest } from './server.ts'
import { setStage } from './stage.ts'
import { until, whileReading } from './until.ts'
import { words } from './words.ts'

/** The promise of the inbox for a window that is open; when all are closed, for the browser's alarm and for what follows it. */
const OPEN_WITHIN_MS = 2000
const ALARM_WITHIN_MINUTES = 0.5
const CLOSED_WITHIN_MS = 20_000

describe.each(BROWSER_NAMES)('the inbox in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let grace: Colleague
  let jorge: Colleague
  /** The person in the browser, as on their other device. */
  let ada: Colleague
  let popup: Page

  beforeAll(async () => {
    const stage = await setStage(name)
    ;({ browser, server } = stage)
    return stage.clear
  })
  beforeEach(async () => {
    await browser.setOffline(false)
    await closeLast(popup)
    grace = await addColleague(server)
    jorge = await addColleague(server, 'Jorge Moreno')
    ada = await startAsColleague(browser, server)
    await openInbox()
  })

  async function openInbox(): Promise<void> {
    popup = await browser.openExtensionPage('popup.html#inbox')
    await until('the inbox', () => popup.$('.boxes'))
  }
  const shown = () => popup.$$eval('.item .text', (texts) => texts.map((text) => text.textContent))
  const unread = () => popup.$$eval('.item.unread .text', (texts) => texts.map((text) => text.textContent))
  const untilShown = (texts: string[]) =>
    until(`${texts.join(', ')} in the inbox`, async () => (await shown()).join() === texts.join())
  const untilUnread = (texts: string[]) =>
    until(`unread: ${texts.join(', ')}`, async () => (await unread()).join() === texts.join())
  const untilBadge = (text: string, timeout?: number) =>
    until(`the badge '${text}'`, async () => (await browser.badgeText()) === text, timeout)
  /** What was read, by the server's word to another device. */
  const readElsewhere = async () =>
    (await ada.received()).filter(({ readAt }) => readAt !== null).map(({ message }) => message)
  const notices = async () => (await browser.notifications()).map(({ message }) => message)

  test('received and sent, newest first, with what is unread on the badge', async () => {
    await see(popup, words('inbox_empty'))
    await grace.thank(ada.id, 'First')
    await jorge.thank(ada.id, 'Second', { values: ['helpful'], visibility: 'public' })
    await grace.thank(ada.id, 'Third')
    await untilShown(['Third', 'Second', 'First'])
    expect(await unread()).toHaveLength(3)
    await untilBadge('3')
    await see(popup, 'Helpful')
    await see(popup, words('inbox_just_us'))
    await press(popup, words('inbox_sent'))
    await see(popup, words('inbox_sent_empty'))
    await ada.thank(grace.id, 'From the other device')
    await untilShown(['From the other device'])
    await see(popup, words('inbox_to', { names: grace.name }))
  })

  test('a new one shows within 2 s while the window is open, and says who, not what', async () => {
    await grace.thank(ada.id, 'Opens the feed')
    await untilShown(['Opens the feed'])
    await popup.click('.item .words')
    await untilUnread([])
    const context = {
      tool: 'redmine',
      kind: 'ticket',
      key: '4711',
      title: 'Wrong currency',
      url: 'http://127.0.0.1:9/issues/4711',
    } as const
    await jorge.thank(ada.id, 'A secret', { context })
    const delivered = Date.now()
    await untilShown(['A secret', 'Opens the feed'])
    expect(Date.now() - delivered).toBeLessThan(OPEN_WITHIN_MS)
    await until('the notification', async () =>
      (await notices()).includes(words('notice_from', { name: jorge.name })),
    )
    expect((await notices()).join()).not.toContain('secret')
    expect(await popup.$eval('a.work', (link) => link.getAttribute('href'))).toBe(context.url)
  })

  test('with every window closed, badge and notification come within a minute, and a click opens the inbox', async () => {
    await see(popup, words('inbox_empty'))
    await popup.goto('about:blank')
    await browser.killBackground()
    await jorge.thank(ada.id, 'While you were away')
    const delivered = Date.now()
    expect(await hurryAlarm(browser)).toBeLessThanOrEqual(ALARM_WITHIN_MINUTES)
    await untilBadge('1', CLOSED_WITHIN_MS)
    await until('the notification', async () =>
      (await notices()).includes(words('notice_from', { name: jorge.name })),
    )
    expect(Date.now() - delivered).toBeLessThan(CLOSED_WITHIN_MS)
    await browser.clickNotification(words('extension_name'))
    const opened = await browser.waitForExtensionPage('popup.html#inbox')
    await see(opened, 'While you were away')
    await opened.close()
  })

  test('no notification once they are turned off in the settings', async () => {
    const settings = await browser.openExtensionPage('options.html')
    await press(settings, `${words('options_notifications')} ${words('options_notifications_why')}`)
    await see(popup, words('inbox_empty'))
    const wilma = await addColleague(server, 'Wilma Ruiz')
    await wilma.thank(ada.id, 'Quietly')
    await untilBadge('1')
    await untilShown(['Quietly'])
    expect(await notices()).not.toContain(words('notice_from', { name: wilma.name }))
    await press(settings, `${words('options_notifications')} ${words('options_notifications_why')}`)
    await settings.close()
  })

  test('reading one marks that one, here and on the other device, and the other way round', async () => {
    await grace.thank(ada.id, 'One')
    await grace.thank(ada.id, 'Two')
    const three = await grace.thank(ada.id, 'Three')
    await untilUnread(['Three', 'Two', 'One'])
    await popup.click('.item:nth-child(2) .words')
    await untilUnread(['Three', 'One'])
    await untilBadge('2')
    await until('the server to know', async () => (await readElsewhere()).join() === 'Two')
    await server.call('POST', `/api/v1/recognitions/${three.id}/read`, undefined, ada.token)
    await untilUnread(['One'])
    await untilBadge('1')
  })

  test('it reads offline, and what was read then is told later', async () => {
    await grace.thank(ada.id, 'On the train')
    await grace.thank(ada.id, 'In the tunnel')
    await untilShown(['In the tunnel', 'On the train'])
    await popup.close()
    await browser.setOffline(true)
    await openInbox()
    await untilShown(['In the tunnel', 'On the train'])
    await see(popup, words('inbox_stale', { problem: words('problem_offline') }))
    await popup.click('.item:nth-child(2) .words')
    await untilUnread(['In the tunnel'])
    await untilBadge('1')
    expect(await readElsewhere()).toEqual([])
    await browser.setOffline(false)
    await until('the server to know', async () => (await readElsewhere()).join() === 'On the train')
    await seeNoMore(popup, words('inbox_stale', { problem: words('problem_offline') }))
    expect(await unread()).toEqual(['In the tunnel'])
  })

  test.each([
    ['the focus', (tab: ElementHandle) => tab.focus()],
    ['the pointer', (tab: ElementHandle) => tab.hover()],
  ])('it is there at once when %s was at its tab before', async (_, goTo) => {
    await until('it to come without a wait', async () => {
      await popup.close()
      popup = await browser.openExtensionPage('popup.html')
      const tab = await popup.waitForSelector('nav .tab:nth-child(2)')
      if (tab) await goTo(tab)
      await whileReading()
      await popup.evaluate(watchForWait)
      await tab?.click()
      await popup.waitForSelector('.inbox')
      return popup.evaluate(() => document.documentElement.dataset['waited'] === undefined)
    })
  })

  test('one that its sender withdraws leaves', async () => {
    const { id } = await grace.thank(ada.id, 'To the wrong Ada')
    await jorge.thank(ada.id, 'To the right one')
    await untilBadge('2')
    await grace.withdraw(id)
    await untilShown(['To the right one'])
    await untilBadge('1')
  })

  test('one that I sent is withdrawn after a second question', async () => {
    await ada.thank(grace.id, 'Too much')
    await press(popup, words('inbox_sent'))
    await untilShown(['Too much'])
    await press(popup, words('withdraw'))
    expect(await isSeen(popup, 'Too much')).toBe(true)
    expect(await grace.received()).toHaveLength(1)
    await whileReading()
    await press(popup, words('withdraw_sure'))
    await see(popup, words('inbox_sent_empty'))
    expect(await grace.received()).toEqual([])
  })
})

/** Marks the page once a view of it is being fetched. */
function watchForWait(): void {
  const mark = () => {
    if (document.querySelector('.view[aria-busy=true]')) document.documentElement.dataset['waited'] = ''
  }
  new MutationObserver(mark).observe(document.body, { childList: true, subtree: true })
}

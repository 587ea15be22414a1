import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAs } from './account.ts'
import { hurryAlarm } from './alarm.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, somebody, type Colleague } from './colleague.ts'
import { compose, pressSend, waitForComposer } from './composing.ts'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'
import { launchBrowser } from './launch.ts'
import { closeLast, press, see, valueOf } from './screen.ts'
import { startServer, type ServerUnderTest } from './server.ts'
import { until } from './until.ts'
import { words } from './words.ts'

/** An alarm looks after the outbox every half minute. */
const HALF_A_MINUTE = 0.5
const BY_ITSELF_MS = 45_000

/** What failed once is not tried again before. */
const FIRST_PAUSE_MS = 5000

const isPut = ({ method }: { method: string }) => method === 'PUT'

describe.each(BROWSER_NAMES)('the outbox in %s: it arrives once', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let proxy: FaultProxy
  let grace: Colleague
  let popup: Page

  beforeAll(async () => {
    server = await startServer()
    proxy = await startFaultProxy(server.address)
    browser = await launchBrowser(name)
  })
  afterAll(async () => {
    await browser.close()
    await proxy.stop()
    await server.remove()
  })
  beforeEach(async () => {
    await closeLast(popup)
    proxy.break('none')
    proxy.delay(0)
    await proxy.accept()
    proxy.seen.length = 0
    grace = await addColleague(server)
    await startAs(browser, server, somebody('Ada Example'), proxy.address)
    popup = await browser.openExtensionPage('popup.html')
    await compose(popup, grace.email, 'You saved my afternoon')
  })

  const messages = async () => (await grace.received()).map(({ message }) => message)
  /** Opening a window sends whatever waits, and after that nothing does. */
  async function expectArrivedOnce(): Promise<void> {
    const again = await browser.openExtensionPage('popup.html')
    await waitForComposer(again)
    await until('the bright spot to arrive', async () => (await messages()).length > 0)
    await until('the outbox to be empty', async () => (await again.$('nav .tab:nth-child(4)')) === null)
    await again.close()
    expect(await messages()).toEqual(['You saved my afternoon'])
  }
  const seeWaiting = async (fault: 'unreachable' | 'not_our_server' | 'interrupted') => {
    await see(popup, words('sent_waits', { names: 'Grace' }))
    await see(popup, words('sent_waits_more'))
    await see(popup, words(`problem_${fault}`))
  }

  test('when the server is back and somebody tries again', async () => {
    await proxy.refuse()
    await pressSend(popup)
    await seeWaiting('unreachable')
    await press(popup, words('nav_unsent'))
    await see(popup, words('unsent_waits', { problem: words('problem_unreachable') }))
    await proxy.accept()
    await press(popup, words('try_now'))
    await see(popup, words('unsent_empty'))
    await expectArrivedOnce()
  })

  test('by itself, with every window closed', async () => {
    await proxy.refuse()
    await pressSend(popup)
    await seeWaiting('unreachable')
    await popup.goto('about:blank')
    await proxy.accept()
    expect(await hurryAlarm(browser, FIRST_PAUSE_MS)).toBe(HALF_A_MINUTE)
    await until('it to arrive', async () => (await messages()).length > 0)
    await expectArrivedOnce()
  })

  test('when the answer is lost on the way', async () => {
    proxy.break('lose-answer', isPut)
    await pressSend(popup)
    await seeWaiting('interrupted')
    expect(await messages()).toHaveLength(1)
    proxy.break('none')
    await press(popup, words('try_now'))
    await see(popup, words('sent_done', { names: 'Grace' }))
    await expectArrivedOnce()
    const [first, ...others] = proxy.seen.filter(isPut).map(({ status }) => status)
    expect([first, ...new Set(others)]).toEqual([201, 200])
  })

  test("when the company's proxy answers in place of the server", async () => {
    proxy.break('bad-gateway')
    await pressSend(popup)
    await seeWaiting('not_our_server')
    proxy.break('none')
    await press(popup, words('try_now'))
    await see(popup, words('sent_done', { names: 'Grace' }))
    await expectArrivedOnce()
  })

  test('when the background ended before the send', async () => {
    await browser.killBackground()
    await pressSend(popup)
    await see(popup, words('sent_done', { names: 'Grace' }))
    await expectArrivedOnce()
  })

  test('when the background ends during the send', async () => {
    proxy.delay(2500)
    await pressSend(popup)
    await until('the request to be under way', () => proxy.seen.some(isPut))
    await browser.killBackground()
    proxy.delay(0)
    await see(popup, words('sent_done', { names: 'Grace' }), BY_ITSELF_MS)
    await expectArrivedOnce()
  })

  test('when the background ends after the send', async () => {
    await pressSend(popup)
    await see(popup, words('sent_done', { names: 'Grace' }))
    await browser.killBackground()
    await expectArrivedOnce()
    expect(proxy.seen.filter(isPut)).toHaveLength(1)
  })

  test.each(['close', 'kill'] as const)('when the browser ends by %s while it waits', async (how) => {
    await proxy.refuse()
    await pressSend(popup)
    await seeWaiting('unreachable')
    await proxy.accept()
    await browser.restart(how)
    await expectArrivedOnce()
    popup = await browser.openExtensionPage('popup.html')
  })

  test('when two windows send the same draft at once', async () => {
    const other = await browser.openExtensionPage('popup.html')
    await waitForComposer(other)
    expect(await valueOf(other, '#message')).toBe('You saved my afternoon')
    const submit = (page: Page) => page.$eval('form', (form) => form.requestSubmit())
    await Promise.all([submit(popup), submit(other)])
    for (const window of [popup, other]) await see(window, words('sent_done', { names: 'Grace' }))
    await other.close()
    await expectArrivedOnce()
  })

  test.each(['stop', 'kill'] as const)('when the server has a %s before the send', async (how) => {
    await server[how]()
    await pressSend(popup)
    await see(popup, words('sent_waits', { names: 'Grace' }))
    await server.start()
    await press(popup, words('try_now'))
    await see(popup, words('sent_done', { names: 'Grace' }))
    await expectArrivedOnce()
  })

  test.each(['stop', 'kill'] as const)('when the server has a %s before its answer arrives', async (how) => {
    proxy.delay(2500)
    await pressSend(popup)
    await until('the server to have it', () => proxy.seen.find(isPut)?.status)
    await server[how]()
    proxy.break('lose-request', isPut)
    proxy.delay(0)
    await server.start()
    proxy.break('none')
    await expectArrivedOnce()
  })
})

import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAs } from './account.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, somebody, type Colleague } from './colleague.ts'
import { compose, pressSend, recipients, waitForComposer } from './composing.ts'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'
import { launchBrowser } from './launch.ts'
import { closeLast, isThere, press, see, seeNoMore, valueOf } from './screen.ts'
import { startServer, type ServerUnderTest } from './server.ts'
import { until, whileReading } from './until.ts'
import { words } from './words.ts'

const UNDO_SECONDS = 4
const isPut = ({ method }: { method: string }) => method === 'PUT'
const isDelete = ({ method }: { method: string }) => method === 'DELETE'

describe.each(BROWSER_NAMES)('undo in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let proxy: FaultProxy
  let grace: Colleague
  let jorge: Colleague
  let popup: Page

  beforeAll(async () => {
    server = await startServer({ undoSeconds: UNDO_SECONDS })
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
    grace = await addColleague(server)
    jorge = await addColleague(server, 'Jorge Moreno')
    await startAs(browser, server, somebody('Ada Example'), proxy.address)
    proxy.seen.length = 0
    popup = await browser.openExtensionPage('popup.html')
    await compose(popup, grace.email, 'Was that too quick?')
  })

  async function expectTextIsBack(): Promise<void> {
    await waitForComposer(popup)
    expect(await valueOf(popup, '#message')).toBe('Was that too quick?')
    expect(await recipients(popup)).toEqual([grace.name])
  }
  /** What was sent later has arrived: then the one taken back would have, too. */
  async function expectNeverArrived(): Promise<void> {
    await until('the server to be told', () => proxy.seen.find(isDelete)?.status === 204)
    await jorge.thank(grace.id, 'Sent later')
    const received = await until('what was sent later', async () => {
      const all = await grace.received()
      return all.length > 0 && all
    })
    expect(received.map(({ message }) => message)).toEqual(['Sent later'])
  }

  test('within its time nobody ever sees it, and the text is back', async () => {
    await pressSend(popup)
    await see(popup, words('sent_on_its_way', { names: 'Grace' }))
    await press(popup, await untilUndoNamesSeconds())
    await expectTextIsBack()
    await expectNeverArrived()
  })

  test('while its request is under way', async () => {
    proxy.delay(1500)
    await pressSend(popup)
    await until('the request', () => proxy.seen.some(isPut))
    await press(popup, words('undo'))
    await expectTextIsBack()
    await expectNeverArrived()
  })

  test('while it waits for the network', async () => {
    await proxy.refuse()
    await pressSend(popup)
    await see(popup, words('sent_waits', { names: 'Grace' }))
    await press(popup, words('undo'))
    await expectTextIsBack()
    await proxy.accept()
    await popup.close()
    popup = await browser.openExtensionPage('popup.html')
    await expectNeverArrived()
    expect(proxy.seen.some(isPut)).toBe(false)
  })

  test('when the server had it and its answer was lost', async () => {
    proxy.break('lose-answer', isPut)
    await pressSend(popup)
    await see(popup, words('sent_waits', { names: 'Grace' }))
    proxy.break('none')
    await press(popup, words('undo'))
    await expectTextIsBack()
    await expectNeverArrived()
  })

  test('is over when it is over', async () => {
    await pressSend(popup)
    await see(popup, words('sent_done', { names: 'Grace' }))
    expect(await isThere(popup, words('undo'))).toBe(false)
    const [arrived] = await until('it to arrive', async () => {
      const all = await grace.received()
      return all.length > 0 && all
    })
    expect(arrived?.message).toBe('Was that too quick?')
  })

  describe('after its window was closed', () => {
    async function reopenAtSent(): Promise<void> {
      await see(popup, words('sent_on_its_way', { names: 'Grace' }))
      await untilUndoNamesSeconds()
      await popup.close()
      popup = await browser.openExtensionPage('popup.html#inbox')
      await press(popup, words('inbox_sent'))
      await see(popup, words('not_delivered'))
    }

    test('it is there with what was sent, and gives the text back', async () => {
      await pressSend(popup)
      await reopenAtSent()
      expect(await isThere(popup, words('withdraw'))).toBe(false)
      await press(popup, words('undo'))
      await expectTextIsBack()
      await expectNeverArrived()
      await press(popup, words('nav_inbox'))
      await press(popup, words('inbox_sent'))
      await see(popup, words('inbox_sent_empty'))
    })

    test('it is over when it is over, and the way left is to withdraw', async () => {
      await pressSend(popup)
      await reopenAtSent()
      await seeNoMore(popup, words('not_delivered'))
      await until('it to arrive', async () => (await grace.received()).length > 0)
      await press(popup, words('withdraw'))
      await whileReading()
      await press(popup, words('withdraw_sure'))
      await see(popup, words('inbox_sent_empty'))
      expect(await grace.received()).toEqual([])
    })
  })

  test('and the text that came back can be sent again', async () => {
    await pressSend(popup)
    await press(popup, await untilUndoNamesSeconds())
    await expectTextIsBack()
    await popup.focus('#message')
    await popup.keyboard.press('End')
    await popup.keyboard.type(' No.')
    await pressSend(popup)
    await see(popup, words('sent_done', { names: 'Grace' }))
    await until('it to arrive', async () => (await grace.received()).length > 0)
    expect((await grace.received()).map(({ message }) => message)).toEqual(['Was that too quick? No.'])
  })

  /** @returns what the button says then, e.g. 'Undo · 3'. */
  function untilUndoNamesSeconds(): Promise<string> {
    const pattern = new RegExp(`^${words('undo_seconds', { seconds: 7 }).replace('7', '\\d+')}`)
    return until('the seconds', async () => {
      const label = await popup.$eval('button.undo', (button) => button.textContent)
      return label !== null && pattern.test(label) && words('undo')
    })
  }
})

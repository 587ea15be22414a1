import type { Page } from 'puppeteer-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAs } from './account.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, somebody, type Colleague } from './colleague.ts'
import { choosePerson, compose, pressSend, recipients, waitForComposer } from './composing.ts'
import { fill, isThere, press, see, seeNoMore, valueOf } from './screen.ts'
import type { ServerUnderTest } from './server.ts'
import type { Sites } from './sites.ts'
import { setStage } from './stage.ts'
import { until, whileReading } from './until.ts'
import { words } from './words.ts'

const SENTENCE = 'When the certificates ran out on Friday you answered at once, and '

describe.each(BROWSER_NAMES)('drafts in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let sites: Sites
  let grace: Colleague

  beforeAll(async () => {
    const stage = await setStage(name)
    ;({ browser, server, sites } = stage)
    return stage.clear
  })
  beforeEach(async () => {
    await browser.closePopup()
    grace = await addColleague(server)
    await startAs(browser, server, somebody('Ada Example'))
  })

  async function openComposerOn(address: string): Promise<Page> {
    const popup = await browser.openPopup(await browser.openPage(address))
    await waitForComposer(popup)
    return popup
  }
  async function typeMessage(popup: Page, text: string): Promise<void> {
    await popup.focus('#message')
    await popup.keyboard.type(text)
  }

  test('every character typed is there after the popup closed at once', async () => {
    const popup = await openComposerOn(sites.ticket)
    await typeMessage(popup, SENTENCE)
    await browser.closePopup()
    const kept = await valueOf(await openComposerOn(sites.ticket), '#message')
    expect(kept).toBe(SENTENCE)
  })

  test('whom it is for, values and visibility too, also when the background ended mid-sentence', async () => {
    const popup = await openComposerOn(sites.ticket)
    await choosePerson(popup, grace.email)
    await press(popup, 'Fast')
    await popup.select('.visibility select', 'public')
    await typeMessage(popup, SENTENCE)
    await browser.killBackground()
    await popup.keyboard.type('the release went out.')
    await browser.closePopup()
    await browser.killBackground()
    const again = await openComposerOn(sites.ticket)
    expect(await valueOf(again, '#message')).toBe(`${SENTENCE}the release went out.`)
    expect(await recipients(again)).toEqual([grace.name])
    expect(await again.$eval('[aria-pressed=true]', (chip) => chip.textContent)).toBe('Fast')
    expect(await valueOf(again, '.visibility select')).toBe('public')
  })

  test.each(['close', 'kill'] as const)('the browser ended mid-sentence by %s', async (how) => {
    const popup = await openComposerOn(sites.ticket)
    await choosePerson(popup, grace.email)
    await fill(popup, '#message', SENTENCE)
    await until('the database to have the last letter', () =>
      popup.evaluate(() => !Object.keys(localStorage).some((key) => key.startsWith('unsaved draft'))),
    )
    await browser.restart(how)
    const again = await openComposerOn(sites.ticket)
    expect(await valueOf(again, '#message')).toBe(SENTENCE)
    await typeMessage(again, 'that is all.')
    await pressSend(again)
    const [arrived] = await until('the bright spot', async () => {
      const received = await grace.received()
      return received.length > 0 && received
    })
    expect(arrived?.message).toBe(`${SENTENCE}that is all.`)
  })

  test('each page has its own, and the others are one click away', async () => {
    const onTicket = await openComposerOn(sites.ticket)
    await choosePerson(onTicket, grace.email)
    await fill(onTicket, '#message', 'For the ticket')
    const onReview = await openComposerOn(sites.review)
    expect(await valueOf(onReview, '#message')).toBe('')
    await fill(onReview, '#message', 'For the review')
    await press(onReview, words('nav_unsent'))
    await see(onReview, 'For the ticket')
    await see(onReview, 'For the review')
    const rows = await onReview.$$('.unsent article')
    expect(rows).toHaveLength(2)
    const open = await rows[1]?.$('button')
    await open?.click()
    await waitForComposer(onReview)
    expect(await valueOf(onReview, '#message')).toBe('For the ticket')
    await see(onReview, 'Invoices show the wrong currency after midnight')
    await pressSend(onReview)
    await see(onReview, words('sent_done', { names: 'Grace' }))
    const arrived = (await grace.received()).map(({ message, context }) => [message, context?.url])
    expect(arrived).toEqual([['For the ticket', sites.ticket]])
    expect(await valueOf(await openComposerOn(sites.ticket), '#message')).toBe('')
    expect(await valueOf(await openComposerOn(sites.review), '#message')).toBe('For the review')
  })

  test('one is discarded with a second question, and never sent', async () => {
    const popup = await openComposerOn(sites.ticket)
    await compose(popup, grace.email, 'Better not')
    const again = await openComposerOn(sites.review)
    await press(again, words('nav_unsent'))
    await press(again, words('discard'))
    await see(again, 'Better not')
    await whileReading()
    await press(again, words('discard_sure'))
    await seeNoMore(again, 'Better not')
    await see(again, words('unsent_empty'))
    const fresh = await openComposerOn(sites.ticket)
    expect([await valueOf(fresh, '#message'), await recipients(fresh)]).toEqual(['', []])
    await fill(fresh, '#message', 'A')
    await fresh.keyboard.press('Backspace')
    expect(await isThere(fresh, words('nav_unsent'))).toBe(false)
  })
})

import type { Page } from 'puppeteer-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAs } from './account.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, somebody, type Colleague } from './colleague.ts'
import { choosePerson, compose, options, pressSend, recipients, waitForComposer } from './composing.ts'
import { fill, isSeen, press, see, seeNoMore } from './screen.ts'
import type { ServerUnderTest } from './server.ts'
import type { Sites } from './sites.ts'
import { setStage } from './stage.ts'
import { until } from './until.ts'
import { words } from './words.ts'

describe.each(BROWSER_NAMES)('the composer in the toolbar popup of %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let sites: Sites
  let wilma: Colleague
  let zora: Colleague
  let page: Page
  let popup: Page

  beforeAll(async () => {
    const stage = await setStage(name)
    ;({ browser, server, sites } = stage)
    page = await browser.openPage(sites.ticket)
    return stage.clear
  })
  beforeEach(async () => {
    await browser.closePopup()
    await browser.setOffline(false)
    wilma = await addColleague(server, 'Wilma Ruiz', 'Nightwatch')
    zora = await addColleague(server, 'Zora Lind', 'Nightwatch')
    await startAs(browser, server, somebody('Ada Example'))
    popup = await browser.openPopup(page)
    await waitForComposer(popup)
  })

  const sentTo = (colleague: Colleague) =>
    until('the bright spot to arrive', async () => (await colleague.received()).at(-1))

  test('people are found as you type, by name, team and e-mail, and chosen by arrow keys', async () => {
    await fill(popup, '#to', wilma.email.slice(0, -4))
    const only = `Nightwatch · ${wilma.email}`
    await until('Wilma alone', async () => (await options(popup)).join('|').endsWith(only))
    expect(await options(popup)).toEqual([`${wilma.name} ${only}`])
    await fill(popup, '#to', 'nightw')
    const names = await until('all of the team', async () => {
      const found = await options(popup)
      return found.length > 1 && found
    })
    await popup.keyboard.press('ArrowDown')
    await popup.keyboard.press('ArrowDown')
    await popup.keyboard.press('ArrowUp')
    const chosen = await popup.$eval('[aria-selected=true] b', (option) => option.textContent)
    expect(names[1]).toContain(chosen)
    await popup.keyboard.press('Enter')
    expect(await recipients(popup)).toEqual([chosen])
    await popup.keyboard.press('Backspace')
    expect(await recipients(popup)).toEqual([])
    await fill(popup, '#to', 'zor lin')
    await see(popup, zora.email)
    await fill(popup, '#to', 'Nobodysname')
    await see(popup, words('to_nobody'))
  })

  test('Enter before anybody is found does not send', async () => {
    await compose(popup, wilma.email, 'For two people')
    await fill(popup, '#to', 'zo')
    await popup.keyboard.press('Enter')
    await see(popup, zora.name)
    expect(await recipients(popup)).toEqual([wilma.name])
  })

  test('nobody who was typed is left out: a whole address is taken, anything less is asked about', async () => {
    await compose(popup, wilma.email, 'For both of you')
    await fill(popup, '#to', zora.name)
    await popup.focus('#message')
    await pressSend(popup)
    await see(popup, words('unchosen_recipient'))
    expect(await popup.evaluate(() => document.activeElement?.id)).toBe('to')
    await fill(popup, '#to', zora.email.toUpperCase())
    await popup.keyboard.press('Tab')
    await pressSend(popup)
    await see(popup, words('sent_done', { names: 'Wilma and Zora' }))
    expect((await sentTo(zora)).message).toBe('For both of you')
  })

  test('people thanked before are found offline, and it says why there are no others', async () => {
    await compose(popup, wilma.email, 'The first one')
    await pressSend(popup)
    await see(popup, words('sent_done', { names: 'Wilma' }))
    await browser.setOffline(true)
    await press(popup, words('write_another'))
    await waitForComposer(popup)
    await fill(popup, '#to', 'ruiz')
    await see(popup, words('to_recent_only', { problem: words('problem_offline') }))
    await popup.keyboard.press('Enter')
    expect(await recipients(popup)).toEqual([wilma.name])
    await fill(popup, '#message', 'Written on a train')
    await pressSend(popup)
    await see(popup, words('sent_waits', { names: 'Wilma' }))
    await see(popup, words('problem_offline'))
  })

  test('everything that was chosen arrives, at each of several people', async () => {
    await choosePerson(popup, wilma.email)
    await choosePerson(popup, zora.email)
    await fill(popup, '#message', 'You stayed until it worked')
    await press(popup, 'Helpful')
    await press(popup, words('values_more', { count: 3 }))
    await press(popup, 'Kept a promise')
    await press(popup, 'Reliable')
    await press(popup, 'Reliable')
    await popup.select('.visibility select', 'public')
    await pressSend(popup)
    await see(popup, words('sent_done', { names: 'Wilma and Zora' }))
    for (const colleague of [wilma, zora])
      expect(await sentTo(colleague)).toMatchObject({
        message: 'You stayed until it worked',
        values: ['helpful', 'kept-a-promise'],
        visibility: 'public',
        context: { url: sites.ticket, tool: 'redmine' },
        recipients: [{ name: wilma.name }, { name: zora.name }],
      })
  })

  test('without the page, once its card is removed', async () => {
    await press(popup, words('page_remove'))
    expect(await popup.$('.work')).toBeNull()
    await compose(popup, wilma.email, 'It was by telephone')
    await pressSend(popup)
    expect(await sentTo(wilma)).toMatchObject({ context: null, visibility: 'private', values: [] })
  })

  test('the counter comes near the limit, and what is too long is not sent', async () => {
    await choosePerson(popup, wilma.email)
    await setMessage(popup, 'a'.repeat(1800))
    expect(await popup.$('.counter')).toBeNull()
    await setMessage(popup, 'a'.repeat(1801))
    await see(popup, words('count_left', { count: 199 }))
    await setMessage(popup, '🌟'.repeat(1999))
    await see(popup, words('count_left', { count: 1 }))
    await setMessage(popup, 'a'.repeat(2001))
    await see(popup, words('count_over', { count: 1 }))
    await pressSend(popup)
    await see(popup, words('too_long', { most: 2000 }))
    expect(await wilma.received()).toEqual([])
    await popup.keyboard.press('Backspace')
    await seeNoMore(popup, words('too_long', { most: 2000 }))
    await pressSend(popup)
    expect((await sentTo(wilma)).message).toHaveLength(2000)
  })

  test('what is missing is said beside its field', async () => {
    await pressSend(popup)
    await see(popup, words('missing_recipient'))
    await see(popup, words('missing_message'))
    expect(await popup.$eval('#to', (field) => field.getAttribute('aria-describedby'))).toBe('to-note')
    await choosePerson(popup, wilma.email)
    await seeNoMore(popup, words('missing_recipient'))
    expect(await isSeen(popup, words('missing_message'))).toBe(true)
  })

  test.each(['Control', 'Meta'] as const)('%s+Enter sends from anywhere in it', async (modifier) => {
    await compose(popup, wilma.email, `By ${modifier}`)
    if (modifier === 'Meta') await popup.focus('#to')
    await pressSend(popup, modifier)
    expect((await sentTo(wilma)).message).toBe(`By ${modifier}`)
  })

  test('the keyboard alone does all of it', async () => {
    const { keyboard } = popup
    await tabTo(popup, '#to', true)
    await keyboard.type(wilma.email)
    await see(popup, `Nightwatch · ${wilma.email}`)
    await keyboard.press('Enter')
    await tabTo(popup, '#message')
    await keyboard.type('No mouse')
    await tabTo(popup, '.chips .chip:nth-child(2)')
    await keyboard.press(' ')
    await tabTo(popup, 'footer .primary')
    await keyboard.press('Enter')
    await see(popup, words('sent_done', { names: 'Wilma' }))
    expect(await sentTo(wilma)).toMatchObject({ message: 'No mouse', values: ['reliable'] })
    await tabTo(popup, 'footer .primary')
    await keyboard.press('Enter')
    await waitForComposer(popup)
  })
})

/** Puts a long text where typing it would take minutes. */
async function setMessage(popup: Page, text: string): Promise<void> {
  await popup.$eval(
    '#message',
    (field, value) => {
      if (!(field instanceof HTMLTextAreaElement)) return
      field.focus()
      field.value = value
      field.dispatchEvent(new InputEvent('input', { bubbles: true }))
    },
    text,
  )
}

/** Presses Tab, or Shift+Tab, until the focus is where it should be. */
async function tabTo(popup: Page, selector: string, back = false): Promise<void> {
  const isThereNow = () => popup.evaluate((wanted) => document.activeElement?.matches(wanted), selector)
  if (back) await popup.keyboard.down('Shift')
  for (let steps = 0; steps < 20 && !(await isThereNow()); steps++) await popup.keyboard.press('Tab')
  if (back) await popup.keyboard.up('Shift')
  expect(await isThereNow(), `the focus at ${selector}`).toBe(true)
}

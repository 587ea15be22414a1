import type { Page } from 'puppeteer-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Recognition } from '../../shared/recognition.ts'
import { startAs } from './account.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, somebody, type Colleague } from './colleague.ts'
import { closeLast, isSeen, press, see, seeNoMore } from './screen.ts'
import type { ServerUnderTest } from './server.ts'
import { setStage } from './stage.ts'
import { until } from './until.ts'
import { words } from './words.ts'

describe.each(BROWSER_NAMES)('what is shared, and what reaches one, in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let grace: Colleague
  let jorge: Colleague
  /** Who is in the browser. */
  let ada: string
  let page: Page

  beforeAll(async () => {
    const stage = await setStage(name)
    ;({ browser, server } = stage)
    return stage.clear
  })
  beforeEach(async () => {
    await browser.setOffline(false)
    await closeLast(page)
    grace = await addColleague(server)
    jorge = await addColleague(server, 'Jorge Moreno', 'Billing')
    ada = await startAs(browser, server, somebody('Ada Example'))
  })

  async function publish(id: string, agrees: boolean): Promise<void> {
    await server.call('POST', `/api/v1/recognitions/${id}/publication`, { publish: agrees }, jorge.token)
  }
  /** By Grace for Jorge, who agrees that it is shared. */
  async function share(message: string, values: string[] = []): Promise<string> {
    const { id } = await grace.thank(jorge.id, message, { visibility: 'public', values })
    await publish(id, true)
    return id
  }
  async function read(id: string, token: string): Promise<Recognition> {
    return (await server.call('GET', `/api/v1/recognitions/${id}`, undefined, token)).json()
  }
  const notices = async () => (await browser.notifications()).map(({ message }) => message)
  const setting = (label: string, why: string) => press(page, `${label} ${why}`)

  test('what was agreed to is there, and nothing else; taken back, it is gone', async () => {
    await grace.thank(jorge.id, 'Between us')
    await grace.thank(jorge.id, 'Not answered yet', { visibility: 'public' })
    const id = await share('For all to read', ['helpful'])
    await share('Of no value in particular')
    page = await browser.openExtensionPage('popup.html')
    await press(page, words('nav_shared'))
    await see(page, 'For all to read')
    await see(page, words('shared_line', { sender: grace.name, names: jorge.name }))
    for (const hidden of ['Between us', 'Not answered yet']) expect(await isSeen(page, hidden)).toBe(false)
    await page.select(`select[aria-label="${words('shared_value')}"]`, 'helpful')
    await seeNoMore(page, 'Of no value in particular')
    await see(page, 'For all to read')
    await publish(id, false)
    await press(page, words('nav_inbox'))
    await press(page, words('nav_shared'))
    await see(page, 'Of no value in particular')
    expect(await isSeen(page, 'For all to read')).toBe(false)
  })

  test("'me too' reaches who was thanked, and can be taken back", async () => {
    const id = await share('You wrote it down so clearly')
    page = await browser.openExtensionPage('popup.html#shared')
    await see(page, 'You wrote it down so clearly')
    await press(page, words('shared_me_too'))
    await see(page, words('shared_me_too_said', { names: jorge.name }))
    expect((await read(id, jorge.token)).meToo).toMatchObject([{ id: ada }])
    expect(await read(id, grace.token)).not.toHaveProperty('meToo')
    await press(page, words('shared_me_too'))
    await until('it to be taken back', async () => !(await read(id, jorge.token)).meToo)
    await publish(id, false)
    await press(page, words('shared_me_too'))
    await see(page, words('shared_gone'))
    expect(await isSeen(page, 'You wrote it down so clearly')).toBe(false)
  })

  test('older ones come by a button; without a network there is a reason, and a way on', async () => {
    for (let n = 1; n <= 22; n++) await share(`Number ${n}.`)
    page = await browser.openExtensionPage('popup.html#shared')
    await see(page, 'Number 22.')
    expect(await isSeen(page, 'Number 2.')).toBe(false)
    await browser.setOffline(true)
    await press(page, words('shared_more'))
    await see(page, words('shared_not_kept', { problem: words('problem_offline') }))
    await see(page, 'Number 22.')
    await browser.setOffline(false)
    await press(page, words('try_again'))
    await see(page, 'Number 1.')
    expect(await page.$eval(':focus', (focused) => focused.localName)).toBe('h2')
  })

  test('whoever prefers thanks in person is sent none', async () => {
    page = await browser.openExtensionPage('options.html')
    await setting(words('reach_in_person'), words('reach_in_person_why'))
    const refused = () => grace.thank(ada, 'By mail, then').then(() => '', String)
    await until('the refusal', async () => (await refused()).includes('prefers_in_person'))
    await setting(words('reach_in_person'), words('reach_in_person_why'))
    await until('it to go again', async () => (await refused()) === '')
  })

  test('snoozing keeps the notice, and not the number, until it is ended; the muted are kept out of both', async () => {
    page = await browser.openExtensionPage('options.html')
    await see(page, words('muted_none'))
    await press(page, words('snooze_morning'))
    await see(page, words('snoozed_until', { when: '' }).replace(' .', ''))
    await grace.thank(ada, 'While you rest')
    const popup = await browser.openExtensionPage('popup.html#inbox')
    await see(popup, 'While you rest')
    await until('the badge', async () => (await browser.badgeText()) === '1')
    expect(await notices()).not.toContain(words('notice_from', { name: grace.name }))
    await page.bringToFront()
    await press(page, words('snooze_end'))
    await until('the notice', async () =>
      (await notices()).includes(words('notice_from', { name: grace.name })),
    )
    await browser.inExtension(mute, grace.id)
    await see(page, grace.name)
    await until('the badge', async () => (await browser.badgeText()) === '')
    await press(page, words('muted_end'))
    await see(page, words('muted_none'))
    await until('the badge', async () => (await browser.badgeText()) === '1')
    await popup.close()
  })
})

declare const chrome: { runtime: { sendMessage(message: object): Promise<unknown> } }

function mute(sender: string): Promise<unknown> {
  return chrome.runtime.sendMessage({ type: 'preferences.mute', sender, isMuted: true })
}

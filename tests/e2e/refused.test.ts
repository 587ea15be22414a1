import type { Page } from 'puppeteer-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAs } from './account.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, somebody, type Colleague } from './colleague.ts'
import { choosePerson, compose, pressSend, recipients, waitForComposer } from './composing.ts'
import { closeLast, isThere, press, see, valueOf } from './screen.ts'
import type { ServerUnderTest } from './server.ts'
import { setStage } from './stage.ts'
import { until, whileReading } from './until.ts'
import { words } from './words.ts'

describe.each(BROWSER_NAMES)('a bright spot that %s may not send', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let grace: Colleague
  let popup: Page

  beforeAll(async () => {
    const stage = await setStage(name)
    ;({ browser, server } = stage)
    return stage.clear
  })
  /** Grace leaves the organisation while somebody writes to her. */
  beforeEach(async () => {
    await closeLast(popup)
    grace = await addColleague(server)
    await startAs(browser, server, somebody('Ada Example'))
    popup = await browser.openExtensionPage('popup.html')
    await compose(popup, grace.email, 'You taught me the build')
    await server.call('DELETE', `/api/v1/admin/people/${grace.id}`)
    await pressSend(popup)
    await see(popup, words('sent_refused', { names: 'Grace' }))
  })

  test('says why, in the window, by a notification, and in what is unsent', async () => {
    await see(popup, words('problem_unknown_recipient'))
    expect(await isThere(popup, words('try_now'))).toBe(false)
    const notice = { title: words('extension_name'), message: words('notice_refused', { names: grace.name }) }
    await until('the notification', async () => (await browser.notifications()).length > 0)
    expect(await browser.notifications()).toContainEqual(notice)
    await press(popup, words('nav_unsent'))
    await see(popup, words('unsent_refused_why', { problem: words('problem_unknown_recipient') }))
    await see(popup, 'You taught me the build')
  })

  test('is edited and goes to somebody else', async () => {
    const zora = await addColleague(server, 'Zora Lind')
    await press(popup, words('nav_unsent'))
    await press(popup, words('edit'))
    await waitForComposer(popup)
    expect(await valueOf(popup, '#message')).toBe('You taught me the build')
    await press(popup, words('to_remove', { name: grace.name }))
    await choosePerson(popup, zora.email)
    expect(await recipients(popup)).toEqual([zora.name])
    await pressSend(popup)
    await see(popup, words('sent_done', { names: 'Zora' }))
    const [arrived] = await zora.received()
    expect(arrived?.message).toBe('You taught me the build')
    expect(await isThere(popup, words('nav_unsent'))).toBe(false)
  })

  test('goes out when it is tried again and allowed by now', async () => {
    await server.call('PATCH', `/api/v1/admin/people/${grace.id}`, { active: true })
    await press(popup, words('nav_unsent'))
    await press(popup, words('try_now'))
    await see(popup, words('unsent_empty'))
    const back = { ...grace, token: await server.signIn(grace.id) }
    const feed = await server.call('GET', '/api/v1/changes', undefined, back.token)
    expect(await feed.text()).toContain('You taught me the build')
  })

  test('is discarded with a second question', async () => {
    await press(popup, words('nav_unsent'))
    await press(popup, words('discard'))
    await see(popup, 'You taught me the build')
    await whileReading()
    await press(popup, words('discard_sure'))
    await see(popup, words('unsent_empty'))
    await popup.close()
    popup = await browser.openExtensionPage('popup.html')
    await waitForComposer(popup)
    expect(await isThere(popup, words('nav_unsent'))).toBe(false)
  })
})

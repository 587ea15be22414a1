import type { Page } from 'puppeteer-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { castAt, GRACE, JORGE } from '../demo/people.ts'
import { connectAs, forgetEverybody, startAs } from './account.ts'
import { waitForRecipient } from './as-a-person.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, asColleague, somebody, type Colleague } from './colleague.ts'
import { choosePerson, compose, options, pressSend, recipients, waitForComposer } from './composing.ts'
import { fill, isSeen, isThere, press, see, seeNoMore, valueOf } from './screen.ts'
import { startServer, type ServerUnderTest } from './server.ts'
import type { Sites } from './sites.ts'
import { setStage } from './stage.ts'
import { until, whileReading } from './until.ts'
import { words } from './words.ts'

describe.each(BROWSER_NAMES)('before something is sent, %s', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let sites: Sites
  let popup: Page

  beforeAll(async () => {
    const stage = await setStage(name)
    ;({ browser, server, sites } = stage)
    return stage.clear
  })
  beforeEach(async () => {
    await browser.closePopup()
  })

  async function openOnPlainPage(): Promise<void> {
    await startAs(browser, server, somebody('Ada Example'))
    popup = await browser.openExtensionPage('popup.html')
    await waitForComposer(popup)
  }
  const hasFocus = (selector: string) =>
    until(`the focus at ${selector}`, () =>
      popup.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector),
    )
  const prefer = (person: Colleague, receives: boolean) =>
    server.call('PATCH', '/api/v1/me', { preferences: { receives } }, person.token)

  test('says what somebody did on the page, to the eye and to a screen reader', async () => {
    const known = castAt(sites.origin).find((one) => one.email === GRACE.email)
    await server.addPerson(known ?? GRACE)
    await startAs(browser, server, somebody('Ada Example'))
    popup = await browser.openPopup(await browser.openPage(sites.wiki))
    await waitForRecipient(popup, GRACE.name)
    await see(popup, words('seen_editor'))
    const described = await popup.$$eval('#to, .pill button', (controls) =>
      controls.map((one) => document.getElementById(one.getAttribute('aria-describedby') ?? '')?.innerText),
    )
    expect(described).toEqual([words('seen_editor'), words('seen_editor')])
  })

  test('asks whether a suggestion is who is meant: no, then yes', async () => {
    // The tracker knows him by his name, the server by nothing else.
    const person = await server.addPerson(JORGE)
    const jorge = asColleague(server, person, await server.signIn(person.id))
    await startAs(browser, server, somebody('Ada Example'))
    popup = await browser.openPopup(await browser.openPage(sites.ticket))
    await waitForComposer(popup)
    await press(popup, words('add_person', { name: JORGE.name }))
    await see(popup, words('seen_assignee'))
    await fill(popup, '#message', 'You stayed until it worked')
    await popup.click('footer .primary', { count: 2 })
    const question = words('sure_person', { name: JORGE.name, team: JORGE.team })
    await see(popup, question)
    await hasFocus('footer .primary')
    await popup.keyboard.press('Escape')
    await seeNoMore(popup, question)
    await hasFocus('#message')
    await pressSend(popup)
    await whileReading()
    await press(popup, words('sure_no'))
    await hasFocus('#to')
    expect([await recipients(popup), await valueOf(popup, '#message')]).toEqual([
      [],
      'You stayed until it worked',
    ])
    expect(await isThere(popup, words('add_person', { name: JORGE.name }))).toBe(false)

    await browser.closePopup()
    popup = await browser.openPopup(await browser.openPage(sites.ticket))
    await press(popup, words('add_person', { name: JORGE.name }))
    await pressSend(popup)
    await whileReading()
    await press(popup, words('sure_yes'))
    await see(popup, words('sent_done', { names: 'Jorge' }))
    expect((await jorge.received()).map(({ message }) => message)).toEqual(['You stayed until it worked'])
  })

  test('asks once before the same words go to the same person again', async () => {
    const jorge = await addColleague(server, 'Jorge Moreno')
    await openOnPlainPage()
    await compose(popup, jorge.email, 'Thanks for the tea')
    await pressSend(popup)
    await see(popup, words('sent_done', { names: 'Jorge' }))
    await press(popup, words('write_another'))
    await compose(popup, jorge.email, '  thanks for THE tea')
    await pressSend(popup)
    const question = words('again_ask', { names: jorge.name })
    await see(popup, question)
    await whileReading()
    await press(popup, words('again_no'))
    await hasFocus('#message')
    expect(await valueOf(popup, '#message')).toBe('  thanks for THE tea')
    await pressSend(popup)
    await see(popup, question)
    await whileReading()
    await press(popup, words('again_yes'))
    await see(popup, words('sent_done', { names: 'Jorge' }))
    expect(await jorge.received()).toHaveLength(2)
    await popup.close()
  })

  test('says kindly that somebody prefers thanks in person, and sends nothing to them', async () => {
    const noor = await addColleague(server, 'Noor Haddad')
    const zora = await addColleague(server, 'Zora Lind')
    await prefer(noor, false)
    await openOnPlainPage()
    await fill(popup, '#to', noor.email)
    await until('her among those found', async () => (await options(popup))[0]?.includes(words('in_person')))
    await popup.keyboard.press('Enter')
    await see(popup, words('in_person_note', { names: noor.name }))
    await choosePerson(popup, zora.email)
    await fill(popup, '#message', 'For the one of you who reads it')
    await pressSend(popup)
    await hasFocus('#to')
    await press(popup, words('to_remove', { name: noor.name }))
    await pressSend(popup)
    await see(popup, words('sent_done', { names: 'Zora' }))
    await popup.close()
  })

  test('gives back what was written to somebody who prefers it in person since', async () => {
    const noor = await addColleague(server, 'Noor Haddad')
    await openOnPlainPage()
    await compose(popup, noor.email, 'Written before she chose')
    await prefer(noor, false)
    await pressSend(popup)
    await see(popup, words('problem_prefers_in_person'))
    await press(popup, words('edit'))
    await see(popup, words('in_person_note', { names: noor.name }))
    expect(await valueOf(popup, '#message')).toBe('Written before she chose')
    expect(await recipients(popup)).toEqual([noor.name])
    await popup.close()
  })

  test('tells somebody whose sending is suspended, and keeps what they write', async () => {
    const grace = await addColleague(server)
    const { id } = await server.addPerson(somebody('Ada Example'))
    await server.call('PATCH', `/api/v1/admin/people/${id}`, { suspended: true })
    await forgetEverybody(browser)
    await connectAs(browser, `${server.address}#${await server.invite(id)}`)
    popup = await browser.openExtensionPage('popup.html')
    await waitForComposer(popup)
    await see(popup, words('suspended_before'))
    await compose(popup, grace.email, 'Kept for later')
    await pressSend(popup)
    await see(popup, words('problem_sending_suspended'))
    await press(popup, words('edit'))
    await waitForComposer(popup)
    expect(await valueOf(popup, '#message')).toBe('Kept for later')
    await popup.close()
  })

  test('says when it is enough for now, keeps the text, and does not try again by itself', async () => {
    const limited = await startServer({ env: { LIMITS: 'on' } })
    const limits = { perMinute: null, perDay: null, perPairPerWeek: 1, newcomers: null }
    await limited.call('PATCH', '/api/v1/admin/settings', { limits })
    const grace = await addColleague(limited)
    await startAs(browser, limited, somebody('Ada Example'))
    popup = await browser.openExtensionPage('popup.html')
    await compose(popup, grace.email, 'The first of the week')
    await pressSend(popup)
    await see(popup, words('sent_done', { names: 'Grace' }))
    await press(popup, words('write_another'))
    await compose(popup, grace.email, 'The second of the week')
    await pressSend(popup)
    const [beforeTime = ''] = words('enough_until', { time: '|' }).split('|')
    await see(popup, `${words('problem_enough_for_now')} ${beforeTime}`)
    await limited.call('PATCH', '/api/v1/admin/settings', { limits: { ...limits, perPairPerWeek: null } })
    await popup.close()
    popup = await browser.openExtensionPage('popup.html#unsent')
    await see(popup, 'The second of the week')
    expect(await isSeen(popup, beforeTime)).toBe(true)
    await press(popup, words('edit'))
    await waitForComposer(popup)
    expect(await valueOf(popup, '#message')).toBe('The second of the week')
    expect(await grace.received()).toHaveLength(1)
    await popup.close()
    await limited.remove()
  })
})

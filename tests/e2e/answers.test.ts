import type { Page } from 'puppeteer-core'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Recognition } from '../../shared/recognition.ts'
import { startAsColleague } from './account.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, type Colleague } from './colleague.ts'
import { closeLast, fill, isSeen, isThere, press, see, seeNoMore } from './screen.ts'
import type { ServerUnderTest } from './server.ts'
import { setStage } from './stage.ts'
import { until } from './until.ts'
import { words } from './words.ts'

describe.each(BROWSER_NAMES)('what a recipient does in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let grace: Colleague
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
    ada = await startAsColleague(browser, server)
    popup = await browser.openExtensionPage('popup.html#inbox')
    await see(popup, words('inbox_empty'))
  })

  const spot = (id: string) => `/api/v1/recognitions/${id}`
  const report = (id: string) => `/api/v1/admin/reports/${id}`

  async function asGraceSees(id: string): Promise<Recognition> {
    const response = await server.call('GET', spot(id), undefined, grace.token)
    return response.json()
  }
  const untilGraceHas = (id: string, word: string | null, line: string | null) =>
    until(`the answer ${word}, ${line}`, async () => {
      const [answer] = (await asGraceSees(id)).answers ?? []
      return (answer?.word ?? null) === word && (answer?.line ?? null) === line
    })

  async function graceThanks(text: string): Promise<string> {
    const { id } = await grace.thank(ada.id, text)
    await see(popup, text)
    return id
  }

  /** The three dots of the first one. */
  async function openMenu(): Promise<void> {
    await press(popup, words('item_more', { name: grace.name }))
  }

  test('an answer reaches the sender, is changed and taken back, also after a while without network', async () => {
    const id = await graceThanks('You stayed late')
    await popup.click('.item .words')
    await press(popup, words('answer_made_my_day'))
    await untilGraceHas(id, 'made-my-day', null)
    await browser.setOffline(true)
    await fill(popup, '.back .field', 'It was worth it')
    await popup.keyboard.press('Enter')
    await see(popup, words('answer_waits'))
    await popup.close()
    popup = await browser.openExtensionPage('popup.html#inbox')
    await see(popup, 'It was worth it')
    await browser.setOffline(false)
    await untilGraceHas(id, 'made-my-day', 'It was worth it')
    await seeNoMore(popup, words('answer_waits'))
    await press(popup, words('answer_take_back'))
    await untilGraceHas(id, null, null)
    await see(popup, words('answer'))
  })

  test('an answer that was begun is there in the next window', async () => {
    await graceThanks('You stayed late')
    await popup.click('.item .words')
    await fill(popup, '.back .field', 'It was worth it')
    await popup.close()
    popup = await browser.openExtensionPage('popup.html#inbox')
    const begun = () =>
      popup.$eval('.back .field', (field) => 'value' in field && field.value).catch(() => null)
    await until('what was typed', async () => (await begun()) === 'It was worth it')
  })

  test('what is answered to me stands with what I sent', async () => {
    const { id } = await ada.thank(grace.id, 'You found the time zone')
    await press(popup, words('inbox_sent'))
    await see(popup, 'You found the time zone')
    const answer = { word: 'team-effort', line: 'Jorge looked first' }
    await server.call('POST', `${spot(id)}/reaction`, answer, grace.token)
    const word = words('answer_team_effort')
    await see(popup, `${grace.name} ${words('answer_beside_line', { word, line: 'Jorge looked first' })}`)
  })

  test('one that was read and is withdrawn leaves a note that can be put away; one that was not leaves none', async () => {
    const read = await graceThanks('Read before')
    const unread = await graceThanks('Never read')
    await popup.click('.item:nth-child(2) .words')
    await until('the server to know', async () =>
      (await ada.received()).some(({ readAt }) => readAt !== null),
    )
    await grace.withdraw(unread)
    await seeNoMore(popup, 'Never read')
    const note = words('gone_withdrawn', { name: grace.name })
    expect(await isSeen(popup, note)).toBe(false)
    await grace.withdraw(read)
    await see(popup, note)
    expect(await isSeen(popup, 'Read before')).toBe(false)
    await press(popup, words('gone_put_away'))
    await see(popup, words('inbox_empty'))
    expect(await isSeen(popup, note)).toBe(false)
  })

  test('a report asks why, hides at once, and both see that a moderator has read it', async () => {
    const id = await graceThanks('Nice of you to show up at all')
    await openMenu()
    await press(popup, words('report'))
    await see(popup, words('report_more'))
    await press(popup, words('report_send'))
    await see(popup, words('report_needs_reason'))
    await popup.keyboard.type('It makes fun of me')
    await press(popup, words('report_send'))
    await see(popup, words('gone_waiting'))
    expect(await isSeen(popup, 'Nice of you')).toBe(false)
    const asked = await (await server.call('GET', report(id))).json()
    expect(asked.reports).toMatchObject([{ reason: 'It makes fun of me' }])
    await see(popup, words('gone_read'))
    expect((await asGraceSees(id)).review).toMatchObject({ outcome: null })
    await server.call('POST', `${report(id)}/decision`, { outcome: 'hidden' })
    await see(popup, words('gone_hidden'))
    expect((await asGraceSees(id)).review).toMatchObject({ outcome: 'hidden' })
  })

  test('one that I sent says that a moderator read it, and hid it', async () => {
    const { id } = await ada.thank(grace.id, 'Meant well')
    await press(popup, words('inbox_sent'))
    await server.call('POST', `${spot(id)}/report`, { reason: 'Not kind' }, grace.token)
    await server.call('GET', report(id))
    await see(popup, words('review_read'))
    await server.call('POST', `${report(id)}/decision`, { outcome: 'hidden' })
    await see(popup, words('review_hidden'))
  })

  test('what a muted sender sends waits in a folder, without badge or notice', async () => {
    const muted = words('mute', { name: grace.name })
    await graceThanks('One too many')
    await until('the badge', async () => (await browser.badgeText()) === '1')
    await openMenu()
    await press(popup, muted)
    await seeNoMore(popup, 'One too many')
    await until('no badge', async () => (await browser.badgeText()) === '')
    await grace.thank(ada.id, 'And another')
    const jorge = await addColleague(server, 'Jorge Moreno')
    await jorge.thank(ada.id, 'Heard as ever')
    await see(popup, 'Heard as ever')
    await until('the badge for one', async () => (await browser.badgeText()) === '1')
    expect(await isSeen(popup, 'And another')).toBe(false)
    await popup.click('.muted summary')
    await see(popup, 'And another')
    await popup.click('.muted .more')
    await press(popup, words('unmute', { name: grace.name }))
    await until('the badge for all', async () => (await browser.badgeText()) === '3')
    expect(await isThere(popup, words('unmute', { name: grace.name }))).toBe(false)
  })

  test('an answer about sharing becomes the standing one, and colleagues who say the same are named', async () => {
    const { id } = await grace.thank(ada.id, 'For all to see', { visibility: 'public' })
    await see(popup, words('publish_ask'))
    await press(popup, words('publish_yes'))
    await press(popup, words('publish_always'))
    await see(popup, words('publish_always_set'))
    const jorge = await addColleague(server, 'Jorge Moreno')
    await server.call('POST', `${spot(id)}/me-too`, { meToo: true }, jorge.token)
    await see(popup, words('me_too_names', { names: jorge.name, count: 1 }))
    await grace.thank(ada.id, 'Shared at once', { visibility: 'public' })
    await until('it to be shared', async () =>
      (await ada.received()).some(
        ({ message, publication }) => message === 'Shared at once' && publication === 'agreed',
      ),
    )
  })
})

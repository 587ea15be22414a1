import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startAs } from './account.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, somebody, type Colleague } from './colleague.ts'
import { compose, pressSend, waitForComposer } from './composing.ts'
import { countStored } from './database.ts'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'
import { launchBrowser } from './launch.ts'
import { closeLast, fill, isSeen, press, readScreen, see, seeNoMore, valueOf } from './screen.ts'
import { startServer, type ServerUnderTest } from './server.ts'
import { until, whileReading } from './until.ts'
import { words } from './words.ts'

describe.each(BROWSER_NAMES)('leaving in %s:', (name) => {
  let browser: BrowserUnderTest
  let server: ServerUnderTest
  let proxy: FaultProxy
  let grace: Colleague
  let ada: { id: string; name: string; email: string }
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
    grace = await addColleague(server)
    const person = somebody('Ada Example')
    ada = { ...person, id: await startAs(browser, server, person, proxy.address) }
    popup = await browser.openExtensionPage('popup.html')
  })

  /** A bright spot that cannot leave until a test lets it, and the beginning of another one. */
  async function leaveUnsent(): Promise<void> {
    proxy.break('lose-request', ({ method }) => method === 'PUT')
    await compose(popup, grace.email, 'It waits for the network')
    await pressSend(popup)
    await see(popup, words('sent_waits', { names: 'Grace' }))
    await popup.close()
    popup = await browser.openExtensionPage('popup.html')
    await waitForComposer(popup)
    await fill(popup, '#message', 'It is half writ')
  }
  const newInvitation = async (id: string, address = proxy.address) => `${address}#${await server.invite(id)}`
  const connectHere = async (invitation: string) => {
    await fill(popup, '#invitation', invitation)
    await press(popup, words('connect_button'))
    await waitForComposer(popup)
  }
  const messages = async () => (await grace.received()).map(({ message }) => message)

  test('signing out erases the inbox here, ends the session there, and keeps what is not sent', async () => {
    await leaveUnsent()
    // After what is typed: Firefox takes no key of a test for 20 s, as long as it shows the notification.
    await grace.thank(ada.id, 'For the inbox')
    await until('the badge', async () => (await browser.badgeText()) === '1')
    const settings = await browser.openExtensionPage('options.html')
    await see(settings, words('options_sign_out_why'))
    await press(settings, words('options_sign_out'))
    await see(settings, words('connect_again_title'))
    await see(settings, words('connect_signed_out', { server: proxy.address }))
    await settings.close()
    await see(popup, words('connect_kept', { count: 2 }))
    for (const store of ['inbox', 'cursor', 'people'])
      expect(await countStored(browser, store), store).toBe(0)
    expect([await countStored(browser, 'drafts'), await countStored(browser, 'outbox')]).toEqual([1, 1])
    await until('the badge to go', async () => (await browser.badgeText()) === '')
    const { path, status } = await until('the server to be told', () =>
      proxy.seen.find(({ method }) => method === 'DELETE'),
    )
    expect([path, status]).toEqual(['/api/v1/sessions/current', 204])
  })

  test('who was signed out by the server is told so, comes back, and it is sent', async () => {
    await leaveUnsent()
    await server.call('DELETE', `/api/v1/admin/people/${ada.id}`)
    await see(popup, words('connect_ended', { server: proxy.address }))
    await see(popup, words('connect_kept', { count: 2 }))
    expect(await messages()).toEqual([])
    await server.call('PATCH', `/api/v1/admin/people/${ada.id}`, { active: true })
    proxy.break('none')
    await connectHere(await newInvitation(ada.id))
    await until('the one that waited', async () => (await messages()).length > 0)
    expect(await messages()).toEqual(['It waits for the network'])
    expect(await valueOf(popup, '#message')).toBe('It is half writ')
  })

  test('another person sees nothing of it and sends nothing of it, until the first one returns', async () => {
    await leaveUnsent()
    const settings = await browser.openExtensionPage('options.html')
    await press(settings, words('options_change'))
    await see(settings, words('options_change_why'))
    const jorge = somebody('Jorge Moreno')
    const { id } = await server.addPerson(jorge)
    await fill(settings, '#invitation', await newInvitation(id))
    await press(settings, words('connect_button'))
    await see(settings, jorge.email)
    await settings.close()

    await press(popup, words('nav_unsent'))
    await see(popup, words('unsent_others_title', { name: ada.name }))
    await see(popup, words('unsent_others', { count: 2, server: proxy.address }))
    expect(await readScreen(popup)).not.toMatch(/half writ|waits for the network|Grace/)
    await press(popup, words('nav_send'))
    expect(await valueOf(popup, '#message')).toBe('')
    proxy.break('none')
    await compose(popup, grace.email, 'This one is from Jorge')
    await pressSend(popup)
    await until("Jorge's own", async () => (await messages()).length > 0)
    expect((await grace.received()).map(({ sender, message }) => [sender.name, message])).toEqual([
      [jorge.name, 'This one is from Jorge'],
    ])

    await popup.close()
    popup = await browser.openExtensionPage('options.html')
    await press(popup, words('options_sign_out'))
    await see(popup, words('connect_again_title'))
    await fill(popup, '#invitation', await newInvitation(ada.id))
    await press(popup, words('connect_button'))
    await see(popup, words('connect_done', { name: ada.name }))
    await until('what waited for Ada', async () => (await messages()).length === 2)
    const [, fromAda] = await grace.received()
    expect([fromAda?.sender.id, fromAda?.message]).toEqual([ada.id, 'It waits for the network'])
  })

  test('nothing goes to another server than the one it was written for', async () => {
    await leaveUnsent()
    const elsewhere = await startServer()
    const settings = await browser.openExtensionPage('options.html')
    await press(settings, words('options_change'))
    await fill(settings, '#invitation', await elsewhere.invitation(somebody('Ada Example')))
    await press(settings, words('connect_button'))
    await seeNoMore(settings, proxy.address)
    await see(settings, elsewhere.address)
    await settings.close()
    await press(popup, words('nav_unsent'))
    await see(popup, words('unsent_others', { count: 2, server: proxy.address }))
    expect(await isSeen(popup, words('unsent_sending'))).toBe(false)
    expect(await messages()).toEqual([])

    await press(popup, words('discard'))
    await whileReading()
    await press(popup, words('discard_sure'))
    await see(popup, words('unsent_empty'))
    expect(await countStored(browser, 'drafts')).toBe(0)
    await elsewhere.remove()
  })
})

import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { AMELIA, castAt, GRACE } from '../demo/people.ts'
import {
  clickAndLeave,
  connect,
  pressControlEnter,
  readComposer,
  showSection,
  textOf,
  turnOnSite,
  waitForRecipient,
  waitForTab,
  waitForText,
  writeMessage,
} from './as-a-person.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { launchBrowser } from './launch.ts'
import { clickLauncher } from './launcher-in-page.ts'
import { startServer, type AddedPerson, type ServerUnderTest } from './server.ts'
import { startSites, type Sites } from './sites.ts'
import { until } from './until.ts'

const MESSAGE = 'The safe order saved our release tonight.\nNobody was signed out, thank you.'
const JOURNEYS = [
  { from: 'chromium', to: 'firefox' },
  { from: 'firefox', to: 'chromium' },
] as const

describe.each(JOURNEYS)('from a page in $from to an inbox in $to:', ({ from, to }) => {
  let server: ServerUnderTest
  let sites: Sites
  let sender: BrowserUnderTest
  let recipient: BrowserUnderTest
  let people: Map<string, AddedPerson>
  let page: Page
  let composer: Page
  let inbox: Page

  beforeAll(async () => {
    ;[server, sites] = await Promise.all([startServer({ undoSeconds: 2 }), startSites()])
    people = await addPeople(server, sites)
    ;[sender, recipient] = [await launchBrowser(from), await launchBrowser(to)]
  })
  afterAll(async () => {
    await Promise.all([sender.close(), recipient.close(), sites.stop(), server.remove()])
  })

  const invitation = async ({ email }: { email: string }) =>
    `${server.address}#${await server.invite(people.get(email)?.id ?? '')}`

  test('both paste their invitation into the page that opened by itself', async () => {
    const hello = await connect(sender, await invitation(AMELIA))
    expect(await textOf(hello, 'h1')).toBe('Hello, Amelia Hart')
    await connect(recipient, await invitation(GRACE))
  })

  test('the site is turned on in the popup, and the button stands in its page', async () => {
    page = await sender.openPage(sites.wiki)
    await turnOnSite(sender, page)
  })

  test('a click on it opens the composer with the page and its last editor', async () => {
    await clickLauncher(page)
    composer = await sender.waitForPopup()
    await waitForRecipient(composer, GRACE.name)
    expect(await readComposer(composer)).toEqual({
      recipients: [GRACE.name],
      offered: [],
      message: '',
      workItem: { title: 'Rotating the signing keys', note: expect.stringContaining('Wiki page') },
    })
    expect(await composer.$('.offer')).toBeNull()
  })

  test('two lines and Ctrl+Enter send it on its way, with undo', async () => {
    await writeMessage(composer, MESSAGE)
    await pressControlEnter(composer)
    await waitForText(composer, 'h2', 'On its way to Grace')
    expect(await textOf(composer, '.undo')).toMatch(/^Undo/)
    await waitForText(composer, 'h2', 'Sent to Grace')
  })

  test('it arrives, unread and counted, with both lines and the way back', async () => {
    inbox = await recipient.openPopup(await recipient.openPage(sites.ticket))
    await showSection(inbox, 'Inbox')
    await waitForText(inbox, '.item.unread b', AMELIA.name)
    expect(await textOf(inbox, '.item .text')).toBe(MESSAGE)
    expect(await inbox.$eval('a.work', (link) => link.href)).toBe(sites.wiki)
    await until('the badge', async () => (await recipient.badgeText()) === '1')
  })

  test('reading it marks it read, and the badge goes', async () => {
    const words = await inbox.waitForSelector('.item .words')
    await words?.click()
    await until('the mark to go', async () => (await inbox.$('.item.unread')) === null)
    await until('the badge to go', async () => (await recipient.badgeText()) === '')
  })

  test('its card opens the page that it is about', async () => {
    await clickAndLeave(recipient, inbox, 'a.work')
    await waitForTab(recipient, sites.wiki)
  })

  test('neither browser has anything to complain about', async () => {
    expect(await sender.takeErrors()).toEqual([])
    expect(await recipient.takeErrors()).toEqual([])
  })
})

async function addPeople(server: ServerUnderTest, { origin }: Sites): Promise<Map<string, AddedPerson>> {
  const added = await Promise.all(castAt(origin).map((person) => server.addPerson(person)))
  return new Map(added.map((person) => [person.email, person]))
}

import type { Page } from 'puppeteer-core'
import {
  connect,
  pressControlEnter,
  showSection,
  turnOnSite,
  waitForRecipient,
  waitForText,
  writeMessage,
} from '../e2e/as-a-person.ts'
import type { BrowserUnderTest } from '../e2e/browser-under-test.ts'
import { clickLauncher, launcherBox } from '../e2e/launcher-in-page.ts'
import type { Album } from './album.ts'
import { RECIPIENT, SENDER, type Stage } from './stage.ts'

export const MESSAGE =
  'Your safe order got us through the key rotation at three in the morning.\nNobody was signed out. Thank you.'

/** Each browser belongs to one of the two people. */
export interface Players {
  sender: BrowserUnderTest
  recipient: BrowserUnderTest
}

/** From a wiki page to its author's inbox, with a picture of each moment. */
export async function playStory(stage: Stage, { sender, recipient }: Players, album: Album): Promise<void> {
  await connect(sender, await stage.invitation(SENDER))
  await connect(recipient, await stage.invitation(RECIPIENT))
  const page = await sender.openPage(stage.sites.wiki)
  await turnOnSite(sender, page)
  await album.take(sender, page, 'page', async () => {
    await page.reload()
    await launcherBox(page)
  })
  await send(sender, page, album)
  await receive(recipient, stage, album)
}

async function send(browser: BrowserUnderTest, page: Page, album: Album): Promise<void> {
  await clickLauncher(page)
  const composer = await browser.waitForPopup()
  await waitForRecipient(composer, RECIPIENT.name)
  await writeMessage(composer, MESSAGE)
  await album.take(browser, composer, 'composer')
  await pressControlEnter(composer)
  await waitForText(composer, 'h2', 'On its way')
  await waitForText(composer, '.undo', '·')
  await album.take(browser, composer, 'sent')
  await waitForText(composer, 'h2', 'Sent to')
}

async function receive(browser: BrowserUnderTest, { sites }: Stage, album: Album): Promise<void> {
  const inbox = await browser.openPopup(await browser.openPage(sites.ticket))
  await showSection(inbox, 'Inbox')
  await waitForText(inbox, '.item.unread .text', MESSAGE)
  await album.take(browser, inbox, 'inbox')
}

import { forgetEverybody, startAs } from './account.ts'
import type { BrowserUnderTest } from './browser-under-test.ts'
import { addColleague, somebody } from './colleague.ts'
import { waitForComposer } from './composing.ts'
import { startOrganisation, waitForSignIn, type Organisation } from './organisation.ts'
import { fill } from './screen.ts'
import type { Tour } from './tour.ts'
import { until } from './until.ts'

/** The ways into a server that has several, and what its people find in the settings. */
export async function visitOrganisation(tour: Tour): Promise<void> {
  const organisation = await startOrganisation()
  try {
    await visitWays(tour, organisation)
    await visitCode(tour, organisation)
    await visitOtherWindow(tour, organisation)
    await visitAccount(tour, organisation)
    await visitInviting(tour, organisation)
  } finally {
    await organisation.end()
  }
}

async function openWays(browser: BrowserUnderTest, { server }: Organisation) {
  await forgetEverybody(browser)
  const popup = await browser.openExtensionPage('popup.html')
  await fill(popup, '#invitation', server.address)
  await popup.keyboard.press('Enter')
  await popup.waitForSelector('#email')
  return popup
}

async function visitWays({ browser, visit }: Tour, organisation: Organisation): Promise<void> {
  const popup = await openWays(browser, organisation)
  await visit('sign-in', popup)
  await fill(popup, '#email', 'nobody')
  await popup.keyboard.press('Enter')
  await popup.waitForSelector('#email-note')
  await visit('sign-in-no-email', popup)
  await popup.locator('.way > .acts button').click()
  await popup.waitForSelector('#invitation')
  await visit('sign-in-invite', popup)
  await popup.close()
}

async function visitCode({ browser, visit }: Tour, organisation: Organisation): Promise<void> {
  const popup = await openWays(browser, organisation)
  await fill(popup, '#email', 'ada@corp.example')
  await popup.keyboard.press('Enter')
  await popup.waitForSelector('#digits')
  await visit('sign-in-code', popup)
  await fill(popup, '#digits', '1234 5678')
  await popup.keyboard.press('Enter')
  await popup.waitForSelector('#digits-note')
  await visit('sign-in-code-wrong', popup)
  await popup.close()
}

async function visitOtherWindow({ browser, visit }: Tour, organisation: Organisation): Promise<void> {
  const popup = await openWays(browser, organisation)
  await popup.locator('.way > .primary').click()
  const window = await waitForSignIn(browser, organisation)
  await popup.bringToFront()
  await popup.waitForSelector('.connect > .acts .second')
  await visit('sign-in-other-window', popup)
  await window.close()
  await popup.waitForSelector('#oidc-note')
  await visit('sign-in-cancelled', popup)
  await popup.close()
}

async function visitAccount({ browser, visit }: Tour, { server }: Organisation): Promise<void> {
  const id = await startAs(browser, server, somebody('Grace Okafor'))
  const before = await browser.openExtensionPage('options.html')
  await until('the lists', async () => (await before.$$('.rows li')).length === 1)
  await visit('account', before)
  await before.close()
  await server.signIn(id)
  const { token } = await addColleague(server, 'Jorge Benítez')
  for (const handle of ['gokafor', 'grace.o']) {
    const told = { tool: 'github', origin: 'https://code.corp.example', handle, person: id }
    await server.call('POST', '/api/v1/people/handles', told, token)
  }
  const page = await browser.openExtensionPage('options.html')
  await page.waitForSelector('.claim')
  await page.locator('.claim .acts button').click()
  await until('one to be confirmed', async () => (await page.$$('.claim')).length === 1)
  await page.locator('section > .link.danger').click()
  await page.waitForSelector('.last-word')
  await visit('account-leaving', page)
  await page.locator('.last-word .danger').click()
  await page.waitForSelector('.first-run .stage')
  await visit('account-left', page)
  await page.close()
}

async function visitInviting({ browser, visit }: Tour, { server }: Organisation): Promise<void> {
  await startAs(browser, server, somebody('Noor Haddad'))
  const popup = await browser.openExtensionPage('popup.html')
  await waitForComposer(popup)
  await fill(popup, '#to', 'newcomer@corp.example')
  await popup.waitForSelector('.people .offer')
  await visit('composer-invite', popup)
  await fill(popup, '#to', 'newcomer@elsewhere.example')
  await popup.waitForSelector('.people .offer')
  await popup.keyboard.press('Enter')
  await popup.waitForSelector('.people .note')
  await visit('composer-not-invited', popup)
  await popup.close()
}

import type { Page } from 'puppeteer-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { forgetEverybody } from './account.ts'
import { BROWSER_NAMES, type BrowserUnderTest } from './browser-under-test.ts'
import { somebody } from './colleague.ts'
import { waitForComposer } from './composing.ts'
import { launchBrowser } from './launch.ts'
import { signInThere, startOrganisation, waitForSignIn, type Organisation } from './organisation.ts'
import { closeLast, fill, press, see, seeNoMore, valueOf } from './screen.ts'
import type { AddedPerson } from './server.ts'
import { words } from './words.ts'

describe.each(BROWSER_NAMES)('signing in with %s:', (name) => {
  let browser: BrowserUnderTest
  let organisation: Organisation
  let ada: AddedPerson
  let page: Page

  beforeAll(async () => {
    organisation = await startOrganisation()
    browser = await launchBrowser(name)
  })
  afterAll(async () => {
    await browser.close()
    await organisation.end()
  })
  beforeEach(async () => {
    organisation.remember(false)
    await closeLast(page)
    await forgetEverybody(browser)
    ada = await organisation.server.addPerson(somebody('Ada Example'))
    page = await browser.openExtensionPage('popup.html')
    await fill(page, '#invitation', organisation.server.address)
    await press(page, words('connect_button'))
    await see(page, words('connect_lead_ways'))
  })

  const askForCode = async () => {
    const before = organisation.mails().length
    await fill(page, '#email', ada.email)
    await press(page, words('sign_in_send_code'))
    await see(page, words('code_lead', { email: ada.email }))
    return organisation.codeFromMail(before + 1)
  }
  const otherThan = (code: string) => code.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10))

  test('a code by e-mail, though the window was closed to read the mail', async () => {
    const code = await askForCode()
    expect(organisation.mails().at(-1)?.to).toEqual([ada.email])
    await page.close()
    page = await browser.openExtensionPage('popup.html')
    await see(page, words('code_lead', { email: ada.email }))
    await fill(page, '#digits', '1234')
    await press(page, words('code_button'))
    await see(page, words('code_eight'))
    await fill(page, '#digits', otherThan(code))
    await press(page, words('code_button'))
    await see(page, words('problem_code_wrong'))
    await fill(page, '#digits', ` ${code.slice(0, 4)} ${code.slice(4)} `)
    await press(page, words('code_button'))
    await waitForComposer(page)
  })

  test('a code that was tried too often is over, and another way is open', async () => {
    const code = await askForCode()
    await fill(page, '#digits', otherThan(code))
    for (let tries = 1; tries < 5; tries++) {
      await press(page, words('code_button'))
      await see(page, words('problem_code_wrong'))
      await seeNoMore(page, words('code_working'))
    }
    await press(page, words('code_button'))
    await see(page, words('problem_code_expired'))
    await fill(page, '#digits', code)
    await press(page, words('code_button'))
    await see(page, words('problem_code_expired'))
    await press(page, words('sign_in_other_ways'))
    await see(page, words('sign_in_organisation'))
    expect(await valueOf(page, '#email')).toBe(ada.email)
  })

  test("the organisation's own account, in the toolbar popup, and so the way back after signing out", async () => {
    const tab = await browser.openPage(organisation.server.address)
    await page.close()
    const popup = await browser.openPopup(tab)
    await fill(popup, '#invitation', organisation.server.address)
    await press(popup, words('connect_button'))
    await press(popup, words('sign_in_organisation'))
    await signInThere(browser, organisation, ada.email)
    page = await browser.openExtensionPage('options.html')
    await see(page, ada.email)
    await press(page, words('options_sign_out'))
    await see(page, words('connect_signed_out_ways', { server: organisation.server.address }))
    organisation.remember(true)
    await press(page, words('sign_in_organisation'))
    // The organisation knows the person still: no window is shown to whoever is signed in there.
    await see(page, words('connect_done', { name: ada.name }))
    await tab.close()
  })

  test('who closes its window is told so when the popup opens again', async () => {
    await press(page, words('sign_in_organisation'))
    const window = await waitForSignIn(browser, organisation)
    await see(page, words('organisation_wait'))
    await window.close()
    await see(page, words('problem_oidc_cancelled'))
    await page.close()
    page = await browser.openExtensionPage('popup.html')
    await see(page, words('problem_oidc_cancelled'))
    await see(page, words('sign_in_organisation'))
  })

  test('somebody of another company is not let in, in words', async () => {
    await press(page, words('sign_in_organisation'))
    await signInThere(browser, organisation, 'mallory@elsewhere.example')
    await see(page, words('problem_oidc_unknown_person'))
    await seeNoMore(page, words('organisation_wait'))
  })

  test('an invitation still works in one step, and an invite code beside the other ways', async () => {
    await press(page, words('sign_in_invite'))
    await fill(page, '#invitation', await organisation.server.invite(ada.id))
    await press(page, words('connect_button'))
    await waitForComposer(page)
  })
})

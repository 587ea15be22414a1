import { addColleague } from './colleague.ts'
import { showSection, startWithColleague, type Tour } from './tour.ts'
import { until } from './until.ts'

declare const chrome: { runtime: { sendMessage(message: object): Promise<unknown> } }

/** What colleagues agreed to share, with all that it may say. */
export async function visitShared({ browser, quick, visit }: Tour): Promise<void> {
  const { popup, colleague, person } = await startWithColleague({
    browser,
    server: quick,
    name: 'Jorge Benítez',
  })
  const noor = await addColleague(quick, 'Noor Haddad', 'Nightwatch')
  const share = async (message: string, values: string[] = []) => {
    const { id } = await colleague.thank(noor.id, message, { visibility: 'public', values })
    await quick.call('POST', `/api/v1/recognitions/${id}/publication`, { publish: true }, noor.token)
    return id
  }
  await showSection(popup, 3)
  await popup.waitForSelector('.shared .stage')
  await visit('shared-empty', popup)
  await share(TEA)
  const said = await share(MESSAGE, ['reliable', 'helpful'])
  await quick.call('POST', `/api/v1/recognitions/${said}/me-too`, { meToo: true }, person.token)
  await showSection(popup, 1)
  await showSection(popup, 3)
  await until('both to be there', async () => (await popup.$$('.shared .item')).length === 2)
  await visit('shared', popup)
  await popup.select('.choices select:last-child', 'fast')
  await popup.waitForSelector('.shared .stage')
  await visit('shared-none', popup)
  await browser.setOffline(true)
  await popup.locator('.shared .stage button').click()
  await popup.waitForSelector('.rest .note')
  await visit('shared-offline', popup)
  await browser.setOffline(false)
  await popup.close()
}

const TEA = 'Thanks for the tea and the two hours with the profiler.'
const MESSAGE =
  'You wrote the rollback down so clearly that the night shift did it without waking anybody. It took them four minutes.'

/** What others wrote and is stored nowhere. */
export const SHARED_WORDS = [TEA, MESSAGE]

/** The settings of somebody who wants their peace. */
export async function visitPeace({ browser, quick, visit }: Tour): Promise<void> {
  const { popup, colleague, person } = await startWithColleague({
    browser,
    server: quick,
    name: 'Jorge Benítez',
  })
  await colleague.thank(person.id, 'For the tea')
  await showSection(popup, 2)
  await popup.waitForSelector('.item')
  await popup.close()
  const page = await browser.openExtensionPage('options.html')
  await browser.inExtension(
    (sender) => chrome.runtime.sendMessage({ type: 'preferences.mute', sender, isMuted: true }),
    colleague.id,
  )
  await page.locator('#quiet-hours').click()
  await page.waitForSelector('.hours')
  await page.locator('.reach .acts button').click()
  await page.waitForSelector('.reach .who')
  await until('the snooze to be on', async () => (await page.$$('.reach .acts button')).length === 1)
  await visit('settings-at-peace', page)
  await page.close()
}

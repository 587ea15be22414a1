import { AMELIA, castAt, GRACE, JORGE, PRIYA } from '../demo/people.ts'
import { startAs } from './account.ts'
import { waitForRecipient } from './as-a-person.ts'
import { addColleague } from './colleague.ts'
import { choosePerson, compose, pressSend, waitForComposer } from './composing.ts'
import { fill } from './screen.ts'
import { MESSAGE, showSection, startWithColleague, writeAtOnce, type Tour } from './tour.ts'
import { until } from './until.ts'

const LONGEST = 2000

export async function visitComposer({ browser, slow, sites, visit }: Tour): Promise<void> {
  const colleagues = castAt(sites.origin).filter(({ email }) => email !== AMELIA.email)
  await Promise.all(colleagues.map((person) => slow.addPerson(person)))
  await startAs(browser, slow, AMELIA)
  const wiki = await browser.openPage(sites.wiki)
  const real = await browser.openPopup(wiki)
  await waitForRecipient(real, GRACE.name)
  await visit('composer-of-a-page', real)
  await browser.closePopup()
  await wiki.close()

  const popup = await browser.openExtensionPage('popup.html')
  await waitForComposer(popup)
  await pressSend(popup)
  await popup.waitForSelector('#to-note')
  await visit('composer-missing', popup)
  await fill(popup, '#to', 'corp.example')
  await popup.waitForSelector('[role=option]')
  await visit('composer-results', popup)
  await fill(popup, '#to', 'Nobody of that name')
  await popup.waitForSelector('.people .note')
  await visit('composer-nobody', popup)
  await choosePerson(popup, JORGE.email)
  await choosePerson(popup, PRIYA.email)
  await writeAtOnce(popup, 'Thank you. '.repeat(200).slice(0, LONGEST + 20))
  await pressSend(popup)
  await popup.waitForSelector('.counter.over')
  await visit('composer-too-long', popup)
  await writeAtOnce(popup, MESSAGE)
  await popup.locator('.chips .chip:nth-child(1)').click()
  await popup.locator('.chips .chip:last-child').click()
  await visit('composer-filled', popup)
  await popup.close()
}

export async function visitSending({ browser, quick, visit }: Tour): Promise<void> {
  const popup = await browser.openExtensionPage('popup.html')
  await compose(popup, GRACE.email, MESSAGE)
  await pressSend(popup)
  await popup.waitForSelector('.sent.going .fuse')
  await visit('sent-going', popup)
  await popup.close()
  const kept = await browser.openExtensionPage('popup.html')
  await waitForComposer(kept)
  await browser.setOffline(true)
  await fill(kept, '#to', GRACE.name)
  await kept.waitForSelector('[role=option]')
  await kept.keyboard.press('Enter')
  // The very same words would be asked about.
  await writeAtOnce(kept, `${MESSAGE} Twice.`)
  await pressSend(kept)
  await kept.waitForSelector('.sent.waits')
  await visit('sent-waits', kept)
  await browser.setOffline(false)
  await kept.close()

  const done = await startWithColleague({ browser, server: quick, name: 'Grace Okafor' })
  await compose(done.popup, done.colleague.email, MESSAGE)
  await pressSend(done.popup)
  await done.popup.waitForSelector('.sent.done')
  await visit('sent-done', done.popup)
  await done.popup.close()
}

export async function visitUnsent({ browser, quick, visit }: Tour): Promise<void> {
  const { popup, colleague } = await startWithColleague({ browser, server: quick, name: 'Grace Okafor' })
  await compose(popup, colleague.email, MESSAGE)
  await quick.call('DELETE', `/api/v1/admin/people/${colleague.id}`)
  await pressSend(popup)
  await popup.waitForSelector('.sent.refused .note')
  await visit('sent-refused', popup)
  await popup.close()
  const next = await browser.openExtensionPage('popup.html')
  await compose(next, (await addColleague(quick, 'Noor Haddad')).email, 'The way you wrote down the rollback')
  await showSection(next, 4)
  await until('both to be listed', async () => (await next.$$('.row')).length === 2)
  await visit('unsent', next)
  await next.locator('.row .acts button:last-child').click()
  await next.waitForSelector('.row .danger')
  await visit('unsent-discard', next)
  await next.close()
}

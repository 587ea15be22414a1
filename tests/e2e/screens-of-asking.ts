import { JORGE } from '../demo/people.ts'
import { connectAs, forgetEverybody, startAs } from './account.ts'
import { addColleague, somebody } from './colleague.ts'
import { choosePerson, compose, pressSend, waitForComposer } from './composing.ts'
import { fill } from './screen.ts'
import { MESSAGE, writeAtOnce, type Tour } from './tour.ts'

/** What the composer asks and says before it sends. Its people are there since `visitComposer`. */
export async function visitQuestions({ browser, slow, sites, visit }: Tour): Promise<void> {
  await startAs(browser, slow, somebody('Ada Example'))
  const ticket = await browser.openPage(sites.ticket)
  const real = await browser.openPopup(ticket)
  await waitForComposer(real)
  await real.locator('.offered .chip').click()
  await writeAtOnce(real, MESSAGE)
  await pressSend(real)
  await real.waitForSelector('footer.question')
  await visit('composer-sure', real)
  await browser.closePopup()
  await ticket.close()

  const popup = await browser.openExtensionPage('popup.html')
  await compose(popup, JORGE.email, MESSAGE)
  await pressSend(popup)
  await popup.waitForSelector('.sent.going')
  await popup.reload()
  await compose(popup, JORGE.email, MESSAGE)
  await pressSend(popup)
  await popup.waitForSelector('footer.question')
  await visit('composer-again', popup)

  const amira = await addColleague(slow, 'Amira Said')
  await slow.call('PATCH', '/api/v1/me', { preferences: { receives: false } }, amira.token)
  await fill(popup, '#to', amira.email)
  await popup.waitForSelector('[role=option]')
  await visit('composer-in-person-found', popup)
  await choosePerson(popup, amira.email)
  await popup.waitForSelector('#to-in-person')
  await visit('composer-in-person', popup)
  await popup.close()
}

/** Somebody whose sending a moderator has suspended. */
export async function visitSuspended({ browser, quick, visit }: Tour): Promise<void> {
  const { id } = await quick.addPerson(somebody('Ada Example'))
  await quick.call('PATCH', `/api/v1/admin/people/${id}`, { suspended: true })
  await forgetEverybody(browser)
  await connectAs(browser, `${quick.address}#${await quick.invite(id)}`)
  const popup = await browser.openExtensionPage('popup.html')
  await popup.waitForSelector('.fields > .note')
  await visit('composer-suspended', popup)
  await popup.close()
}

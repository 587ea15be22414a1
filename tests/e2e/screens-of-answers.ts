import { addColleague } from './colleague.ts'
import { MESSAGE, showSection, startWithColleague, type Tour } from './tour.ts'
import { until } from './until.ts'

/** The inbox with all that can follow a bright spot: answers, 'me too', a moderator, and senders who are muted. */
export async function visitAnswers({ browser, quick, visit }: Tour): Promise<void> {
  const { popup, colleague, person } = await startWithColleague({
    browser,
    server: quick,
    name: 'Wilma Ruiz',
  })
  const [noor, li, jorge] = await Promise.all([
    addColleague(quick, 'Noor Haddad'),
    addColleague(quick, 'Li Wei'),
    addColleague(quick, 'Jorge Moreno'),
  ])
  const shared = await colleague.thank(person.id, MESSAGE, { visibility: 'public', values: ['reliable'] })
  await noor.thank(person.id, 'Thanks for the tea and the two hours with the profiler.')
  const unkind = await jorge.thank(person.id, 'Nice of you to show up at all.')
  const sent = await person.thank(noor.id, 'You found the time zone in ten minutes.')
  await showSection(popup, 2)
  await until('all to be there', async () => (await popup.$$('.item')).length === 3)

  await popup.locator('.item:nth-child(3) .words').click()
  await popup.locator('.item:nth-child(3) .choice').click()
  await popup.waitForSelector('.item:nth-child(3) .choice[aria-pressed=true]')
  await popup.waitForSelector('.item:nth-child(3) .acts button:nth-of-type(3)')
  for (const one of [li, jorge])
    await quick.call('POST', `/api/v1/recognitions/${shared.id}/me-too`, { meToo: true }, one.token)
  await popup.locator('.chips .chip:nth-child(2)').click()
  await popup.waitForSelector('.chip[aria-pressed=true]')
  await visit('inbox-answering', popup)
  await popup.locator('.back .field').fill('Any time. It was your question that found it.')
  await popup.locator('.back .second').click()
  await popup.waitForSelector('.answer')
  await popup.locator('.item:nth-child(2) .more').click()
  await visit('inbox-answered', popup)

  await popup.locator('.item:nth-child(1) .more').click()
  await popup.locator('.item:nth-child(1) .menu > .link').click()
  await popup.locator('.report .second').click()
  await popup.waitForSelector('.report .note')
  await visit('inbox-report', popup)
  await popup.locator('.report textarea').fill('It makes fun of me.')
  await popup.locator('.report .second').click()
  await popup.waitForSelector('.gone')
  await popup.locator('.menu div .link').click()
  await popup.locator('.muted summary').click()
  await popup.waitForSelector('.muted .item')
  await popup.locator('.muted .more').click()
  await quick.call('GET', `/api/v1/admin/reports/${unkind.id}`)
  await visit('inbox-muted', popup)

  const back = { word: 'made-my-day', line: 'It was a good ten minutes.' }
  await quick.call('POST', `/api/v1/recognitions/${sent.id}/reaction`, back, noor.token)
  await quick.call('POST', `/api/v1/recognitions/${sent.id}/report`, { reason: 'A joke' }, noor.token)
  await quick.call('GET', `/api/v1/admin/reports/${sent.id}`)
  await quick.call('POST', `/api/v1/admin/reports/${sent.id}/decision`, { outcome: 'hidden' })
  await popup.locator('.boxes button:nth-child(2)').click()
  await popup.waitForSelector('.answers')
  await visit('inbox-sent-answered', popup)
  await popup.close()
}

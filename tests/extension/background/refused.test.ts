import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Person } from '../../../shared/recognition.ts'
import type { Recipient } from '../../../extension/stored.ts'
import { breakNetwork, freshBrowser, healNetwork, type Extension } from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

const JSON_TYPE = { 'content-type': 'application/json' }

let office: Office
let ada: Person
let grace: Person
let noor: Person
let extension: Extension

beforeEach(async () => {
  office = await openOffice({ isLimited: true })
  ada = await office.addPerson('Ada Example')
  grace = await office.addPerson('Grace Example')
  noor = await office.addPerson('Noor Example')
  extension = await freshBrowser()
  await extension.session.connect(`${office.address}#${await office.invite(ada)}`, '')
})

afterEach(async () => {
  vi.unstubAllGlobals()
  await office.close()
})

async function queue(message: string, recipients: Recipient[] = [grace]) {
  const owner = await extension.session.findSession()
  if (!owner) throw new Error('signed out')
  const draft = extension.drafts.createDraft({ server: owner.server, person: owner.person }, null)
  return extension.drafts.queueDraft({ ...draft, recipients, message })
}

const flush = () => extension.outbox.flushOutbox(async () => undefined)
const entries = async () => (await extension.storage.openStorage()).getAll('outbox')

/** The text is a draft again, and the outbox has nothing more of it. */
async function edit(id: string) {
  const taken = await extension.outbox.takeBack(id)
  expect(await entries()).toEqual([])
  return extension.drafts.findDraft(`${office.address} ${ada.id}`, taken?.draftKey ?? '')
}

test('what is for somebody who prefers thanks in person by now says who, and keeps its text', async () => {
  const headers = { ...(await office.signIn(noor)), ...JSON_TYPE }
  const body = JSON.stringify({ preferences: { receives: false } })
  const answer = await office.app.request('/api/v1/me', { method: 'PATCH', headers, body })
  expect(answer.status).toBe(200)
  const seenAs = { role: 'editor', kind: 'wiki', isSure: true } as const
  const { id } = await queue('For both', [grace, { ...noor, seenAs }])
  await flush()
  expect(await extension.outbox.sendResult(id)).toEqual({ kind: 'rejected', fault: 'prefers_in_person' })
  const draft = await edit(id)
  expect(draft).toMatchObject({
    message: 'For both',
    recipients: [{ id: grace.id }, { inPerson: true, seenAs }],
  })
  expect(draft?.recipients[0]).not.toHaveProperty('inPerson')
})

test('what a suspended person writes comes back; once the suspension is lifted it goes out', async () => {
  await office.admin('PATCH', `people/${ada.id}`, { suspended: true })
  const { id } = await queue('Kept')
  await flush()
  expect(await extension.outbox.sendResult(id)).toEqual({ kind: 'rejected', fault: 'sending_suspended' })
  await office.admin('PATCH', `people/${ada.id}`, { suspended: false })
  await extension.outbox.retryAll()
  await flush()
  expect(await office.received(grace)).toEqual([])
  await extension.outbox.retryEntry(id)
  await flush()
  expect(await office.received(grace)).toEqual(['Kept'])
})

describe('enough for now', () => {
  beforeEach(async () => {
    const limits = { perMinute: null, perDay: null, perPairPerWeek: 1, newcomers: null }
    await office.admin('PATCH', 'settings', { limits })
    await queue('The first')
    await flush()
  })

  const WEEK_MS = 7 * 24 * 3600_000

  test('says when it is enough no more, by this machine’s clock', async () => {
    await queue('The second')
    const skew = 3600_000
    const realNow = Date.now
    vi.spyOn(Date, 'now').mockImplementation(() => realNow() + skew)
    await flush()
    const refused = (await entries()).find(({ state }) => state === 'refused')
    expect(refused?.fault).toBe('enough_for_now')
    expect(Math.abs((refused?.retryAt ?? 0) - (realNow() + skew + WEEK_MS))).toBeLessThan(60_000)
  })

  test('is not tried again by itself, and is remembered', async () => {
    const { id } = await queue('The second')
    await flush()
    let requests = 0
    breakNetwork((go) => {
      requests++
      return go()
    })
    await extension.outbox.retryAll()
    await flush()
    healNetwork()
    expect(requests).toBe(0)
    const refused = (await entries()).find((entry) => entry.id === id)
    expect(refused?.retryAt).toBeGreaterThan(Date.now())
  })

  test('keeps nothing else back, and its text for editing', async () => {
    const { id } = await queue('The second')
    await queue('To another', [noor])
    await flush()
    expect(await office.received(noor)).toEqual(['To another'])
    await flush()
    expect(await edit(id)).toMatchObject({ message: 'The second', recipients: [{ id: grace.id }] })
  })
})

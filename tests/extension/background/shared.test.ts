import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Person } from '../../../shared/recognition.ts'
import { breakNetwork, freshBrowser, networkError, type Extension } from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

let office: Office
let extension: Extension
let shared: typeof import('../../../extension/background/shared.ts')
let ada: Person
let grace: Person
let jorge: Person
const devices = new Map<string, Record<string, string>>()

beforeEach(async () => {
  office = await openOffice()
  ada = await office.addPerson('Ada Example')
  grace = await office.addPerson('Grace Example')
  jorge = await office.addPerson('Jorge Example')
  for (const person of [ada, grace, jorge]) devices.set(person.id, await office.signIn(person))
  extension = await freshBrowser()
  shared = await import('../../../extension/background/shared.ts')
  await extension.session.connect(`${office.address}#${await office.invite(ada)}`, '')
})

afterEach(async () => {
  vi.unstubAllGlobals()
  await office.close()
})

async function api(who: Person, method: string, path: string, body: object): Promise<void> {
  const headers = { ...devices.get(who.id), 'content-type': 'application/json' }
  const request = { method, headers, body: JSON.stringify(body) }
  const answer = await office.app.request(`/api/v1/recognitions/${path}`, request)
  if (!answer.ok) throw new Error(await answer.text())
}

/** One that its recipient agreed to share. */
async function share(sender: Person, recipient: Person, message: string, values: string[] = []) {
  const id = uuidv7()
  const body = { recipients: [recipient.id], message, values, visibility: 'public', context: null }
  await api(sender, 'PUT', id, body)
  await api(recipient, 'POST', `${id}/publication`, { publish: true })
  return id
}

const EVERYTHING = { team: null, value: null }

async function list(
  choice = EVERYTHING as Parameters<typeof shared.listShared>[0],
  after: string | null = null,
) {
  const outcome = await shared.listShared(choice, after)
  if (outcome.kind === 'fault') throw new Error(outcome.fault)
  return { ...outcome.value, messages: outcome.value.recognitions.map(({ message }) => message) }
}

test('what was agreed to comes newest first, by value, a page at a time', async () => {
  for (let n = 1; n <= 22; n++) await share(grace, jorge, `Number ${n}`, n === 7 ? ['fast'] : [])
  const first = await list()
  expect([first.messages[0], first.messages.length]).toEqual(['Number 22', 20])
  expect(await list(EVERYTHING, first.next)).toMatchObject({ messages: ['Number 2', 'Number 1'], next: null })
  expect((await list({ team: null, value: 'fast' })).messages).toEqual(['Number 7'])
  expect((await list({ team: 'Nobody there', value: null })).messages).toEqual([])
})

test('those of a muted sender are left out, and a page of nothing else is passed over', async () => {
  await share(jorge, grace, 'The first of all')
  for (let n = 1; n <= 21; n++) await share(grace, jorge, `Number ${n}`)
  await extension.preferences.mute(grace.id, true)
  expect(await list()).toMatchObject({ messages: ['The first of all'], next: null })
  await extension.preferences.mute(grace.id, false)
  expect((await list()).messages).toHaveLength(20)
})

test("'me too' is said and taken back, of what others shared alone", async () => {
  const id = await share(grace, jorge, 'Number one')
  expect(await shared.sayMeToo(id, true)).toEqual({ kind: 'done', value: null })
  expect((await list()).recognitions[0]?.meToo).toMatchObject([{ id: ada.id }])
  expect(await shared.sayMeToo(id, false)).toEqual({ kind: 'done', value: null })
  expect((await list()).recognitions[0]).not.toHaveProperty('meToo')
  await api(jorge, 'POST', `${id}/publication`, { publish: false })
  expect(await shared.sayMeToo(id, true)).toEqual({ kind: 'fault', fault: 'not_found' })
})

test('nothing of it is stored, and without a network there is a reason', async () => {
  await share(grace, jorge, 'Number one')
  await list()
  expect(await (await extension.storage.openStorage()).count('inbox')).toBe(0)
  breakNetwork(networkError)
  expect(await shared.listShared(EVERYTHING, null)).toEqual({ kind: 'fault', fault: 'unreachable' })
})

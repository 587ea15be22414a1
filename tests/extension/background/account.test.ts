import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { LearnedHandle } from '../../../shared/api.ts'
import type { Person } from '../../../shared/recognition.ts'
import { breakNetwork, freshBrowser, healNetwork, networkError, type Extension } from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

let office: Office
let ada: Person
let grace: Person
let extension: Extension

beforeEach(async () => {
  office = await openOffice({ allowedDomains: new Set(['corp.example']) })
  ada = await office.addPerson('Ada Example')
  grace = await office.addPerson('Grace Example')
  extension = await freshBrowser()
  await connectAs(ada)
})

afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  await office.close()
})

async function connectAs(person: Person): Promise<void> {
  const result = await extension.session.connect(`${office.address}#${await office.invite(person)}`, '')
  expect(result.kind).toBe('connected')
}

const storage = () => extension.storage.openStorage()

async function queue(message: string) {
  const session = await extension.session.findSession()
  if (!session) throw new Error('signed out')
  const draft = extension.drafts.createDraft({ server: session.server, person: session.person }, null)
  await extension.drafts.keepDraft({ ...draft, message: `More of: ${message}` })
  return extension.drafts.queueDraft({ ...draft, key: 'another', recipients: [grace], message })
}

test('a session that an earlier extension began learns at once what its server offers', async () => {
  const session = await extension.session.findSession()
  if (!session) throw new Error('signed out')
  const { features: _features, way: _way, ways: _ways, ...asBefore } = session
  await (await storage()).put('session', asBefore, 'current')
  await extension.inbox.syncInbox(false, async () => undefined)
  expect((await extension.session.findSession())?.features).toEqual(session.features)
  expect(session.features).toContain('devices')
})

describe('browsers', () => {
  test('are listed, this one marked, and another one is ended', async () => {
    await office.received(ada)
    const listed = await extension.account.listDevices()
    if (listed.kind !== 'done') throw new Error(listed.fault)
    expect(listed.value.filter(({ current }) => current)).toHaveLength(1)
    expect(listed.value).toHaveLength(2)
    const other = listed.value.find(({ current }) => !current)
    expect(await extension.account.endDevice(other?.id ?? '')).toEqual({ kind: 'done', value: null })
    expect(await extension.account.listDevices()).toMatchObject({ value: [{ current: true }] })
    expect(await extension.account.endDevice(other?.id ?? '')).toEqual({ kind: 'fault', fault: 'not_found' })
  })

  test('one that was ended from elsewhere is told so, and what is not sent stays', async () => {
    await queue('It waits')
    const listed = await extension.account.listDevices()
    const { id } = (listed.kind === 'done' && listed.value[0]) || { id: '' }
    await extension.account.endDevice(id)
    expect(await extension.account.listHandles()).toEqual({ kind: 'fault', fault: 'signed_out' })
    expect(await extension.storage.readConnection()).toMatchObject({
      former: { endedBy: 'server', way: 'invite' },
    })
    expect(await (await storage()).count('outbox')).toBe(1)
    expect(await (await storage()).count('drafts')).toBe(1)
  })
})

const ORIGIN = 'https://code.corp.example'
const named = (handle: string, person: Person): LearnedHandle => ({
  tool: 'github',
  origin: ORIGIN,
  handle,
  person: person.id,
})
const matchOf = async (handle: string) =>
  (
    await extension.people.matchPeople({
      tool: 'github',
      origin: ORIGIN,
      people: [{ role: 'author', handle }],
    })
  )?.[0]
const told = async () => (await storage()).getAll('handles')

describe('names in tools', () => {
  test('that were picked are told, asked of that person, and known once they say yes', async () => {
    await extension.tellHandles.noteHandles([named('gracie', grace)])
    await extension.tellHandles.tellHandles()
    expect(await told()).toEqual([])
    expect(await matchOf('gracie')).toMatchObject({ person: { id: grace.id }, by: 'handle' })
    await connectAs(grace)
    const listed = await extension.account.listHandles()
    expect(listed).toMatchObject({ value: [{ handle: 'gracie', origin: ORIGIN, confirmed: false }] })
    const { id } = (listed.kind === 'done' && listed.value[0]) || { id: '' }
    expect(await extension.account.confirmHandle(id)).toMatchObject({ kind: 'done' })
    const confirmed = await extension.account.listHandles()
    expect(confirmed).toMatchObject({ value: [{ handle: 'gracie', confirmed: true }] })
    const { id: mine } = (confirmed.kind === 'done' && confirmed.value[0]) || { id: '' }
    expect(await extension.account.removeHandle(mine)).toMatchObject({ kind: 'done' })
    expect(await extension.account.listHandles()).toEqual({ kind: 'done', value: [] })
  })

  test('are tried once more when nobody answers, and then let go', async () => {
    breakNetwork(networkError)
    await extension.tellHandles.noteHandles([named('gracie', grace)])
    await extension.tellHandles.tellHandles()
    expect(await told()).toMatchObject([{ handle: { handle: 'gracie' } }])
    await extension.tellHandles.tellHandles()
    expect(await told(), 'not before its time').toHaveLength(1)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 60_000 })
    await extension.tellHandles.tellHandles()
    expect(await told()).toEqual([])
    healNetwork()
    expect(await matchOf('gracie')).toMatchObject({ person: null })
  })

  test('are told to no server that does not ask', async () => {
    const session = await extension.session.findSession()
    if (session) await (await storage()).put('session', { ...session, features: [] }, 'current')
    await extension.tellHandles.noteHandles([named('gracie', grace)])
    expect(await told()).toEqual([])
  })
})

describe('somebody who is not in the directory', () => {
  test('can be thanked at an address of the organisation', async () => {
    expect(await extension.people.invitePerson(' new@corp.example ')).toMatchObject({
      kind: 'done',
      value: { email: 'new@corp.example' },
    })
  })

  test('and at no other', async () => {
    expect(await extension.people.invitePerson('new@elsewhere.example')).toEqual({
      kind: 'fault',
      fault: 'domain_not_allowed',
    })
  })
})

describe('a colleague who left', () => {
  test('is a former one in what was sent, and offered no more', async () => {
    await queue('Thank you')
    await extension.outbox.flushOutbox(async () => undefined)
    const session = await extension.session.findSession()
    const account = session ? extension.storage.accountKey(session) : ''
    expect(await extension.drafts.recentPeople(account)).toMatchObject([{ id: grace.id }])
    await office.leave(grace)
    await extension.inbox.syncInbox(false, async () => undefined)
    const [sent] = await (await storage()).getAll('inbox')
    expect(sent?.recipients).toMatchObject([{ former: true, email: '' }])
    expect(await extension.drafts.recentPeople(account)).toEqual([])
  })
})

describe('leaving', () => {
  test('first brings everything as a file', async () => {
    const everything = await extension.account.exportMe()
    if (everything.kind !== 'done') throw new Error(everything.fault)
    expect(JSON.parse(everything.value)).toMatchObject({ person: { email: ada.email } })
  })

  test('leaves nothing of that account here, what waits included, and all of others', async () => {
    await queue('It waits')
    await connectAs(grace)
    await queue('Hers')
    expect(await extension.account.leave()).toEqual({ kind: 'done', value: null })
    expect(await extension.storage.readConnection()).toEqual({ kind: 'new' })
    const left = [
      ...(await (await storage()).getAll('outbox')),
      ...(await (await storage()).getAll('drafts')),
    ]
    expect(left.map(({ owner }) => owner.person.id)).toEqual([ada.id, ada.id])
  })

  test('that the server refuses changes nothing here', async () => {
    breakNetwork(networkError)
    expect(await extension.account.leave()).toMatchObject({ kind: 'fault' })
    expect(await extension.session.findSession()).toBeDefined()
  })
})

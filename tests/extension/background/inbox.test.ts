import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Person } from '../../../shared/recognition.ts'
import type { InboxItem } from '../../../extension/stored.ts'
import { breakNetwork, freshBrowser, healNetwork, networkError, type Extension } from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

let office: Office
let ada: Person
let grace: Person
let graceToken: string
let extension: Extension
const arrived: InboxItem[][] = []

beforeEach(async () => {
  office = await openOffice()
  ada = await office.addPerson('Ada Example')
  grace = await office.addPerson('Grace Example')
  graceToken = await signInElsewhere(grace)
  extension = await freshBrowser()
  arrived.length = 0
  await extension.session.connect(`${office.address}#${await office.invite(ada)}`, '')
})

afterEach(async () => {
  vi.unstubAllGlobals()
  await office.close()
})

async function api(method: string, path: string, token: string, body?: object): Promise<Response> {
  return office.app.request(`/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
}

async function signInElsewhere(person: Person): Promise<string> {
  const code = await office.invite(person)
  const answer = await api('POST', 'sessions', '', { grant: 'invite', code, device: 'another device' })
  return (await answer.json()).token
}

async function graceSends(message: string, visibility = 'private'): Promise<string> {
  const id = uuidv7()
  const body = { recipients: [ada.id], message, values: [], visibility, context: null }
  expect((await api('PUT', `recognitions/${id}`, graceToken, body)).status).toBe(201)
  return id
}

const sync = (wait = false) => extension.inbox.syncInbox(wait, async (items) => void arrived.push(items))
const stored = async () => (await extension.storage.openStorage()).getAll('inbox')
const unread = async () => (await stored()).filter(({ readAt }) => readAt === null).length

/** The cursor becomes one that the server does not know. */
async function loseCursor(): Promise<void> {
  const storage = await extension.storage.openStorage()
  const cursor = await storage.get('cursor', 'current')
  await storage.put('cursor', { account: cursor?.account ?? '', next: 'b2xk' }, 'current')
}

describe('the feed', () => {
  test('brings what is new once, and announces only what comes after the first reading', async () => {
    await graceSends('Before')
    await sync()
    expect(arrived).toEqual([])
    await graceSends('After')
    await sync()
    await sync()
    expect(arrived.map((items) => items.map(({ message }) => message))).toEqual([['After']])
    expect(await unread()).toBe(2)
  })

  test('is read to its end, over many pages', async () => {
    for (let n = 0; n < 230; n++) await graceSends(`Number ${n}`)
    await sync()
    expect(await stored()).toHaveLength(230)
  })

  test('tells in one go of what many pages bring, and at once of what came before one that does not', async () => {
    await sync()
    for (let n = 0; n < 230; n++) await graceSends(`Number ${n}`)
    let pages = 0
    breakNetwork((go, url) => (url.includes('/changes') && ++pages > 2 ? networkError() : go()))
    expect((await sync()).kind).toBe('fault')
    healNetwork()
    await sync()
    expect(arrived.map(({ length }) => length)).toEqual([200, 30])
  })

  test('waits after a first reading, too', async () => {
    const waiting = sync(true)
    const storage = await extension.storage.openStorage()
    await vi.waitFor(async () => expect(await storage.count('cursor')).toBe(1))
    await graceSends('While you wait')
    await waiting
    expect(arrived.flat().map(({ message }) => message)).toEqual(['While you wait'])
  })

  test('waits at the server for the next one', async () => {
    await sync()
    const waiting = sync(true)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await graceSends('While you wait')
    await waiting
    expect(arrived.flat().map(({ message }) => message)).toEqual(['While you wait'])
  })

  test('takes away what was withdrawn', async () => {
    const id = await graceSends('Not meant')
    await sync()
    await api('DELETE', `recognitions/${id}`, graceToken)
    await sync()
    expect(await stored()).toEqual([])
  })

  test('takes along what was typed about one that it takes away', async () => {
    const [gone, kept] = [await graceSends('Not meant'), await graceSends('Meant')]
    await sync()
    const storage = await extension.storage.openStorage()
    for (const id of [gone, kept])
      await storage.put('begun', { id, account: 'ada', line: 'Glad', reason: '' })
    await api('DELETE', `recognitions/${gone}`, graceToken)
    await sync()
    expect(await storage.getAllKeys('begun')).toEqual([kept])
  })

  test('starts over when the server no longer knows the cursor', async () => {
    await graceSends('Kept')
    await sync()
    await loseCursor()
    expect(await sync()).toEqual({ kind: 'synced' })
    expect((await stored()).map(({ message }) => message)).toEqual(['Kept'])
    expect(arrived).toEqual([])
  })

  test('does not fill the inbox of whoever comes next', async () => {
    await graceSends('For Ada alone')
    breakNetwork(async (go, url) => {
      const answer = await go()
      if (url.includes('/changes')) await extension.session.signOut()
      return answer
    })
    await sync()
    expect(await stored()).toEqual([])
  })
})

describe('reading', () => {
  test('marks that one, here and on the server', async () => {
    const first = await graceSends('First')
    await graceSends('Second')
    await sync()
    await extension.inbox.markRead(first)
    expect(await unread()).toBe(1)
    await sync()
    const asked = await (await api('GET', 'changes', await signInElsewhere(ada))).json()
    const readThere = asked.changes.map(
      ({ recognition }: { recognition: InboxItem }) => recognition.readAt !== null,
    )
    expect(readThere.toSorted()).toEqual([false, true])
  })

  test('offline counts at once, is told later, and is not undone by an older answer', async () => {
    const id = await graceSends('On the train')
    await sync()
    breakNetwork(networkError)
    await extension.inbox.markRead(id)
    expect((await sync()).kind).toBe('fault')
    expect(await unread()).toBe(0)
    healNetwork()
    await sync()
    expect(await unread()).toBe(0)
    expect((await stored())[0]).not.toHaveProperty('waitsToTell')
  })

  test('waits to be told until the feed says that it is known', async () => {
    const id = await graceSends('Before the backup')
    await sync()
    await extension.inbox.markRead(id)
    breakNetwork((go, url) => (url.includes('/changes') ? networkError() : go()))
    await sync()
    expect((await stored())[0]).toHaveProperty('waitsToTell')
    healNetwork()
    await sync()
    expect((await stored())[0]).not.toHaveProperty('waitsToTell')
    expect(await unread()).toBe(0)
  })

  test('is told before starting over, which would forget it', async () => {
    const id = await graceSends('In the tunnel')
    await sync()
    await extension.inbox.markRead(id)
    await loseCursor()
    breakNetwork((go, url) => (url.endsWith('/read') ? networkError() : go()))
    expect((await sync()).kind).toBe('fault')
    expect(await unread()).toBe(0)
    healNetwork()
    expect(await sync()).toEqual({ kind: 'synced' })
    expect(await unread()).toBe(0)
  })

  test('on another device is seen here', async () => {
    const id = await graceSends('Read at home')
    await sync()
    await api('POST', `recognitions/${id}/read`, await signInElsewhere(ada))
    await sync()
    expect(await unread()).toBe(0)
  })
})

describe('sharing with colleagues', () => {
  test('is asked of public ones alone, and is the word of the recipient, who may change it', async () => {
    await graceSends('Between us')
    const id = await graceSends('For all to see', 'public')
    await sync()
    const asked = (await stored()).filter(({ publication }) => publication === 'ask')
    expect(asked.map(({ message }) => message)).toEqual(['For all to see'])
    for (const [publish, publication] of [
      [true, 'agreed'],
      [false, 'declined'],
    ] as const) {
      expect(await extension.inbox.answerPublication(id, publish)).toEqual({ kind: 'synced' })
      await sync()
      expect((await stored()).find((item) => item.id === id)?.publication).toBe(publication)
    }
  })

  test('does not count until the server knows', async () => {
    const id = await graceSends('For all to see', 'public')
    await sync()
    breakNetwork(networkError)
    expect((await extension.inbox.answerPublication(id, true)).kind).toBe('fault')
    expect((await stored())[0]?.publication).toBe('ask')
  })
})

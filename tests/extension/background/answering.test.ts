import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Change } from '../../../shared/api.ts'
import type { Person, Recognition } from '../../../shared/recognition.ts'
import { breakNetwork, freshBrowser, healNetwork, networkError, type Extension } from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

let office: Office
let ada: Person
let grace: Person
let extension: Extension
/** Grace, on her own browser. */
let graceHeaders: { authorization: string }

beforeEach(async () => {
  office = await openOffice()
  ada = await office.addPerson('Ada Example')
  grace = await office.addPerson('Grace Example')
  graceHeaders = await office.signIn(grace)
  extension = await freshBrowser()
  await extension.session.connect(`${office.address}#${await office.invite(ada)}`, '')
})

afterEach(async () => {
  vi.unstubAllGlobals()
  await office.close()
})

async function asGrace(method: string, path: string, body?: object): Promise<Response> {
  const headers = { ...graceHeaders, 'content-type': 'application/json' }
  return office.app.request(`/api/v1/${path}`, {
    method,
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
}

/** Grace thanks Ada, and Ada's browser has it. */
async function graceThanks(): Promise<string> {
  const id = uuidv7()
  const body = { recipients: [ada.id], message: 'Thanks', values: [], visibility: 'private', context: null }
  expect((await asGrace('PUT', `recognitions/${id}`, body)).status).toBe(201)
  await sync()
  return id
}

async function seenByGrace(id: string): Promise<Recognition> {
  return (await asGrace('GET', `recognitions/${id}`)).json()
}

const sync = () => extension.inbox.syncInbox(false, async () => undefined)
const stored = async (id: string) => (await extension.storage.openStorage()).get('inbox', id)
const gone = async () => (await extension.storage.openStorage()).getAll('gone')

async function tell() {
  const session = await extension.session.findSession()
  if (!session) throw new Error('Nobody is signed in')
  return extension.answering.tellAnswers(session)
}

describe('an answer', () => {
  test('reaches its sender, is changed and taken back', async () => {
    const id = await graceThanks()
    await extension.answering.keepAnswer(id, { word: 'made-my-day', line: null })
    await tell()
    expect((await seenByGrace(id)).answers).toMatchObject([{ person: { id: ada.id }, word: 'made-my-day' }])
    await extension.answering.keepAnswer(id, { word: null, line: 'Any time' })
    await tell()
    expect((await seenByGrace(id)).answers).toMatchObject([{ word: null, line: 'Any time' }])
    await extension.answering.keepAnswer(id, { word: null, line: null })
    await tell()
    expect(await seenByGrace(id)).not.toHaveProperty('answers')
    expect(await stored(id)).not.toHaveProperty('answers')
  })

  test('given offline is kept, told with the next look, and shown as told', async () => {
    const id = await graceThanks()
    breakNetwork(networkError)
    await extension.answering.keepAnswer(id, { word: 'team-effort', line: 'With Jorge' })
    expect(await tell()).toBe('unreachable')
    healNetwork()
    // What comes of it meanwhile takes nothing away.
    breakNetwork((go, url) => (url.endsWith('/reaction') ? networkError() : go()))
    await extension.inbox.markRead(id)
    await sync()
    expect((await stored(id))?.waitsToAnswer).toEqual({
      word: 'team-effort',
      line: 'With Jorge',
      fault: null,
    })
    healNetwork()
    await sync()
    expect((await seenByGrace(id)).answers).toMatchObject([{ word: 'team-effort', line: 'With Jorge' }])
    expect(await stored(id)).not.toHaveProperty('waitsToAnswer')
    expect((await stored(id))?.answers).toMatchObject([{ word: 'team-effort', line: 'With Jorge' }])
  })

  test('that the server refuses is kept with the reason, and not told again by itself', async () => {
    const id = await graceThanks()
    const line = 'n'.repeat(281)
    await extension.answering.keepAnswer(id, { word: null, line })
    expect(await tell()).toBeNull()
    expect((await stored(id))?.waitsToAnswer).toEqual({ word: null, line, fault: 'invalid_request' })
    let asked = 0
    breakNetwork((go) => {
      asked++
      return go()
    })
    await tell()
    expect(asked).toBe(0)
  })

  test('given while another is under way is the one that counts', async () => {
    const id = await graceThanks()
    await extension.answering.keepAnswer(id, { word: 'thank-you', line: null })
    breakNetwork(async (go, url) => {
      const answer = await go()
      if (!url.endsWith('/reaction')) return answer
      healNetwork()
      await extension.answering.keepAnswer(id, { word: 'glad-it-helped', line: null })
      return answer
    })
    await tell()
    expect((await stored(id))?.waitsToAnswer?.word).toBe('glad-it-helped')
    await tell()
    expect((await seenByGrace(id)).answers).toMatchObject([{ word: 'glad-it-helped' }])
  })

  test('is told before starting over, which would forget it', async () => {
    const id = await graceThanks()
    await extension.answering.keepAnswer(id, { word: 'thank-you', line: null })
    const storage = await extension.storage.openStorage()
    await storage.put(
      'cursor',
      { account: (await storage.get('cursor', 'current'))?.account ?? '', next: 'b2xk' },
      'current',
    )
    breakNetwork((go, url) => (url.endsWith('/reaction') ? networkError() : go()))
    await sync()
    healNetwork()
    await sync()
    expect((await seenByGrace(id)).answers).toMatchObject([{ word: 'thank-you' }])
  })
})

describe('one that its sender takes back', () => {
  test('leaves a note when it was read, which can be put away', async () => {
    const id = await graceThanks()
    await extension.inbox.markRead(id)
    await sync()
    await asGrace('DELETE', `recognitions/${id}`)
    await sync()
    expect(await stored(id)).toBeUndefined()
    expect(await gone()).toMatchObject([{ id, sender: { id: grace.id }, review: null }])
    await extension.reporting.putAway(id)
    await sync()
    expect(await gone()).toEqual([])
  })

  test('vanishes without a word when it was not', async () => {
    const id = await graceThanks()
    await asGrace('DELETE', `recognitions/${id}`)
    await sync()
    expect(await stored(id)).toBeUndefined()
    expect(await gone()).toEqual([])
  })

  test('is no news to a browser that never showed it', async () => {
    const id = await graceThanks()
    await extension.inbox.markRead(id)
    await sync()
    await asGrace('DELETE', `recognitions/${id}`)
    await extension.session.connect(`${office.address}#${await office.invite(ada)}`, '')
    await sync()
    expect(await gone()).toEqual([])
  })
})

describe('a report', () => {
  const moderate = (method: string, path: string, body?: object) =>
    office.admin(method, `reports/${path}`, body)

  test('hides it at once, and says how it stands', async () => {
    const id = await graceThanks()
    expect(await extension.reporting.report(id, 'It is unkind')).toEqual({ kind: 'synced' })
    expect(await stored(id)).toBeUndefined()
    expect(await gone()).toMatchObject([{ id, sender: { id: grace.id }, review: { readAt: null } }])
    await moderate('GET', id)
    await sync()
    const [read] = await gone()
    expect(read?.review).toMatchObject({ readAt: expect.any(String), outcome: null })
    expect((await seenByGrace(id)).review).toEqual(read?.review)
    await moderate('POST', `${id}/decision`, { outcome: 'hidden' })
    await sync()
    expect((await gone())[0]?.review?.outcome).toBe('hidden')
    expect((await seenByGrace(id)).review?.outcome).toBe('hidden')
  })

  test('that was put away comes back when there is news of it', async () => {
    const id = await graceThanks()
    await extension.reporting.report(id, 'It is unkind')
    await extension.reporting.putAway(id)
    await moderate('GET', id)
    await moderate('POST', `${id}/decision`, { outcome: 'kept' })
    await sync()
    expect((await gone())[0]?.review?.outcome).toBe('kept')
  })

  test('that is decided is no news to another browser, one that is open is', async () => {
    const decided = await graceThanks()
    const open = await graceThanks()
    await extension.reporting.report(decided, 'It is unkind')
    await extension.reporting.report(open, 'It is unkind')
    await moderate('GET', decided)
    await moderate('POST', `${decided}/decision`, { outcome: 'kept' })
    await extension.session.connect(`${office.address}#${await office.invite(ada)}`, '')
    await sync()
    expect((await gone()).map(({ id }) => id)).toEqual([open])
  })

  test('that does not reach the server changes nothing', async () => {
    const id = await graceThanks()
    breakNetwork(networkError)
    expect(await extension.reporting.report(id, 'It is unkind')).toMatchObject({ fault: 'unreachable' })
    expect(await stored(id)).toBeDefined()
  })
})

test('what the feed says of one that came back takes its note away', async () => {
  const id = await graceThanks()
  const { keepChange } = await import('../../../extension/background/keep-change.ts')
  const change: Change = { type: 'recognition', id, recognition: await seenByGrace(id) }
  const storage = await extension.storage.openStorage()
  await storage.put('gone', { id, sender: grace, at: '2026-11-22T09:00:00.000Z', review: null })
  const transaction = storage.transaction(['inbox', 'gone'], 'readwrite')
  await keepChange(
    { me: ada, inbox: transaction.objectStore('inbox'), gone: transaction.objectStore('gone') },
    change,
    true,
  )
  await transaction.done
  expect(await gone()).toEqual([])
})

test('that a moderator has read one that was taken back is kept for whoever sent it', async () => {
  const { keepChange } = await import('../../../extension/background/keep-change.ts')
  const storage = await extension.storage.openStorage()
  const read = { readAt: '2026-11-22T09:00:00.000Z', outcome: null }
  for (const [id, review] of [
    ['read', read],
    ['unread', { ...read, readAt: null }],
  ] as const) {
    const transaction = storage.transaction(['inbox', 'gone'], 'readwrite')
    const [inbox, left] = [transaction.objectStore('inbox'), transaction.objectStore('gone')]
    await keepChange({ me: ada, inbox, gone: left }, { type: 'removed', id, review }, true)
    await transaction.done
  }
  expect(await gone()).toEqual([{ id: 'read', sender: ada, at: read.readAt, review: read }])
})

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Person } from '../../../shared/recognition.ts'
import type { OutboxEntry } from '../../../extension/stored.ts'
import {
  breakNetwork,
  freshBrowser,
  goOffline,
  healNetwork,
  loadExtension,
  networkError,
  type Extension,
} from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

let office: Office
let ada: Person
let grace: Person
let extension: Extension
const refused: string[] = []

beforeEach(async () => {
  office = await openOffice()
  ada = await office.addPerson('Ada Example')
  grace = await office.addPerson('Grace Example')
  extension = await freshBrowser()
  refused.length = 0
  await signIn(ada)
})

afterEach(async () => {
  vi.unstubAllGlobals()
  await office.close()
})

async function signIn(person: Person): Promise<void> {
  const code = await office.invite(person)
  const result = await extension.session.connect(`${office.address}#${code}`, '')
  expect(result.kind).toBe('connected')
}

const onRefused = async (entry: OutboxEntry) => void refused.push(entry.id)
const flush = () => extension.outbox.flushOutbox(onRefused)

async function queue(message: string, recipients = [grace]): Promise<OutboxEntry> {
  const session = await extension.session.findSession()
  if (!session) throw new Error('signed out')
  const { server, person } = session
  const draft = extension.drafts.createDraft({ server, person }, null)
  return extension.drafts.queueDraft({ ...draft, recipients, message })
}

const entries = async () => (await extension.storage.openStorage()).getAll('outbox')

describe('what was queued arrives once', () => {
  test('at once, with the network there', async () => {
    const entry = await queue('You saved my afternoon')
    await flush()
    expect(await extension.outbox.sendResult(entry.id)).toEqual({ kind: 'sent' })
    expect(await office.received(grace)).toEqual(['You saved my afternoon'])
  })

  test('when two windows send the same draft', async () => {
    const session = await extension.session.findSession()
    const draft = extension.drafts.createDraft(session ?? { server: '', person: ada }, null)
    const written = { ...draft, recipients: [grace], message: 'Once' }
    await Promise.all([extension.drafts.queueDraft(written), extension.drafts.queueDraft(written)])
    await Promise.all([flush(), flush(), flush()])
    expect(await office.received(grace)).toEqual(['Once'])
  })

  test('when a second window sends other words under the same id, as two', async () => {
    const session = await extension.session.findSession()
    const draft = extension.drafts.createDraft(session ?? { server: '', person: ada }, null)
    const written = { ...draft, recipients: [grace] }
    await extension.drafts.queueDraft({ ...written, message: 'First' })
    await flush()
    await extension.inbox.syncInbox(false, async () => undefined)
    await flush()
    await extension.drafts.queueDraft({ ...written, message: 'Second' })
    await extension.drafts.queueDraft({ ...written, message: 'First' })
    await flush()
    expect((await office.received(grace)).toSorted()).toEqual(['First', 'Second'])
  })

  test('when the answer is lost on the way', async () => {
    const entry = await queue('Once')
    breakNetwork(async (go) => {
      await go()
      return networkError()
    })
    await flush()
    expect((await extension.outbox.sendResult(entry.id)).kind).toBe('queued')
    healNetwork()
    await extension.outbox.retryEntry(entry.id)
    await flush()
    expect(await extension.outbox.sendResult(entry.id)).toEqual({ kind: 'sent' })
    expect(await office.received(grace)).toEqual(['Once'])
  })

  test('when the worker ends after the server had it and before we wrote that down', async () => {
    await queue('Once')
    const before = await entries()
    await flush()
    const storage = await extension.storage.openStorage()
    for (const entry of before) await storage.put('outbox', entry)
    extension = await loadExtension()
    await flush()
    expect((await entries()).map(({ state }) => state)).toEqual(['sent'])
    expect(await office.received(grace)).toEqual(['Once'])
  })

  test('when the server is away at first, after a pause that grows', async () => {
    const entry = await queue('Later')
    breakNetwork(networkError)
    await flush()
    const [waiting] = await entries()
    expect(waiting).toMatchObject({ state: 'waiting', fault: 'unreachable', attempts: 1 })
    expect(waiting?.retryAt).toBeGreaterThan(Date.now() + 2000)
    healNetwork()
    await flush()
    expect((await extension.outbox.sendResult(entry.id)).kind).toBe('queued')
    await extension.outbox.retryAll()
    await flush()
    expect(await office.received(grace)).toEqual(['Later'])
  })
})

describe('what cannot be sent says why', () => {
  test('a recipient who left: refused for good, told once, and editable under a fresh id', async () => {
    const entry = await queue('Farewell')
    await office.removePerson(grace.id)
    await flush()
    await flush()
    expect(await extension.outbox.sendResult(entry.id)).toEqual({
      kind: 'rejected',
      fault: 'unknown_recipient',
    })
    expect(refused).toEqual([entry.id])
    const taken = await extension.outbox.takeBack(entry.id)
    const draft = await extension.drafts.findDraft(entry.account, taken?.draftKey ?? '')
    expect(draft).toMatchObject({ message: 'Farewell' })
    expect(draft?.id).not.toBe(entry.id)
    expect(await entries()).toEqual([])
  })

  test('something else answers at the address', async () => {
    await queue('Kept')
    breakNetwork(async () => new Response('<h1>Guest network</h1>', { status: 200 }))
    await flush()
    expect(await entries()).toMatchObject([{ state: 'waiting', fault: 'not_our_server' }])
  })

  test('the browser is offline', async () => {
    await queue('Kept')
    goOffline()
    breakNetwork(networkError)
    await flush()
    expect(await entries()).toMatchObject([{ state: 'waiting', fault: 'offline' }])
  })
})

describe('nothing is sent as somebody else', () => {
  test('what Ada left waiting stays when Grace signs in, and goes when Ada is back', async () => {
    breakNetwork(networkError)
    await queue('From Ada')
    await flush()
    healNetwork()
    await extension.outbox.retryAll()
    await extension.session.signOut()
    await flush()
    await signIn(grace)
    await flush()
    expect(await office.received(grace)).toEqual([])
    expect(await entries()).toMatchObject([{ state: 'waiting' }])
    await signIn(ada)
    await flush()
    expect(await office.received(grace)).toEqual(['From Ada'])
  })

  test('signed out by the server: the session ends in words, the send waits', async () => {
    await queue('Kept')
    await office.removePerson(ada.id)
    await flush()
    expect(await extension.storage.readConnection()).toMatchObject({
      kind: 'signed-out',
      former: { endedBy: 'server' },
    })
    expect(await entries()).toMatchObject([{ state: 'waiting', fault: 'signed_out' }])
  })
})

describe('taking back', () => {
  test('within the undo time nobody ever sees it', async () => {
    await office.close()
    office = await openOffice({ undoSeconds: 60 })
    ada = await office.addPerson('Ada Example')
    grace = await office.addPerson('Grace Example')
    await signIn(ada)
    const entry = await queue('Too early')
    await flush()
    const [sent] = await entries()
    const left = (sent?.undoUntil ?? 0) - Date.now()
    expect(left).toBeGreaterThan(55_000)
    expect(left).toBeLessThanOrEqual(60_000)
    await extension.outbox.takeBack(entry.id)
    await flush()
    expect(await entries()).toEqual([])
    expect(await office.received(grace)).toEqual([])
    expect(await extension.drafts.listDrafts()).toMatchObject([{ message: 'Too early' }])
  })

  test('does not wait for a request that hangs', async () => {
    const entry = await queue('Hangs')
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    breakNetwork(async (go, _url, init) => {
      const response = await go()
      if (init.method === 'PUT') await answered
      return response
    })
    const flushing = flush()
    await vi.waitFor(async () => expect(await office.received(grace)).toEqual(['Hangs']))
    await extension.outbox.takeBack(entry.id)
    await extension.outbox.withdrawNow(entry.id)
    expect(await office.received(grace)).toEqual([])
    answer()
    await flushing
    expect(await entries()).toEqual([])
  })

  test('once the undo time is over says so, and makes no second copy of the words', async () => {
    const entry = await queue('Delivered')
    await flush()
    await flush()
    expect(await entries()).toEqual([])
    expect(await extension.outbox.takeBack(entry.id)).toBeNull()
    expect(await extension.drafts.listDrafts()).toEqual([])
  })

  test('keeps no words of what was discarded while the server is away', async () => {
    const entry = await queue('Confidential')
    breakNetwork(networkError)
    await extension.outbox.discardEntry(entry.id)
    await flush()
    expect(JSON.stringify(await entries())).not.toContain('Confidential')
  })

  test('while its request is under way: the server is told after, and it never arrives', async () => {
    const entry = await queue('Stop')
    breakNetwork(async (go, _url, init) => {
      if (init.method === 'PUT') await extension.outbox.takeBack(entry.id)
      return go()
    })
    await flush()
    expect(await entries()).toEqual([])
    expect(await office.received(grace)).toEqual([])
  })

  test('when the request is lost and arrives late, the server refuses it', async () => {
    const late: (() => Promise<Response>)[] = []
    const entry = await queue('Late')
    breakNetwork(async (go, _url, init) => {
      if (init.method !== 'PUT') return go()
      late.push(go)
      return networkError()
    })
    await flush()
    await extension.outbox.takeBack(entry.id)
    await flush()
    expect(await entries()).toEqual([])
    const answers = await Promise.all(late.map((go) => go()))
    expect(answers.map(({ status }) => status)).toEqual([410])
    expect(await office.received(grace)).toEqual([])
  })

  test('the text never takes the place of words written since', async () => {
    const entry = await queue('First')
    const session = await extension.session.findSession()
    const again = extension.drafts.createDraft(session ?? { server: '', person: ada }, null)
    await extension.drafts.keepDraft({ ...again, message: 'Second' })
    await extension.outbox.takeBack(entry.id)
    const messages = (await extension.drafts.listDrafts()).map(({ message }) => message)
    expect(messages.toSorted()).toEqual(['First', 'Second'])
  })
})

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Person } from '../../../shared/recognition.ts'
import type { OutboxEntry } from '../../../extension/stored.ts'
import { breakNetwork, freshBrowser, networkError, type Extension } from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

let office: Office
let ada: Person
let grace: Person
let extension: Extension

afterEach(async () => {
  vi.unstubAllGlobals()
  await office.close()
})

beforeEach(() => openWith(60))

async function openWith(undoSeconds: number): Promise<void> {
  office = await openOffice({ undoSeconds })
  grace = await office.addPerson('Grace Example')
  extension = await freshBrowser()
  ada = await office.addPerson('Ada Example')
  await extension.session.connect(`${office.address}#${await office.invite(ada)}`, '')
}

const flush = () => extension.outbox.flushOutbox(async () => undefined)
const sync = () => extension.inbox.syncInbox(false, async () => undefined)

async function queue(message: string): Promise<OutboxEntry> {
  const session = await extension.session.findSession()
  if (!session) throw new Error('signed out')
  const draft = extension.drafts.createDraft(session, null)
  return extension.drafts.queueDraft({ ...draft, recipients: [grace], message })
}

/** As it stands in the outbox, and in the inbox of its sender. */
async function send(message: string): Promise<string> {
  const { id } = await queue(message)
  await flush()
  await sync()
  expect(await kept('inbox')).toMatchObject([{ id }])
  return id
}

async function kept<Name extends 'inbox' | 'outbox' | 'drafts'>(store: Name) {
  return (await extension.storage.openStorage()).getAll(store)
}

test('what is withdrawn while it can be undone is undone: the text is back', async () => {
  const id = await send('Too early')
  expect(await extension.inbox.withdraw(id)).toEqual({ kind: 'taken_back', draftKey: 'blank' })
  expect(await kept('drafts')).toMatchObject([{ key: 'blank', message: 'Too early' }])
  expect([await kept('inbox'), await kept('outbox')]).toEqual([[], []])
  await sync()
  expect(await kept('inbox')).toEqual([])
})

test('the text is back without the server, too, which hears of it later', async () => {
  const id = await send('Too early')
  breakNetwork(networkError)
  expect(await extension.inbox.withdraw(id)).toMatchObject({ kind: 'taken_back' })
  expect(await kept('drafts')).toMatchObject([{ message: 'Too early' }])
  expect(await kept('outbox')).toMatchObject([{ id, state: 'withdrawing' }])
})

test('what is undone stands no more among what was sent', async () => {
  const id = await send('Too early')
  await extension.outbox.takeBack(id)
  expect(await kept('inbox')).toEqual([])
})

test('what is withdrawn after its undo time leaves nothing in the outbox either', async () => {
  await office.close()
  await openWith(0)
  const id = await send('Delivered')
  expect(await kept('outbox')).toMatchObject([{ id, state: 'sent' }])
  expect(await extension.inbox.withdraw(id)).toEqual({ kind: 'synced' })
  expect([await kept('inbox'), await kept('outbox'), await kept('drafts')]).toEqual([[], [], []])
  expect(await office.received(grace)).toEqual([])
})

test('what was withdrawn elsewhere before it is sent again is seen being taken back, not sent', async () => {
  const { id } = await queue('Answer lost')
  const headers = await office.signIn(ada)
  await office.app.request(`/api/v1/recognitions/${id}`, { method: 'DELETE', headers })
  const seen: string[] = []
  breakNetwork(async (go, _url, { method }) => {
    if (method === 'DELETE') seen.push(...(await kept('outbox')).map(({ state }) => state))
    return go()
  })
  await flush()
  expect(seen).toEqual(['withdrawing'])
  expect(await kept('outbox')).toEqual([])
})

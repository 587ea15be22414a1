import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }
import { CLIENT_HEADER, nameExtension } from '../../../shared/client-version.ts'
import type { Person } from '../../../shared/recognition.ts'
import { breakNetwork, freshBrowser, healNetwork, type Extension } from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

let office: Office
let grace: Person
let extension: Extension

beforeEach(async () => {
  office = await openOffice()
  const ada = await office.addPerson('Ada Example')
  grace = await office.addPerson('Grace Example')
  extension = await freshBrowser()
  await extension.session.connect(`${office.address}#${await office.invite(ada)}`, '')
})

afterEach(async () => {
  vi.unstubAllGlobals()
  await office.close()
})

const flush = () => extension.outbox.flushOutbox(async () => undefined)
const entries = async () => (await extension.storage.openStorage()).getAll('outbox')

async function queue(message: string) {
  const session = await extension.session.findSession()
  if (!session) throw new Error('signed out')
  const draft = extension.drafts.createDraft({ server: session.server, person: session.person }, null)
  return extension.drafts.queueDraft({ ...draft, recipients: [grace], message })
}

/** Everything goes out as from an extension of long ago. */
function growOld(): void {
  breakNetwork((go, _url, init) => {
    if (init.headers instanceof Headers) init.headers.set(CLIENT_HEADER, nameExtension('0.0.9'))
    return go()
  })
}

describe('an extension that the server no longer serves', () => {
  test('keeps what was sent, says why, and sends it once it is updated', async () => {
    const entry = await queue('Kept until then')
    growOld()
    await flush()
    expect(await extension.outbox.sendResult(entry.id)).toEqual({ kind: 'queued', fault: 'client_too_old' })
    expect(await entries()).toMatchObject([{ state: 'waiting', fault: 'client_too_old', attempts: 1 }])
    healNetwork()
    await extension.outbox.retryAll()
    await flush()
    expect(await extension.outbox.sendResult(entry.id)).toEqual({ kind: 'sent' })
    expect(await office.received(grace)).toEqual(['Kept until then'])
  })

  test('stays signed in, and says so in the inbox', async () => {
    growOld()
    const result = await extension.inbox.syncInbox(false, async () => undefined)
    expect(result).toEqual({ kind: 'fault', fault: 'client_too_old' })
    expect(await extension.session.findSession()).toBeDefined()
  })

  test('knows before it uses an invite up', async () => {
    const calls: string[] = []
    breakNetwork(async (go, url, init) => {
      calls.push(`${init.method} ${new URL(url).pathname}`)
      const info = await (await go()).json()
      return Response.json({ ...info, oldestExtension: '99.0.0' })
    })
    const connecting = await extension.session.connect(`${office.address}#${await office.invite(grace)}`, '')
    expect(connecting).toMatchObject({ kind: 'fault', fault: 'client_too_old' })
    expect(calls).toEqual(['GET /api/v1/server'])
  })
})

describe('every request', () => {
  test('says the version, but the one that asks what the server is', async () => {
    const said = new Map<string, string | null>()
    breakNetwork((go, url, init) => {
      said.set(new URL(url).pathname, new Headers(init.headers).get(CLIENT_HEADER))
      return go()
    })
    await extension.session.connect(`${office.address}#${await office.invite(grace)}`, '')
    await extension.inbox.syncInbox(false, async () => undefined)
    const mine = nameExtension(packageJson.version)
    expect(Object.fromEntries(said)).toMatchObject({
      '/api/v1/server': null,
      '/api/v1/sessions': mine,
      '/api/v1/changes': mine,
    })
  })
})

test('a server that does not say which extensions it serves is used as before', async () => {
  breakNetwork(async (go, url) => {
    if (!url.endsWith('/api/v1/server')) return go()
    const { oldestExtension: _unsaid, ...info } = await (await go()).json()
    return Response.json(info)
  })
  const connecting = await extension.session.connect(`${office.address}#${await office.invite(grace)}`, '')
  expect(connecting).toMatchObject({ kind: 'connected' })
})

import { createServer, type Server } from 'node:http'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Person } from '../../../shared/recognition.ts'
import { breakNetwork, freshBrowser, goOffline, networkError, type Extension } from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

let office: Office
let ada: Person
let extension: Extension
const others: Server[] = []

beforeEach(async () => {
  office = await openOffice()
  ada = await office.addPerson('Ada Example')
  extension = await freshBrowser()
})

afterEach(async () => {
  vi.unstubAllGlobals()
  for (const server of others.splice(0)) server.close()
  await office.close()
})

const connect = (invitation: string, code = '') => extension.session.connect(invitation, code)

/** Something on loopback that answers everything with `body`. */
async function somethingElse(body: string, type: string, status = 200): Promise<string> {
  const server = createServer((_request, response) =>
    response.writeHead(status, { 'content-type': type }).end(body),
  )
  others.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

const info = (apiVersions: number[]) => JSON.stringify({ product: 'bright-spots', apiVersions })

describe('connecting', () => {
  test('with an invitation', async () => {
    const code = await office.invite(ada)
    const result = await connect(`${office.address}#${code}`)
    expect(result).toMatchObject({
      kind: 'connected',
      account: { server: office.address, person: { id: ada.id } },
    })
    expect(await extension.session.findSession()).toMatchObject({ undoSeconds: 0, values: { length: 8 } })
  })

  test('with the code apart', async () => {
    const code = await office.invite(ada)
    expect(await connect(office.address)).toMatchObject({ kind: 'fault', fault: 'needs_code' })
    expect(await connect(office.address, code)).toMatchObject({ kind: 'connected' })
  })

  test('an invitation works once', async () => {
    const code = await office.invite(ada)
    await connect(`${office.address}#${code}`)
    expect(await connect(`${office.address}#${code}`)).toMatchObject({ fault: 'invite_used' })
    expect(await extension.session.findSession(), 'the session that works is kept').toBeDefined()
  })
})

describe('each fault has its own name', () => {
  const anyCode = '#dGhpcy1pcy1hLWNvZGUtb2YtMTI4LWJpdHM'

  test('no address', async () => {
    expect(await connect('see the mail')).toMatchObject({ fault: 'bad_address' })
  })

  test('plain http', async () => {
    expect(await connect(`http://thanks.corp.example${anyCode}`)).toMatchObject({ fault: 'needs_https' })
  })

  test('a wrong code', async () => {
    expect(await connect(office.address + anyCode)).toMatchObject({ fault: 'invite_unknown' })
  })

  test('a web page, not our server', async () => {
    const server = await somethingElse('<h1>Intranet</h1>', 'text/html')
    expect(await connect(server + anyCode)).toEqual({ kind: 'fault', fault: 'not_our_server', server })
  })

  test('another server that speaks JSON', async () => {
    const server = await somethingElse('{"name":"other"}', 'application/json')
    expect(await connect(server + anyCode)).toMatchObject({ fault: 'not_our_server' })
  })

  test('an error page with an error status', async () => {
    const server = await somethingElse('Bad gateway', 'text/html', 502)
    expect(await connect(server + anyCode)).toMatchObject({ fault: 'not_our_server' })
  })

  test('our server, of a version that is too old', async () => {
    const server = await somethingElse(info([0]), 'application/json')
    expect(await connect(server + anyCode)).toMatchObject({ fault: 'server_too_old' })
  })

  test('our server, of a version that is too new', async () => {
    const server = await somethingElse(info([2, 3]), 'application/json')
    expect(await connect(server + anyCode)).toMatchObject({ fault: 'server_too_new' })
  })

  test('a closed port', async () => {
    const server = await somethingElse('', 'text/html')
    await new Promise((done) => others.splice(0)[0]?.close(done))
    expect(await connect(server + anyCode)).toEqual({ kind: 'fault', fault: 'unreachable', server })
  })

  test('offline', async () => {
    goOffline()
    breakNetwork(networkError)
    expect(await connect(office.address + anyCode)).toMatchObject({ fault: 'offline' })
  })

  test('no answer in time', async () => {
    breakNetwork(() => Promise.reject(new DOMException('timed out', 'TimeoutError')))
    expect(await connect(office.address + anyCode)).toMatchObject({ fault: 'timeout' })
  })
})

describe('changing the person', () => {
  test('stores the new session though the old server hangs, and takes the old inbox along', async () => {
    await connect(`${office.address}#${await office.invite(ada)}`)
    await extension.inbox.syncInbox(false, async () => undefined)
    const grace = await office.addPerson('Grace Example')
    const code = await office.invite(grace)
    breakNetwork((go, _url, init) => (init.method === 'DELETE' ? new Promise(() => undefined) : go()))
    expect(await connect(`${office.address}#${code}`)).toMatchObject({ kind: 'connected' })
    expect((await extension.session.findSession())?.person.id).toBe(grace.id)
    expect(await (await extension.storage.openStorage()).count('cursor')).toBe(0)
  })
})

describe('leaving', () => {
  test('signing out ends the session here and on the server, and erases the inbox', async () => {
    await connect(`${office.address}#${await office.invite(ada)}`)
    const session = await extension.session.findSession()
    const storage = await extension.storage.openStorage()
    await extension.inbox.syncInbox(false, async () => undefined)
    expect(await storage.count('cursor')).toBe(1)
    await storage.put('begun', { id: 'one', account: 'ada', line: 'Gladly', reason: '' })
    await extension.session.signOut()
    expect(await extension.storage.readConnection()).toMatchObject({
      kind: 'signed-out',
      former: { endedBy: 'person' },
    })
    for (const store of ['inbox', 'begun', 'cursor', 'people'] as const)
      expect(await storage.count(store), store).toBe(0)
    const asked = await office.app.request('/api/v1/me', {
      headers: { authorization: `Bearer ${session?.token}` },
    })
    expect(asked.status).toBe(401)
  })

  test('signing out without a network still ends it here', async () => {
    await connect(`${office.address}#${await office.invite(ada)}`)
    breakNetwork(networkError)
    await extension.session.signOut()
    expect(await extension.session.findSession()).toBeUndefined()
  })
})

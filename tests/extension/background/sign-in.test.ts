import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Person } from '../../../shared/recognition.ts'
import { openMailServer, partOf, type MailServer } from '../../server/mail/mail-server.ts'
import {
  breakNetwork,
  freshBrowser,
  goOffline,
  loadExtension,
  networkError,
  type Extension,
} from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

let mail: MailServer
let office: Office
let ada: Person
let extension: Extension

beforeEach(async () => {
  mail = await openMailServer()
  office = await openOffice({ mail: mail.settings })
  ada = await office.addPerson('Ada Example')
  extension = await freshBrowser()
})

afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  await office.close()
  await mail.close()
})

const codeOf = async (count = 1) =>
  /\b\d{8}\b/.exec(partOf(await mail.arrival(count), 'text/plain'))?.[0] ?? ''

describe('what a server offers', () => {
  test('is asked for its address alone', async () => {
    expect(await extension.session.connect(office.address, '')).toEqual({
      kind: 'choose',
      server: office.address,
      ways: ['email', 'invite'],
    })
    expect(await extension.signIn.askWays(office.address)).toEqual({
      kind: 'ways',
      ways: ['email', 'invite'],
    })
  })

  test('is not asked where no token may travel, and not of another server than the organisation set', async () => {
    expect(await extension.signIn.askWays('http://thanks.corp.example')).toMatchObject({
      fault: 'needs_https',
    })
    vi.spyOn(fakeBrowser.storage.managed, 'get').mockResolvedValue({
      server: 'https://thanks.corp.example',
      locked: ['server'],
    } as never)
    expect(await extension.signIn.askWays(office.address)).toMatchObject({ fault: 'other_server' })
    expect(await extension.emailSignIn.sendCode(office.address, ada.email)).toMatchObject({
      fault: 'other_server',
    })
  })

  test('is the way back, by the way that was used', async () => {
    await extension.emailSignIn.sendCode(office.address, ada.email)
    await extension.emailSignIn.applyCode(await codeOf())
    await extension.session.signOut()
    expect(await extension.storage.readConnection()).toMatchObject({
      kind: 'signed-out',
      former: { endedBy: 'person', way: 'email', ways: ['email', 'invite'] },
    })
  })

  test('a code alone is an invitation to the server that was chosen', async () => {
    const code = await office.invite(ada)
    expect(await extension.session.connect(code, '', office.address)).toMatchObject({ kind: 'connected' })
  })
})

describe('a code by e-mail', () => {
  test('signs in, and nothing of it is kept', async () => {
    expect(await extension.emailSignIn.sendCode(office.address, ` ${ada.email} `)).toEqual({ kind: 'sent' })
    expect(await extension.emailSignIn.applyCode(await codeOf())).toMatchObject({
      kind: 'connected',
      account: { person: { id: ada.id } },
    })
    expect(await extension.session.findSession()).toMatchObject({ way: 'email' })
    expect(await extension.storage.readSignIn()).toBeNull()
  })

  test('waits for ten minutes, also for a background that was ended', async () => {
    await extension.emailSignIn.sendCode(office.address, ada.email)
    extension = await loadExtension()
    expect(await extension.storage.readSignIn()).toMatchObject({ way: 'email', email: ada.email })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 })
    expect(await extension.storage.readSignIn()).toBeNull()
  })

  test('that is wrong leaves another try', async () => {
    await extension.emailSignIn.sendCode(office.address, ada.email)
    const code = await codeOf()
    const other = code.startsWith('1') ? `2${code.slice(1)}` : `1${code.slice(1)}`
    expect(await extension.emailSignIn.applyCode(other)).toMatchObject({ fault: 'code_wrong' })
    expect(await extension.emailSignIn.applyCode(code)).toMatchObject({ kind: 'connected' })
  })

  test('that was never asked for is over', async () => {
    expect(await extension.emailSignIn.applyCode('12345678')).toMatchObject({ fault: 'code_expired' })
  })

  test('without a network keeps the sign-in that was begun', async () => {
    await extension.emailSignIn.sendCode(office.address, ada.email)
    goOffline()
    breakNetwork(networkError)
    expect(await extension.emailSignIn.applyCode('12345678')).toMatchObject({ fault: 'offline' })
    expect(await extension.storage.readSignIn()).toMatchObject({ way: 'email' })
  })
})

import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { OIDC_ERRORS } from '../../../shared/sign-in.ts'
import { CHROME_ID } from '../../../shared/extension-ids.ts'
import type { Person } from '../../../shared/recognition.ts'
import { openHonestProvider, type HonestProvider } from '../../server/identity/honest-provider.ts'
import { CLIENT_ID, CLIENT_SECRET, PUBLIC_URL } from '../../server/identity/journey.ts'
import { breakNetwork, freshBrowser, goOffline, networkError, type Extension } from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

/** The browser's own, whatever becomes of the extension's. */
const realFetch = globalThis.fetch

const REDIRECT = `https://${CHROME_ID}.chromiumapp.org/`

let provider: HonestProvider
let office: Office
let ada: Person
let extension: Extension
let visited: URL[]

beforeEach(async () => {
  provider = await openHonestProvider({ ada: { email: 'ada.example@corp.example', email_verified: true } })
  office = await openOffice({
    publicUrl: PUBLIC_URL,
    oidc: {
      issuer: new URL(provider.issuer),
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      trustsEmail: false,
    },
  })
  ada = await office.addPerson('Ada Example')
  extension = await freshBrowser()
  visited = []
  openWindow(signInAsAda)
})

afterEach(async () => {
  vi.unstubAllGlobals()
  await office.close()
  await provider.close()
})

/** What the browser does with the address that it is to open; where it ends. */
function openWindow(visit: (url: URL) => Promise<string>): void {
  Object.assign(fakeBrowser.identity, {
    getRedirectURL: () => REDIRECT,
    launchWebAuthFlow: ({ url }: { url: string }) => {
      visited.push(new URL(url))
      return visit(new URL(url))
    },
  })
}

/** From the server to the provider, back to the server, and back to the extension. */
async function signInAsAda(url: URL): Promise<string> {
  const begun = await realFetch(url, { redirect: 'manual' })
  const callback = await provider.signIn(new URL(begun.headers.get('location') ?? ''), 'ada')
  const ended = await realFetch(`${office.address}${callback.pathname}${callback.search}`, {
    redirect: 'manual',
  })
  return ended.headers.get('location') ?? ''
}

const signIn = () => extension.organisationSignIn.signInWithOrganisation(office.address)
const returnWith = (values: Record<string, string>) =>
  openWindow(
    async (url) =>
      `${REDIRECT}?${new URLSearchParams({ state: url.searchParams.get('state') ?? '', ...values })}`,
  )

describe("the organisation's own sign-in", () => {
  test('ends in a session, and is forgotten', async () => {
    expect(await signIn()).toMatchObject({ kind: 'connected', account: { person: { id: ada.id } } })
    expect(await extension.session.findSession()).toMatchObject({ way: 'oidc' })
    expect(await extension.storage.readSignIn()).toBeNull()
  })

  test('shows the challenge, and never the verifier; both are new each time', async () => {
    const sent: string[] = []
    breakNetwork((go, _url, { body }) => {
      const { codeVerifier } = typeof body === 'string' && body.startsWith('{') ? JSON.parse(body) : {}
      if (codeVerifier) sent.push(codeVerifier)
      return go()
    })
    await signIn()
    await signIn()
    const challenges = sent.map((verifier) => createHash('sha256').update(verifier).digest('base64url'))
    expect(visited.map(({ searchParams }) => searchParams.get('code_challenge'))).toEqual(challenges)
    expect(new Set(visited.map(({ searchParams }) => searchParams.get('state'))).size).toBe(2)
    expect(new Set(sent).size).toBe(2)
  })

  test('under way is kept without a fault, for whoever looks meanwhile', async () => {
    const { promise, resolve } = Promise.withResolvers<string>()
    openWindow(() => promise)
    const signingIn = signIn()
    await vi.waitFor(() => expect(visited).toHaveLength(1))
    expect(await extension.storage.readSignIn()).toMatchObject({
      way: 'oidc',
      server: office.address,
      fault: null,
    })
    resolve(await signInAsAda(visited[0] ?? new URL(REDIRECT)))
    expect(await signingIn).toMatchObject({ kind: 'connected' })
  })

  test('that was given up meanwhile signs nobody in', async () => {
    openWindow(async (url) => {
      await extension.signIn.giveUpSignIn()
      return signInAsAda(url)
    })
    expect(await signIn()).toMatchObject({ kind: 'fault' })
    expect(await extension.session.findSession()).toBeUndefined()
    expect(await extension.storage.readSignIn()).toBeNull()
  })
})

describe('what goes wrong is kept for the next window:', () => {
  const expectKept = async (fault: string) => {
    expect(await signIn()).toMatchObject({ kind: 'fault', fault })
    expect(await extension.storage.readSignIn()).toMatchObject({ way: 'oidc', fault })
    expect(await extension.session.findSession()).toBeUndefined()
  }

  test.each(OIDC_ERRORS)('%s', async (error) => {
    returnWith({ error })
    await expectKept(`oidc_${error}`)
  })

  test('an error of a newer server', async () => {
    returnWith({ error: 'something_new' })
    await expectKept('oidc_provider')
  })

  test('an answer that we did not ask for', async () => {
    returnWith({ state: 'somebody-elses-state', code: 'a-code' })
    await expectKept('oidc_expired')
  })

  test('a code that the server does not know', async () => {
    returnWith({ code: 'a-code-that-was-never-given' })
    await expectKept('code_expired')
  })

  test.each([
    ['Chromium', 'The user did not approve access.', 'oidc_cancelled'],
    ['Firefox', 'User cancelled or denied access.', 'oidc_cancelled'],
    ['a page that does not load', 'Authorization page could not be loaded.', 'oidc_provider'],
  ])('the window is closed, as %s says it', async (_who, words, fault) => {
    openWindow(() => Promise.reject(new Error(words)))
    await expectKept(fault)
  })

  test('no network, before any window opens', async () => {
    goOffline()
    breakNetwork(networkError)
    await expectKept('offline')
    expect(visited).toEqual([])
  })
})

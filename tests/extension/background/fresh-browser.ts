import { IDBFactory } from 'fake-indexeddb'
import 'fake-indexeddb/auto'
import { Window } from 'happy-dom'
import { vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'

/** A browser as after an installation: no history, no storage, and the extension's code loaded anew. */
export async function freshBrowser() {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
  vi.stubGlobal('indexedDB', new IDBFactory())
  vi.stubGlobal('localStorage', new Window().localStorage)
  setOnline(true)
  fakeBrowser.reset()
  return loadExtension()
}

/** The background and what it stands on. Loading again is what a killed worker does: memory is gone, storage is not. */
export async function loadExtension() {
  vi.resetModules()
  const [account, answering, emailSignIn, organisationSignIn, reporting, signIn, tellHandles] =
    await Promise.all([
      import('../../../extension/background/account.ts'),
      import('../../../extension/background/answering.ts'),
      import('../../../extension/background/email-sign-in.ts'),
      import('../../../extension/background/organisation-sign-in.ts'),
      import('../../../extension/background/reporting.ts'),
      import('../../../extension/background/sign-in.ts'),
      import('../../../extension/background/tell-handles.ts'),
    ])
  const [drafts, inbox, outbox, people, policyReader, preferences, policy, session, storage] =
    await Promise.all([
      import('../../../extension/drafts.ts'),
      import('../../../extension/background/inbox.ts'),
      import('../../../extension/background/outbox.ts'),
      import('../../../extension/background/people.ts'),
      import('../../../extension/background/policy.ts'),
      import('../../../extension/background/preferences.ts'),
      import('../../../extension/policy.ts'),
      import('../../../extension/background/session.ts'),
      import('../../../extension/storage.ts'),
    ])
  return {
    account,
    answering,
    emailSignIn,
    organisationSignIn,
    reporting,
    signIn,
    tellHandles,
    drafts,
    inbox,
    outbox,
    people,
    preferences,
    policy: { ...policyReader, ...policy },
    session,
    storage,
  }
}

export type Extension = Awaited<ReturnType<typeof loadExtension>>

const realFetch = globalThis.fetch

/** What a browser knows and Node does not: whether there is any network at all. */
function setOnline(onLine: boolean): void {
  const { locks, userAgent } = navigator
  vi.stubGlobal('navigator', { locks, userAgent, onLine })
}

export function goOffline(): void {
  setOnline(false)
}

/** Puts a fault of the network between the extension and the server: `fault` gets each request, and the real way through. */
export function breakNetwork(
  fault: (go: () => Promise<Response>, url: string, init: RequestInit) => Promise<Response>,
): void {
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) =>
    fault(() => realFetch(url, init), url, init),
  )
}

export function healNetwork(): void {
  vi.stubGlobal('fetch', realFetch)
}

/** What fetch throws when nothing answers. */
export function networkError(): never {
  throw new TypeError('Failed to fetch')
}

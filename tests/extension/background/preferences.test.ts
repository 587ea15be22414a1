import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DEFAULT_PREFERENCES } from '../../../shared/preferences.ts'
import type { Person } from '../../../shared/recognition.ts'
import { breakNetwork, freshBrowser, healNetwork, networkError, type Extension } from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

let office: Office
let ada: Person
let extension: Extension

beforeEach(async () => {
  office = await openOffice()
  ada = await office.addPerson('Ada Example')
  extension = await freshBrowser()
  await extension.session.connect(`${office.address}#${await office.invite(ada)}`, '')
})

afterEach(async () => {
  vi.unstubAllGlobals()
  await office.close()
})

const sync = () => extension.inbox.syncInbox(false, async () => undefined)
const preferences = () => extension.storage.readPreferences()

/** On another device of hers. */
async function elsewhere(change: object): Promise<void> {
  const headers = { ...(await office.signIn(ada)), 'content-type': 'application/json' }
  const body = JSON.stringify({ preferences: change })
  await office.app.request('/api/v1/me', { method: 'PATCH', headers, body })
}

test('are known from the first look after signing in', async () => {
  expect(await preferences()).toBeNull()
  await sync()
  expect(await preferences()).toEqual(DEFAULT_PREFERENCES)
})

test('a change is kept here once the server has it, and nothing else changes with it', async () => {
  await elsewhere({ receives: false })
  expect(await extension.preferences.changePreferences({ share: 'never' })).toMatchObject({ kind: 'done' })
  expect(await preferences()).toEqual({ ...DEFAULT_PREFERENCES, receives: false, share: 'never' })
})

test('without a network nothing changes, and the reason comes back', async () => {
  await sync()
  breakNetwork(networkError)
  const outcome = await extension.preferences.changePreferences({ share: 'never' })
  expect(outcome).toEqual({ kind: 'fault', fault: 'unreachable' })
  expect(await preferences()).toEqual(DEFAULT_PREFERENCES)
})

test('muting somebody keeps whoever was muted on another device', async () => {
  await sync()
  await elsewhere({ mute: 'grace' })
  await extension.preferences.mute('jorge', true)
  expect((await preferences())?.muted).toEqual(['grace', 'jorge'])
  await extension.preferences.mute('grace', false)
  expect((await preferences())?.muted).toEqual(['jorge'])
})

test('muting asks the server once', async () => {
  await sync()
  const calls: unknown[] = []
  breakNetwork(async (go, url, { method, body }) => {
    calls.push([method, new URL(url).pathname, body])
    return go()
  })
  await extension.preferences.mute('jorge', true)
  expect(calls).toEqual([['PATCH', '/api/v1/me', '{"preferences":{"mute":"jorge"}}']])
})

test('quick changes go out in their order, and the last one is what counts', async () => {
  await sync()
  const shares = ['always', 'never', 'ask', 'never'] as const
  let pause = 40
  breakNetwork(async (go) => {
    // The first one takes the longest way.
    await new Promise((resolve) => setTimeout(resolve, (pause -= 10)))
    return go()
  })
  await Promise.all(shares.map((share) => extension.preferences.changePreferences({ share })))
  expect((await preferences())?.share).toBe('never')
  const headers = await office.signIn(ada)
  const { preferences: kept } = await (await office.app.request('/api/v1/me', { headers })).json()
  expect(kept.share).toBe('never')
})

test('an answer that is older than a change made here does not undo it', async () => {
  await sync()
  const session = await extension.session.findSession()
  if (!session) throw new Error('Nobody is signed in')
  breakNetwork(async (go, url, init) => {
    const answer = await go()
    if (!url.endsWith('/me') || init.method !== 'GET') return answer
    healNetwork()
    await extension.preferences.changePreferences({ share: 'always' })
    return answer
  })
  await extension.session.refreshSession({ ...session, checkedAt: 0 })
  expect((await preferences())?.share).toBe('always')
})

test('leave with whoever signs out', async () => {
  await sync()
  await extension.session.signOut()
  expect(await preferences()).toBeNull()
  expect(
    JSON.stringify(await (await extension.storage.openStorage()).get('session', 'current')),
  ).not.toContain('muted')
})

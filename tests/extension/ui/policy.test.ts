import { Window } from 'happy-dom'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Answer } from '../../../extension/messages.ts'
import type { Policy } from '../../../extension/policy.ts'
import type { Session } from '../../../extension/stored.ts'
import { freshBrowser, type Extension } from '../background/fresh-browser.ts'

const HERE = 'https://thanks.corp.example'
const THERE = 'https://thanks.new.example'

const person = { id: 'ada', name: 'Ada Example', email: 'ada@corp.example', team: null }
const session: Session = { server: HERE, person, token: 't', values: [], undoSeconds: 10, checkedAt: 0 }

let extension: Extension
let ui: typeof import('../../../extension/ui/policy.ts')
let answer: Answer<'policy.read'>
let page: Window
let lifetime: AbortController

beforeEach(async () => {
  extension = await freshBrowser()
  page = new Window()
  vi.stubGlobal('document', page.document)
  lifetime = new AbortController()
  ui = await import('../../../extension/ui/policy.ts')
  const { browser } = await import('wxt/browser')
  browser.runtime.onMessage.addListener((_message: object, _sender, reply) => {
    reply(answer)
    return true
  })
})

afterEach(() => {
  lifetime.abort()
  vi.unstubAllGlobals()
})

const site = (host: string, on: boolean) => ({ host, pattern: `https://${host}/*`, on })
const hosts = (sites: { host: string }[]) => sites.map(({ host }) => host)

/** The background answers so from now on. */
function organisationSets(policy: Partial<Policy>, sites: ReturnType<typeof site>[] = []): void {
  const nothing: Policy = { server: null, sites: [], languages: [], locked: [], ignored: [] }
  answer = { policy: { ...nothing, ...policy }, sites }
}

/** What a page knows once it has asked. */
async function open() {
  const store = ui.createPolicy(lifetime.signal)
  await vi.waitFor(() => expect(store.policy.value).toEqual(answer.policy))
  return store
}

describe('the sites of the organisation', () => {
  test('are offered until they are on', async () => {
    organisationSets({}, [site('wiki.corp.example', true), site('tracker.corp.example', false)])
    const { turnedOn, offered, suggested } = await open()
    await vi.waitFor(() => expect(hosts(offered.value)).toEqual(['tracker.corp.example']))
    expect(hosts(turnedOn.value)).toEqual(['wiki.corp.example'])
    await vi.waitFor(() => expect(hosts(suggested.value)).toEqual(['tracker.corp.example']))
  })

  test('are suggested once: what was put away stays in the settings alone, and new ones come up', async () => {
    organisationSets({}, [site('wiki.corp.example', false)])
    const { offered, suggested } = await open()
    await vi.waitFor(() => expect(suggested.value).toHaveLength(1))
    await extension.policy.putAway(['https://wiki.corp.example/*'])
    await vi.waitFor(() => expect(suggested.value).toEqual([]))
    expect(hosts(offered.value)).toEqual(['wiki.corp.example'])

    organisationSets({}, [site('wiki.corp.example', false), site('tracker.corp.example', false)])
    extension.storage.announce('policy')
    await vi.waitFor(() => expect(hosts(suggested.value)).toEqual(['tracker.corp.example']))
  })
})

describe('the server of the organisation', () => {
  test('is not brought up to somebody who is there', async () => {
    organisationSets({ server: HERE, locked: ['server'] })
    const { policy, suggestedServer } = await open()
    expect(ui.mustMove(policy.value, session)).toBe(false)
    expect(suggestedServer(session)).toBeNull()
  })

  test('is suggested to somebody elsewhere, until that is put away', async () => {
    organisationSets({ server: THERE })
    const { policy, suggestedServer } = await open()
    expect(ui.mustMove(policy.value, session)).toBe(false)
    await vi.waitFor(() => expect(suggestedServer(session)).toBe(THERE))
    await extension.policy.putAway([THERE])
    await vi.waitFor(() => expect(suggestedServer(session)).toBeNull())
  })

  test('is asked for when it is locked', async () => {
    organisationSets({ server: THERE, locked: ['server'] })
    const { policy } = await open()
    expect(ui.mustMove(policy.value, session)).toBe(true)
  })
})

describe('a policy that changes', () => {
  test('is followed by a page that is open', async () => {
    organisationSets({})
    const { policy } = await open()
    organisationSets({ languages: ['de'] })
    extension.storage.announce('policy')
    await vi.waitFor(() => expect(policy.value.languages).toEqual(['de']))
  })

  test('is looked for when somebody comes back to the page: Firefox does not tell', async () => {
    organisationSets({})
    const { policy } = await open()
    organisationSets({ languages: ['de'] })
    page.document.dispatchEvent(new page.Event('visibilitychange'))
    await vi.waitFor(() => expect(policy.value.languages).toEqual(['de']))
  })
})

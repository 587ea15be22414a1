import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { PreferencesChange } from '../../../shared/preferences.ts'
import type { Person, WorkItem } from '../../../shared/recognition.ts'
import { compileMessages, readMessages } from '../../../extension/compile-messages.ts'
import { breakNetwork, freshBrowser, networkError, type Extension } from './fresh-browser.ts'
import { openOffice, type Office } from './office.ts'

/** 23 November 2026 is a Monday. */
const MONDAY_NOON = new Date('2026-11-23T12:00:00')
const EVENINGS = { from: '18:00', to: '08:00', weekends: true }

let office: Office
let extension: Extension
let notices: typeof import('../../../extension/background/notices.ts')
let badge: typeof import('../../../extension/background/badge.ts')
let ada: Person
const devices = new Map<string, { id: string; headers: Record<string, string> }>()
const shown: string[] = []
let onBadge = ''

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: MONDAY_NOON })
  office = await openOffice()
  ada = await office.addPerson('Ada Example')
  devices.clear()
  for (const name of ['Grace', 'Jorge', 'Noor', 'Ada']) {
    const person = name === 'Ada' ? ada : await office.addPerson(`${name} Example`)
    devices.set(name, { id: person.id, headers: await office.signIn(person) })
  }
  extension = await freshBrowser()
  notices = await import('../../../extension/background/notices.ts')
  badge = await import('../../../extension/background/badge.ts')
  breakNetwork(async (go, url) => (url.startsWith('/texts/') ? packaged(url) : go()))
  watchBrowser()
  await extension.session.connect(`${office.address}#${await office.invite(ada)}`, '')
  await look()
})

afterEach(async () => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  await office.close()
})

/** What `fetch` finds in the package: `/texts/en.json`. */
const packaged = (path: string) => new Response(compileMessages(readMessages(path.slice(7, -5))))

function watchBrowser(): void {
  shown.length = 0
  Object.assign(navigator, { languages: ['en'] })
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue('en')
  Object.assign(fakeBrowser.windows, { create: async () => ({}) })
  Object.assign(fakeBrowser.notifications, {
    clear: async () => true,
    create: async (_id: string, { message }: { message: string }) => void shown.push(message),
  })
  const nothing = async () => undefined
  Object.assign(fakeBrowser.action, {
    setBadgeText: async ({ text }: { text: string }) => void (onBadge = text),
    setBadgeBackgroundColor: nothing,
    setBadgeTextColor: nothing,
    setTitle: nothing,
    setIcon: nothing,
  })
}

/** What the background does by its alarm, at that time. */
async function look(at?: string): Promise<void> {
  if (at) vi.setSystemTime(new Date(at))
  await extension.inbox.syncInbox(false, notices.noticeArrived)
  await notices.noticeKept()
}

async function thank(sender: string, recipient = 'Ada', url?: string): Promise<string> {
  const id = uuidv7()
  const context: WorkItem | null = url
    ? { tool: 'redmine', kind: 'ticket', key: null, title: 'Currency', url }
    : null
  const recipients = [devices.get(recipient)?.id]
  const body = { recipients, message: 'Thanks', values: [], visibility: 'private', context }
  await api(sender, 'PUT', `recognitions/${id}`, body)
  return id
}

async function api(who: string, method: string, path: string, body?: object): Promise<void> {
  const headers = { ...devices.get(who)?.headers, 'content-type': 'application/json' }
  const answer = await office.app.request(`/api/v1/${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(await answer.text())
}

async function prefer(change: PreferencesChange): Promise<void> {
  expect(await extension.preferences.changePreferences(change)).toMatchObject({ kind: 'done' })
}

const idOf = (name: string) => devices.get(name)?.id ?? ''
const from = (name: string) => `A bright spot from ${name} Example`

describe('several that arrive', () => {
  test('at once are one notice', async () => {
    for (const sender of ['Grace', 'Jorge', 'Noor']) await thank(sender)
    await look()
    expect(shown).toEqual(['3 new bright spots'])
  })

  test('one after the other are one notice that tells of all, as long as they are unread', async () => {
    const first = await thank('Grace')
    await look()
    await thank('Jorge')
    await look()
    expect(shown).toEqual([from('Grace'), '2 new bright spots'])
    await extension.inbox.markRead(first)
    await thank('Noor')
    await look()
    expect(shown.slice(2)).toEqual(['2 new bright spots'])
  })

  test('are told of in one notice, however many pages of the feed they fill', async () => {
    for (let n = 0; n < 120; n++) await thank('Grace')
    await look()
    expect(shown).toEqual(['120 new bright spots'])
  })

  test('after one was clicked are told of alone', async () => {
    await thank('Grace')
    await look()
    await notices.openFromNotice('arrived')
    await thank('Jorge')
    await look()
    expect(shown).toEqual([from('Grace'), from('Jorge')])
  })

  test('are told of without those whose sender was muted since', async () => {
    await thank('Grace')
    await look()
    await prefer({ mute: idOf('Grace') })
    await thank('Jorge')
    await look()
    expect(shown).toEqual([from('Grace'), from('Jorge')])
  })
})

describe('thanks for one work item', () => {
  const TICKET = 'https://track.corp.example/issues/4711'

  test('notify once while one of them is unread', async () => {
    const first = await thank('Grace', 'Ada', TICKET)
    await look()
    await thank('Jorge', 'Ada', TICKET)
    await look()
    expect(shown).toEqual([from('Grace')])
    await api('Ada', 'POST', `recognitions/${first}/read`)
    await look()
    await thank('Noor', 'Ada', TICKET)
    await look()
    expect(shown).toEqual([from('Grace')])
  })

  test('notify again once all of them were read', async () => {
    const first = await thank('Grace', 'Ada', TICKET)
    await look()
    await api('Ada', 'POST', `recognitions/${first}/read`)
    await look()
    await thank('Jorge', 'Ada', TICKET)
    await look()
    expect(shown).toEqual([from('Grace'), from('Jorge')])
  })

  test('do not keep those for others from being told, nor those that I gave', async () => {
    await thank('Ada', 'Noor', TICKET)
    await look()
    await thank('Grace', 'Ada', TICKET)
    await look()
    await thank('Jorge', 'Ada', TICKET)
    await thank('Noor', 'Ada', `${TICKET}2`)
    await look()
    expect(shown).toEqual([from('Grace'), '2 new bright spots'])
  })

  test('by a muted sender do not count', async () => {
    await prefer({ mute: idOf('Grace') })
    await thank('Grace', 'Ada', TICKET)
    await look()
    await thank('Jorge', 'Ada', TICKET)
    await look()
    expect(shown).toEqual([from('Jorge')])
  })
})

describe('a muted sender', () => {
  test('is neither told of nor on the badge, and is again once unmuted', async () => {
    await prefer({ mute: idOf('Grace') })
    await thank('Grace')
    await thank('Jorge')
    await look()
    expect(shown).toEqual([from('Jorge')])
    await badge.refreshBadge()
    expect(onBadge).toBe('1')
    await prefer({ unmute: idOf('Grace') })
    await badge.refreshBadge()
    expect(onBadge).toBe('2')
  })

  test('muted after it came in is not told of at the end of a snooze', async () => {
    await prefer({ snoozedUntil: new Date('2026-11-23T13:00:00').toISOString() })
    await thank('Grace')
    await look()
    await prefer({ mute: idOf('Grace') })
    await look('2026-11-23T13:01:00')
    expect(shown).toEqual([])
  })
})

describe('what she wished in another browser a moment ago holds here:', () => {
  const elsewhere = (preferences: PreferencesChange) => api('Ada', 'PATCH', 'me', { preferences })

  test('one whom she muted there is not told of', async () => {
    await elsewhere({ mute: idOf('Grace') })
    await thank('Grace')
    await look()
    expect(shown).toEqual([])
  })

  test('nor anything while she snoozes there, until the end', async () => {
    await elsewhere({ snoozedUntil: new Date('2026-11-23T12:05:00').toISOString() })
    await thank('Grace')
    await look()
    expect(shown).toEqual([])
    await look('2026-11-23T12:05:00')
    expect(shown).toEqual([from('Grace')])
  })

  test('nor what was kept here for the end of a snooze that lasts longer by then', async () => {
    await prefer({ snoozedUntil: new Date('2026-11-23T12:05:00').toISOString() })
    await thank('Grace')
    await look()
    await elsewhere({ snoozedUntil: new Date('2026-11-23T15:00:00').toISOString() })
    await look('2026-11-23T12:06:00')
    expect(shown).toEqual([])
  })

  test('and where it cannot be asked for, what was known does', async () => {
    await prefer({ mute: idOf('Grace') })
    await thank('Grace')
    await thank('Jorge')
    breakNetwork(async (go, url) => {
      if (url.endsWith('/me')) return networkError()
      return url.startsWith('/texts/') ? packaged(url) : go()
    })
    await look()
    expect(shown).toEqual([from('Jorge')])
  })
})

describe('while snoozed', () => {
  beforeEach(() => prefer({ snoozedUntil: new Date('2026-11-23T15:00:00').toISOString() }))

  test('nothing is told; at the end, one notice tells of all that came, once', async () => {
    await thank('Grace')
    await look('2026-11-23T12:30:00')
    await thank('Jorge')
    await look('2026-11-23T14:59:00')
    expect(shown).toEqual([])
    await look('2026-11-23T15:00:00')
    expect(shown).toEqual(['2 new bright spots'])
    await look('2026-11-23T15:01:00')
    expect(shown).toHaveLength(1)
  })

  test('what comes with the end is in the same notice', async () => {
    await thank('Grace')
    await look('2026-11-23T12:30:00')
    await thank('Jorge')
    await look('2026-11-23T15:00:00')
    expect(shown).toEqual(['2 new bright spots'])
  })

  test('the badge counts all the same', async () => {
    await thank('Grace')
    await look()
    await badge.refreshBadge()
    expect(onBadge).toBe('1')
  })

  test('what was read or withdrawn meanwhile is not told of', async () => {
    await extension.inbox.markRead(await readyToRead())
    const withdrawn = await thank('Jorge')
    await look()
    await api('Jorge', 'DELETE', `recognitions/${withdrawn}`)
    await look('2026-11-23T15:00:00')
    expect(shown).toEqual([])
  })

  async function readyToRead(): Promise<string> {
    const id = await thank('Grace')
    await look()
    return id
  }

  test('to end it tells at once', async () => {
    await thank('Grace')
    await look()
    await prefer({ snoozedUntil: null })
    await notices.noticeKept()
    expect(shown).toEqual([from('Grace')])
  })

  test('it is remembered by a worker that starts anew, and after a change of what waits', async () => {
    const id = uuidv7()
    const both = {
      recipients: [idOf('Ada'), idOf('Noor')],
      message: 'Both of you',
      values: [],
      context: null,
    }
    await api('Grace', 'PUT', `recognitions/${id}`, { ...both, visibility: 'public' })
    await look()
    await api('Ada', 'POST', `recognitions/${id}/publication`, { publish: true })
    await look()
    const { loadExtension } = await import('./fresh-browser.ts')
    extension = await loadExtension()
    notices = await import('../../../extension/background/notices.ts')
    await look('2026-11-23T15:00:00')
    expect(shown).toEqual([from('Grace')])
  })

  test('whoever signs in next hears nothing of it', async () => {
    await thank('Grace')
    await look()
    await extension.session.signOut()
    await look('2026-11-23T15:00:00')
    expect(shown).toEqual([])
  })

  test('with notices turned off, none comes at the end either', async () => {
    await thank('Grace')
    await look()
    await fakeBrowser.storage.local.set({ notifications: false })
    await look('2026-11-23T15:00:00')
    await fakeBrowser.storage.local.set({ notifications: true })
    await look('2026-11-23T15:01:00')
    expect(shown).toEqual([])
  })
})

describe('in quiet hours', () => {
  beforeEach(() => prefer({ quietHours: EVENINGS }))

  test('over midnight nothing is told; in the morning, all of it at once', async () => {
    await thank('Grace')
    await look('2026-11-23T17:59:00')
    expect(shown).toEqual([from('Grace')])
    await thank('Jorge')
    await look('2026-11-23T18:00:00')
    await thank('Noor')
    await look('2026-11-24T07:59:00')
    expect(shown).toHaveLength(1)
    await look('2026-11-24T08:00:00')
    expect(shown.slice(1)).toEqual(['3 new bright spots'])
  })

  test('and on weekends nothing is told until Monday morning', async () => {
    await thank('Grace')
    await look('2026-11-28T12:00:00')
    await look('2026-11-29T20:00:00')
    expect(shown).toEqual([])
    await look('2026-11-30T08:00:00')
    expect(shown).toEqual([from('Grace')])
  })
})

test('one of mine that was refused is told also while I snooze', async () => {
  await prefer({ snoozedUntil: new Date('2026-11-23T15:00:00').toISOString() })
  const recipients = [{ id: 'x', name: 'Grace Example', email: '', team: null }]
  await notices.noticeRefused({ recipients } as Parameters<typeof notices.noticeRefused>[0])
  expect(shown).toEqual([expect.stringContaining('Grace Example was not sent')])
})

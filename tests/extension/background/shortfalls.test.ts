import { openDB } from 'idb'
import { afterEach, beforeEach, describe, expect, test, vi, type Mock } from 'vitest'
import { browser } from 'wxt/browser'
import type { PageReading, Part } from '../../../extension/tools/tool.ts'
import { freshBrowser, type Extension } from './fresh-browser.ts'

type Tab = Parameters<typeof import('../../../extension/background/shortfalls.ts').noteReading>[0]

let extension: Extension
let background: typeof import('../../../extension/background/shortfalls.ts')
let kept: typeof import('../../../extension/shortfalls.ts')
let executeScript: Mock<() => Promise<unknown>>

beforeEach(async () => {
  extension = await freshBrowser()
  background = await import('../../../extension/background/shortfalls.ts')
  kept = await import('../../../extension/shortfalls.ts')
  executeScript = vi.fn<() => Promise<unknown>>(async () => [{ result: 'html\n body' }])
  Object.assign(browser.scripting, { executeScript })
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function readingOf(
  missing: Part[] | null,
  more: { tool?: string; kind?: 'ticket' | 'wiki' } = {},
): PageReading {
  const { tool = 'redmine', kind = 'ticket' } = more
  const workItem = { tool, kind, key: '7', title: 'x', url: 'https://tracker.corp.example/issues/7' }
  return { workItem, people: [], selection: '', linked: null, ...(missing ? { missing } : {}) }
}

// Of a tab, the number and the address are all that is asked for.
const tabAt = (url: string | undefined) => ({ id: 1, url }) as Tab

const note = (reading: PageReading, url = 'https://tracker.corp.example/issues/7?tab=2') =>
  background.noteReading(tabAt(url), reading)

describe('a page that lacks what it must show', () => {
  test('is noted with its report: by day, and without the page', async () => {
    vi.useFakeTimers({ now: new Date(2026, 10, 22, 15, 30), toFake: ['Date'] })
    await note(readingOf(['title', 'people']))
    expect(await kept.listShortfalls()).toEqual([
      {
        tool: 'redmine',
        site: 'https://tracker.corp.example/*',
        kind: 'ticket',
        missing: ['title', 'people'],
        day: new Date(2026, 10, 22).getTime(),
        times: 1,
        report: 'html\n body',
      },
    ])
    expect(executeScript).toHaveBeenCalledExactlyOnceWith({
      target: { tabId: 1 },
      files: ['/report.js'],
    })
  })

  test('is counted, once for each tool and site, with the last report', async () => {
    await note(readingOf(['people']))
    executeScript.mockResolvedValue([{ result: 'html' }])
    await note(readingOf(['title']))
    await note(readingOf(['people']), 'https://other.corp.example/issues/7')
    await note(readingOf(['people'], { tool: 'trac' }))
    const all = await kept.listShortfalls()
    expect(all).toHaveLength(3)
    expect(all).toContainEqual(expect.objectContaining({ times: 2, missing: ['title'], report: 'html' }))
  })

  test.each<[string, () => Promise<unknown>]>([
    ['has gone meanwhile', () => Promise.reject(new Error('No tab with id 1'))],
    ['answers nothing', async () => []],
    ['answers something else', async () => [{ result: { html: 1 } }]],
  ])('is noted without a report when it %s', async (_what, answer) => {
    executeScript.mockImplementation(answer)
    await note(readingOf(['people']))
    expect(await kept.listShortfalls()).toMatchObject([{ missing: ['people'], report: '' }])
  })

  test.each<[string, PageReading, string | undefined]>([
    ['of a kind that must show nothing', readingOf(null), undefined],
    ['without an item', { ...readingOf(['people']), workItem: null }, undefined],
    ['in a tab without an address', readingOf(['people']), ''],
  ])('%s is not noted', async (_what, reading, url) => {
    await note(reading, url)
    expect(await kept.listShortfalls()).toEqual([])
    expect(executeScript).not.toHaveBeenCalled()
  })

  test('is one of the latest twenty', async () => {
    vi.useFakeTimers({ now: new Date(2026, 10, 1), toFake: ['Date'] })
    for (let day = 1; day <= 22; day++) {
      vi.setSystemTime(new Date(2026, 10, day))
      await note(readingOf(['people']), `https://site-${day}.corp.example/issues/7`)
    }
    const sites = (await kept.listShortfalls()).map(({ site }) => site)
    expect(sites).toHaveLength(20)
    expect(sites[0]).toBe('https://site-22.corp.example/*')
    expect(sites.at(-1)).toBe('https://site-3.corp.example/*')
  })
})

describe('it is forgotten', () => {
  beforeEach(() => note(readingOf(['people'])))

  test('when a page of that kind is read in full again, and not before', async () => {
    await note(readingOf([], { kind: 'wiki' }))
    await note(readingOf([], { tool: 'trac' }))
    await note(readingOf([]), 'https://other.corp.example/issues/7')
    await note(readingOf(null))
    expect(await kept.listShortfalls()).toHaveLength(1)
    await note(readingOf([]))
    expect(await kept.listShortfalls()).toEqual([])
  })

  test('when its site is turned off', async () => {
    await background.forgetSites(['https://other.corp.example/*'])
    expect(await kept.listShortfalls()).toHaveLength(1)
    await background.forgetSites(['https://tracker.corp.example/*'])
    expect(await kept.listShortfalls()).toEqual([])
  })

  test('when the person signs out', async () => {
    const { session, storage } = extension
    const person = { id: 'ada', name: 'Ada Example', email: 'ada@corp.example', team: null }
    const signedIn = {
      server: 'https://t.example',
      person,
      token: 't',
      values: [],
      undoSeconds: 0,
      checkedAt: 0,
    }
    await (await storage.openStorage()).put('session', signedIn, 'current')
    await session.endSession(signedIn, 'person')
    expect(await kept.listShortfalls()).toEqual([])
  })
})

test('the report that is copied says what was missing, and not where', async () => {
  await note(readingOf(['title', 'people']))
  const [text = ''] = (await kept.listShortfalls()).map(kept.writtenReport)
  expect(text).toMatch(
    /^Bright Spots reads less than expected: redmine, ticket, not found: title, people\n1 time, /,
  )
  expect(text).toMatch(/\n\nhtml\n body$/)
  expect(text).not.toContain('corp.example')
})

test.each([1, 2, 3])('a browser with the database of version %i keeps what is in it', async (version) => {
  const before = await openDB('bright-spots', version, {
    upgrade(database) {
      database.createObjectStore('cursor')
      if (version < 2) return
      database.createObjectStore('signIn')
      database.createObjectStore('handles', { keyPath: 'id' })
      if (version < 3) return
      database.createObjectStore('shortfalls', { keyPath: ['tool', 'site'] })
      database.createObjectStore('gone', { keyPath: 'id' })
    },
  })
  await before.put('cursor', { account: 'ada', next: '7' }, 'current')
  before.close()
  const storage = await extension.storage.openStorage()
  expect(await storage.get('cursor', 'current')).toEqual({ account: 'ada', next: '7' })
  expect([...storage.objectStoreNames]).toEqual([
    'begun',
    'cursor',
    'gone',
    'handles',
    'shortfalls',
    'signIn',
  ])
})

import 'fake-indexeddb/auto'
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { openStorage } from '../../extension/storage.ts'
import { readListings, readPermissions, PICTURES } from '../../extension/store/listing.ts'
import { StoreFile } from '../../server/stores/lowdb/file.ts'
import { PEOPLE_ON_PAGE_MAX } from '../../shared/limits.ts'
import config from '../../wxt.config.ts'
import { firstCells } from '../house/readme.ts'

const privacy = readFileSync('.github/PRIVACY.md', 'utf8')
const sources = globSync('extension/**/*.{ts,tsx}').map((path) => readFileSync(path, 'utf8'))

/** The first words of the rows of the table that begins with that cell. */
function rowsUnder(heading: string): string[] {
  const [, after = ''] = privacy.split(new RegExp(`^\\| ${heading} .*\\n`, 'm'))
  const [table = ''] = after.split('\n\n')
  return firstCells(table)
}

async function manifestFor(browser: string) {
  const { manifest } = config
  if (typeof manifest !== 'function') throw new Error('wxt.config.ts has a manifest function')
  return manifest({ browser, manifestVersion: 3, mode: 'production', command: 'build' })
}

async function permissionsOf(browser: string): Promise<string[]> {
  const {
    permissions = [],
    optional_permissions = [],
    optional_host_permissions = [],
  } = await manifestFor(browser)
  return [...permissions, ...optional_permissions, ...optional_host_permissions]
}

/** The keys of `storage.local.set({ key, [KEY]: value })`, constants by their value. */
function settingsWritten(): string[] {
  return sources.flatMap((source) =>
    Array.from(source.matchAll(/storage\.local\.set\(\{ (?:\[(\w+)\]|(\w+))/g), ([, constant, key = '']) => {
      const value = constant && new RegExp(`const ${constant} = '(\\w+)'`).exec(source)?.[1]
      return value ?? constant ?? key
    }),
  )
}

describe('the privacy statement names', () => {
  test('every store of the browser, and no other', async () => {
    const { objectStoreNames } = await openStorage()
    expect(rowsUnder('store').toSorted()).toEqual([...objectStoreNames].toSorted())
  })

  test('every setting, and no other', () => {
    expect(settingsWritten().length).toBeGreaterThan(3)
    expect(rowsUnder('setting').toSorted()).toEqual([...new Set(settingsWritten())].toSorted())
  })

  test('every note that a window makes for itself', () => {
    const writers = sources.filter((source) =>
      /\b(localStorage|sessionStorage|document\.cookie)\b/.test(source),
    )
    const keys = writers.flatMap((source) => /^const KEY = '(.+?) ?'$/m.exec(source)?.[1] ?? 'unknown')
    expect(keys.map((key) => `\`${key}\``).filter((key) => !privacy.includes(key))).toEqual([])
  })

  test('every table of the server, and no other', () => {
    const countsChanges = new Set(['product', 'version', 'seq', 'epoch', 'moves', 'pastEpochs'])
    const tables = Object.keys(StoreFile.entries).filter((key) => !countsChanges.has(key))
    expect(rowsUnder('table').toSorted()).toEqual(tables.toSorted())
  })

  test('what Mozilla is told', async () => {
    const { browser_specific_settings } = await manifestFor('firefox')
    const told = browser_specific_settings?.gecko?.data_collection_permissions?.required ?? []
    const [, after = ''] = privacy.split('Mozilla is told')
    const [paragraph = ''] = after.split('\n\n')
    const named = Array.from(paragraph.matchAll(/`(\w+)`/g), ([, kind = '']) => kind)
    expect(told.length).toBeGreaterThan(0)
    expect(named.toSorted()).toEqual(told.toSorted())
  })

  test('how many people of a page are asked about', () => {
    expect(privacy).toContain(`at most ${PEOPLE_ON_PAGE_MAX} people`)
  })

  test('that whoever runs the server can read its disk', () => {
    expect(privacy).toMatch(/Whoever runs the server can read its disk, private messages too/)
  })
})

describe.each(['chrome', 'firefox', 'edge'])('each permission in %s has a reason', (browser) => {
  test('for the stores, and nothing else has one', async () => {
    const reasons = readPermissions()
    expect([...reasons.keys()].toSorted()).toEqual((await permissionsOf(browser)).toSorted())
    for (const [name, why] of reasons) expect(why.length, name).toBeGreaterThan(30)
  })

  test('in the privacy statement, and nothing else has one', async () => {
    expect(rowsUnder('permission').toSorted()).toEqual((await permissionsOf(browser)).toSorted())
  })
})

describe.each(readListings())('the listing in $language', ({ summary, name, description, headlines }) => {
  test('fits into the forms of the stores', () => {
    expect(name.length).toBeGreaterThan(1)
    expect(name.length).toBeLessThanOrEqual(45)
    expect(summary.length).toBeGreaterThan(1)
    expect(summary.length).toBeLessThanOrEqual(132)
    expect(description.length).toBeGreaterThanOrEqual(250)
    expect(description.length).toBeLessThanOrEqual(10_000)
  })

  test('has words for each picture', () => {
    expect(Object.keys(headlines).toSorted()).toEqual([...PICTURES].toSorted())
    for (const words of Object.values(headlines)) expect(words).toHaveLength(2)
  })
})

import { chmod, open, readFile, rename, rm, stat, unlink, writeFile as writeWhole } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Disk } from '../../../server/stores/lowdb/disk.ts'
import { openLowdbStore } from '../../../server/stores/lowdb/open.ts'
import type { Store } from '../../../server/stores/store.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

const PROFILE = { name: 'Ada', email: 'ada@corp.example', team: null, role: 'member' as const, handles: [] }
const NOW = '2026-11-02T09:00:00.000Z'

let folder: string
let store: Store | undefined
beforeEach(async () => {
  folder = await makeTemporaryFolder()
})
afterEach(async () => {
  await store?.close()
  store = undefined
  await rm(folder, { recursive: true })
})

const FILE = 'bright-spots.json'
const readStored = () => readFile(join(folder, FILE), 'utf8')

type Step = 'open' | 'write' | 'sync' | 'close' | 'rename'

/** The real disk, which calls `onStep` before each step, with the name of what it is about. */
function watchedDisk(onStep: (step: Step, name: string) => void): Disk {
  return {
    unlink,
    async rename(from, to) {
      onStep('rename', `${basename(String(from))} > ${basename(String(to))}`)
      await rename(from, to)
    },
    async open(path, flags, mode) {
      const name = String(path) === folder ? 'folder' : basename(String(path))
      onStep('open', name)
      const file = await open(path, flags, mode)
      const writeFile = file.writeFile.bind(file)
      const sync = file.sync.bind(file)
      const close = file.close.bind(file)
      return Object.assign(file, {
        writeFile(...given: Parameters<typeof writeFile>) {
          onStep('write', name)
          return writeFile(...given)
        },
        sync() {
          onStep('sync', name)
          return sync()
        },
        close() {
          onStep('close', name)
          return close()
        },
      })
    },
  }
}

function failure(code: string): Error {
  return Object.assign(new Error(code), { code })
}

describe('a write', () => {
  test('is synced before it takes the name, and the name before the answer', async () => {
    const steps: string[] = []
    store = await openLowdbStore(
      folder,
      watchedDisk((step, name) => steps.push(`${step} ${name}`)),
    )
    steps.length = 0
    await store.people.create(PROFILE, NOW).then(() => steps.push('answered'))
    const next = `${FILE}.next`
    expect(steps).toEqual([
      `open ${next}`,
      `write ${next}`,
      `sync ${next}`,
      `close ${next}`,
      `rename ${next} > ${FILE}`,
      'open folder',
      'sync folder',
      'close folder',
      'answered',
    ])
  })

  test('is for its owner’s eyes', async () => {
    store = await openLowdbStore(join(folder, 'data'))
    await store.people.create(PROFILE, NOW)
    expect((await stat(join(folder, 'data'))).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder, 'data', FILE))).mode & 0o777).toBe(0o600)
  })

  test('that changes nothing is no write', async () => {
    const steps: string[] = []
    store = await openLowdbStore(
      folder,
      watchedDisk((step) => steps.push(step)),
    )
    steps.length = 0
    await store.recognitions.deliverDue(NOW)
    await store.access.endSession('nobody')
    expect(steps).toEqual([])
  })
})

describe('a write that fails', () => {
  const POINTS = [
    ['open', `${FILE}.next`],
    ['write', `${FILE}.next`],
    ['sync', `${FILE}.next`],
    ['rename', `${FILE}.next > ${FILE}`],
    ['open', 'folder'],
    ['sync', 'folder'],
  ] as const

  test.each(POINTS)(
    'at %s of %s leaves memory as the last answer left it, and later writes work',
    async (step, name) => {
      let code: string | undefined
      const disk = watchedDisk((atStep, atName) => {
        if (code && atStep === step && atName === name) throw failure(code)
      })
      store = await openLowdbStore(folder, disk)
      await store.people.create(PROFILE, NOW)
      code = 'ENOSPC'
      const bea = { ...PROFILE, name: 'Bea', email: 'bea@corp.example' }
      await expect(store.people.create(bea, NOW)).rejects.toMatchObject({ code: 'disk_full' })
      expect((await store.people.list({ limit: 9 })).people.map((person) => person.name)).toEqual(['Ada'])
      expect(await store.people.match([{ email: bea.email }])).toEqual([null])
      await expect(store.ping()).rejects.toMatchObject({ code: 'disk_full' })
      code = 'EIO'
      await expect(store.people.create(bea, NOW)).rejects.toMatchObject({ code: 'not_ready' })
      code = undefined
      await store.ping()
      await store.people.create({ ...PROFILE, email: 'cy@corp.example', name: 'Cy' }, NOW)
      const inMemory = (await store.people.list({ limit: 9 })).people.map((person) => person.name)
      await store.close()
      store = await openLowdbStore(folder)
      expect((await store.people.list({ limit: 9 })).people.map((person) => person.name)).toEqual(inMemory)
      expect(inMemory).toContain('Cy')
    },
  )

  test('refuses its own caller alone', async () => {
    let failures = 0
    const disk = watchedDisk((step) => {
      if (step === 'rename' && failures > 0) {
        failures -= 1
        throw failure('EIO')
      }
    })
    const opened = await openLowdbStore(folder, disk)
    store = opened
    failures = 1
    const writes = ['a', 'b', 'c'].map((name) =>
      opened.people.create({ ...PROFILE, email: `${name}@corp.example` }, NOW),
    )
    const outcomes = await Promise.allSettled(writes)
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled'])
  })
})

describe('at the start', () => {
  test.each([
    ['{"product":"bright-spots","version":1,"peo', 'is damaged (it is not whole JSON)'],
    ['', 'is damaged (it is not whole JSON)'],
    ['[]', 'is damaged'],
  ])('a damaged file %j stops it with words, and stays', async (content, words) => {
    await writeWhole(join(folder, FILE), content)
    await expect(openLowdbStore(folder)).rejects.toThrow(words)
    await expect(openLowdbStore(folder)).rejects.toThrow(/put a backup .* in its place, or move it away/)
    expect(await readStored()).toBe(content)
  })

  test('a damaged row is named', async () => {
    store = await openLowdbStore(folder)
    await store.people.create(PROFILE, NOW)
    await store.close()
    await writeWhole(join(folder, FILE), (await readStored()).replace('"name":"Ada"', '"name":7'))
    await expect(openLowdbStore(folder)).rejects.toThrow('damaged (at people.0.name)')
  })

  test('a file of another version is left to that version', async () => {
    store = await openLowdbStore(folder)
    await store.close()
    await writeWhole(join(folder, FILE), (await readStored()).replace('"version":1', '"version":2'))
    await expect(openLowdbStore(folder)).rejects.toThrow('written by another version of this server')
  })

  test('what a broken write left beside the file does not count', async () => {
    store = await openLowdbStore(folder)
    await store.people.create(PROFILE, NOW)
    await store.close()
    await writeWhole(join(folder, `${FILE}.next`), 'half of')
    store = await openLowdbStore(folder)
    expect((await store.people.list({ limit: 9 })).people).toHaveLength(1)
  })

  test('a folder that cannot be one is named', async () => {
    const place = join(folder, 'occupied')
    await writeWhole(place, '')
    await chmod(place, 0o600)
    await expect(openLowdbStore(place)).rejects.toThrow(`The store in ${place} cannot be opened`)
  })
})

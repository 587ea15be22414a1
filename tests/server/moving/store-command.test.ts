import { cp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { profile } from '../../contracts/store-subject.ts'
import { openStore } from '../../../server/stores/index.ts'
import { makeTemporaryFolder } from '../stores/temporary-folder.ts'
import { ADA, BEN, delivered, fewRows, party, person } from './rows.ts'
import { fillAt, rowsAt, run } from './run-command.ts'

const CONTENT = '2 people, 2 bright spots, 1 session, and 1 invitation'

let folder: string
let from: string
let to: string
let file: string
beforeEach(async () => {
  folder = await makeTemporaryFolder()
  from = `lowdb:${join(folder, 'from')}`
  to = `lowdb:${join(folder, 'to')}`
  file = join(folder, 'export.ndjson')
  await fillAt(from, fewRows())
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true })
})

/** An export that a check would not like, and that its counts do not betray. */
async function writeUnsound(): Promise<void> {
  await run('export', file, '--store', from)
  await writeFile(file, (await readFile(file, 'utf8')).replace('"senderId":"ada"', '"senderId":"zoe"'))
}

describe('export and import', () => {
  test('carry all over, by a file that is for its owner alone', async () => {
    const exported = await run('export', file, '--store', from)
    expect(exported).toMatchObject({ code: 0, stderr: '' })
    expect(exported.stdout).toMatch(new RegExp(`^Exported ${CONTENT} to ${file}, 3.6 kB\\n$`))
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const imported = await run('import', file, '--store', to)
    expect(imported).toMatchObject({ code: 0, stderr: '' })
    expect(imported.stdout).toContain(`Imported ${CONTENT} to ${to}. Next: `)
    expect(await rowsAt(to)).toEqual(fewRows())
    expect(await readdir(folder)).toEqual(['export.ndjson', 'from', 'to'])
  })

  test('leave a file that is there, unless told otherwise', async () => {
    await writeFile(file, 'Something dear')
    const { code, stderr } = await run('export', file, '--store', from)
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `${file} is there already: choose another name, or add --force to replace it\n`,
    })
    expect(await readFile(file, 'utf8')).toBe('Something dear')
    expect(await run('export', file, '--store', from, '--force')).toMatchObject({ code: 0 })
    expect(await readFile(file, 'utf8')).toMatch(/^\{"product":"bright-spots"/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  test('say what is wrong with a file, before a store is made', async () => {
    await writeFile(file, 'Dear diary\n')
    const { code, stderr } = await run('import', file, '--store', to)
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: 'Line 1 is not the header of an export: this file was not made by Bright Spots\n',
    })
    expect(await readdir(folder)).toEqual(['export.ndjson', 'from'])
  })

  test.each([
    ['that is not there', 'none.ndjson', /none\.ndjson cannot be read \(ENOENT\)/],
    ['that is a folder', '.', /cannot be read: it is no file/],
  ])('say so of a file %s', async (_what, name, words) => {
    const { code, stderr } = await run('import', join(folder, name), '--store', to)
    expect(code).toBe(1)
    expect(stderr).toMatch(words)
  })

  test('say so when a file cannot be written', async () => {
    const { code, stderr } = await run('export', join(folder, 'no/file'), '--store', from)
    expect(code).toBe(1)
    expect(stderr).toMatch(/no\/file cannot be written \(ENOENT\)/)
  })

  test.each([
    ['truncated', (text: string) => text.slice(0, -30), /ends too early, at line 15/],
    [
      'damaged late',
      (text: string) => text.replace('"id":"r2"', '"id":2'),
      /Line 14 is damaged: recognition\.id/,
    ],
    ['short of a line', (text: string) => text.replace(/[^\n]*"r2"[^\n]*\n/, ''), /counts do not match/],
  ])('take nothing from a file that is %s', async (_how, change, words) => {
    await run('export', file, '--store', from)
    await writeFile(file, change(await readFile(file, 'utf8')))
    const { code, stderr } = await run('import', file, '--store', to)
    expect(code).toBe(1)
    expect(stderr).toMatch(words)
    expect((await rowsAt(to)).filter((row) => !('settings' in row))).toEqual([])
  })

  test('take nothing from a file whose rows do not fit together', async () => {
    await writeUnsound()
    const { code, stderr } = await run('import', file, '--store', to)
    expect(code).toBe(1)
    expect(stderr).toContain(
      'Nothing was taken over, because what is there does not fit together:\n- The bright',
    )
    expect(stderr).toContain('- The bright spot r1 names the person zoe, who is not there\n')
    await fillAt(to, fewRows())
  })

  test('leave a store alone that has something', async () => {
    await run('export', file, '--store', from)
    await fillAt(to, [...fewRows().slice(0, 1), person(ADA)])
    const { code, stderr } = await run('import', file, '--store', to)
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `The store at ${to} has something in it already, and nothing may mix with that: name an empty one, or move that one away first\n`,
    })
    expect(await rowsAt(to)).toHaveLength(2)
  })
})

describe('copy', () => {
  test('carries all over, and says what comes next', async () => {
    const { code, stdout } = await run('copy', from, to)
    expect(code).toBe(0)
    expect(stdout).toContain(
      `Copied ${CONTENT} to ${to}\nNext: set STORE_URL to that address and start the server.`,
    )
    expect(await rowsAt(to)).toEqual(await rowsAt(from))
  })

  test('of a store to itself is refused, however its address is written', async () => {
    await symlink(join(folder, 'from'), join(folder, 'link'))
    for (const same of [from, `${from}/.`, `lowdb:${join(folder, 'link')}`])
      expect(await run('copy', from, same)).toMatchObject({
        code: 1,
        stderr: 'Both addresses are those of one store\n',
      })
  })

  test('of nothing is refused, and makes nothing', async () => {
    const { code, stderr } = await run('copy', `${from}-typo`, to)
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `There is no store at ${from}-typo: is the address right?\n`,
    })
    expect(await readdir(folder)).toEqual(['from'])
  })
})

describe('check', () => {
  test('counts a sound store', async () => {
    const { code, stdout } = await run('check', from)
    expect(code).toBe(0)
    expect(stdout).toBe(`${from} has ${CONTENT}: 3.6 kB as an export\nAll of it fits together\n`)
  })

  test('names what is wrong, and how much more', async () => {
    const early = { deliveredAt: null }
    const spots = Array.from({ length: 25 }, (_, nth) =>
      delivered(`r${nth + 10}`, nth + 1, {
        ...early,
        parties: [party(ADA, 'sender', nth + 1), party(BEN, 'recipient', nth + 1)],
      }),
    )
    const feeds = [ADA, BEN].map((personId) => ({ feed: { personId, position: 25 } }))
    await fillAt(to, [...fewRows().slice(0, 3), ...feeds, ...spots])
    const { code, stdout } = await run('check', to)
    expect(code).toBe(1)
    expect(stdout).toContain(
      '25 faults:\n- The bright spot r10 was not delivered, and is in the feed of a recipient\n',
    )
    expect(stdout.match(/^- The bright spot/gm)).toHaveLength(20)
    expect(stdout).toContain('\n- and 5 more\nGo back to')
  })

  test('finds nothing wrong with a copy of the folder of a server that writes', async () => {
    const store = await openStore(from)
    const more = Array.from({ length: 300 }, (_, nth) =>
      store.people.create(profile(`cleo-${nth}`), '2026-11-02T09:00:00.000Z'),
    )
    await more[0]
    await cp(join(folder, 'from'), join(folder, 'backup'), { recursive: true })
    await Promise.all(more)
    await store.close()
    const { code, stdout } = await run('check', `lowdb:${join(folder, 'backup')}`)
    expect(code).toBe(0)
    const [, people] = /has (\d+) people/.exec(stdout) ?? []
    expect(Number(people)).toBeGreaterThan(2)
  })
})

describe('a store in use', () => {
  test.each([['check'], ['export', '-'], ['import']])('is refused at once: %s', async (...words) => {
    const places = words[0] === 'import' ? ['import', file] : words
    await run('export', file, '--store', from)
    const store = await openStore(from)
    const began = performance.now()
    const { code, stderr } = await run(...places, '--store', from)
    await store.close()
    expect({ code, stderr }).toEqual({
      code: 1,
      stderr: `The store at ${from} is in use: stop the server first, or copy the folder for a backup\n`,
    })
    expect(performance.now() - began).toBeLessThan(3_000)
  })
})

describe('usage', () => {
  test('is told when asked for', async () => {
    expect(await run('--help')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('npm run store -- copy FROM_URL TO_URL'),
    })
  })

  test.each([
    [[]],
    [['export']],
    [['import', 'a', 'b']],
    [['copy', 'lowdb:a']],
    [['check', 'a', 'b']],
    [['burn', 'a']],
    [['export', 'a', '--quietly']],
  ])('is told when it is wrong: %j', async (words) => {
    const { code, stdout, stderr } = await run(...words)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('npm run store -- copy FROM_URL TO_URL')
  })

  test('an address of no known kind is refused in words', async () => {
    const { code, stderr } = await run('check', 'mongodb://x')
    expect(code).toBe(1)
    expect(stderr).toContain('STORE_URL must be lowdb:FOLDER')
  })

  test('STORE_URL names the store, and other settings of the server do not matter', async () => {
    vi.stubEnv('STORE_URL', from)
    vi.stubEnv('PORT', 'none')
    expect(await run('check')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(from),
    })
  })
})

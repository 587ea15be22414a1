import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../../server/moving/refusal.ts'
import { openStore } from '../../../server/stores/index.ts'
import type { NewDatabase } from '../stores/postgres/new-database.ts'
import { makeDatabase, sharedUrl } from '../stores/postgres/new-database.ts'
import { PASSWORD } from '../stores/postgres/postgres-server.ts'
import { makeTemporaryFolder } from '../stores/temporary-folder.ts'
import { delivered, fewRows, manyRows, party } from './rows.ts'
import { fillAt, rowsAt, run, runUntil } from './run-command.ts'

let folder: string
let lowdb: string
let back: string
let database: NewDatabase
beforeEach(async () => {
  folder = await makeTemporaryFolder()
  lowdb = `lowdb:${join(folder, 'from')}`
  back = `lowdb:${join(folder, 'back')}`
  database = await makeDatabase()
})
afterEach(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

const contentIn = async (url: string) => (await rowsAt(url)).filter((row) => !('settings' in row))

describe('from lowdb to PostgreSQL', () => {
  test('and back by copies, all is as it was', async () => {
    await fillAt(lowdb, fewRows())
    const there = await run('copy', lowdb, database.url)
    expect(there).toMatchObject({ code: 0, stderr: '' })
    expect(there.stdout).not.toContain(PASSWORD)
    expect(await rowsAt(database.url)).toEqual(fewRows())
    expect(await run('check', database.url)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('All of it fits together'),
    })
    expect(await run('copy', database.url, back)).toMatchObject({ code: 0 })
    expect(await rowsAt(back)).toEqual(fewRows())
  })

  test('and back by files, all is as it was', async () => {
    await fillAt(lowdb, manyRows(3_000, 'Danke 🎉 \u2028 "und" \\ mehr'))
    const [first, second] = [join(folder, 'first'), join(folder, 'second')]
    const steps = [
      await run('export', first, '--store', lowdb),
      await run('import', first, '--store', database.url),
      await run('export', second, '--store', database.url),
      await run('import', second, '--store', back),
    ]
    expect(steps.map(({ code }) => code)).toEqual([0, 0, 0, 0])
    expect(await rowsAt(back)).toEqual(await rowsAt(lowdb))
  }, 60_000)
})

describe('PostgreSQL', () => {
  test('is exported while a server uses it', async () => {
    await fillAt(database.url, fewRows())
    const server = await openStore(database.url)
    expect(await run('copy', database.url, back)).toMatchObject({ code: 0 })
    await server.close()
    expect(await rowsAt(back)).toEqual(fewRows())
  })

  test('takes nothing when it has something', async () => {
    await fillAt(lowdb, fewRows())
    await fillAt(database.url, fewRows())
    const { code, stderr } = await run('copy', lowdb, database.url)
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /^The store at postgres:\/\/127\.0\.0\.1:\d+\/test_\w+ has something in it already/,
    )
    expect(await rowsAt(database.url)).toEqual(fewRows())
  })

  test('takes nothing of rows that do not fit together, and names what is wrong', async () => {
    const early = { deliveredAt: null, parties: [party('ada', 'sender', 1), party('ben', 'recipient', 1)] }
    await fillAt(lowdb, [...fewRows().slice(0, -2), delivered('r1', 1, early)])
    const { code, stderr } = await run('copy', lowdb, database.url)
    expect(code).toBe(1)
    expect(stderr).toContain('- The bright spot r1 was not delivered, and is in the feed of a recipient\n')
    expect(await contentIn(database.url)).toEqual([])
  })

  test('takes nothing of a copy that was stopped', async () => {
    await fillAt(lowdb, manyRows(10_000, 'x'))
    const stopping = new AbortController()
    const enough = new Refusal('Stopped before the end: nothing was kept')
    const ended = runUntil(stopping.signal, 'copy', lowdb, database.url)
    setTimeout(() => stopping.abort(enough), 300)
    expect(await ended).toMatchObject({ code: 1, stderr: `${enough.message}\n` })
    expect(await contentIn(database.url)).toEqual([])
    expect(await run('copy', lowdb, database.url)).toMatchObject({ code: 0 })
  }, 60_000)

  test('is one and the same under each of its addresses', async () => {
    const other = database.url.replace('postgres://', 'postgresql://').concat('?application_name=other')
    expect(await run('copy', database.url, other)).toMatchObject({
      code: 1,
      stderr: 'Both addresses are those of one store\n',
    })
  })

  test('that is not there is said without its password', async () => {
    const { code, stderr } = await run('check', sharedUrl('nowhere'))
    expect(code).toBe(1)
    expect(stderr).toMatch(/nowhere/)
    expect(stderr).not.toContain(PASSWORD)
  })
})

import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refusal } from '../../../server/moving/refusal.ts'
import { makeTemporaryFolder } from '../stores/temporary-folder.ts'
import { fewRows, manyRows } from './rows.ts'
import { endOf, fillAt, rowsAt, runUntil, startProcess } from './run-command.ts'

let folder: string
let from: string
let to: string
beforeEach(async () => {
  folder = await makeTemporaryFolder()
  from = `lowdb:${join(folder, 'from')}`
  to = `lowdb:${join(folder, 'to')}`
})
afterEach(() => rm(folder, { recursive: true }))

const contentAt = async (url: string) => (await rowsAt(url)).filter((row) => !('settings' in row))

describe('pipes', () => {
  test('carry a store from one process to another', async () => {
    await fillAt(from, fewRows())
    const source = startProcess('export', '-', '--store', from)
    const target = startProcess('import', '-', '--store', to)
    source.stdout.pipe(target.stdin)
    expect(await endOf(target)).toMatchObject({ code: 0, stderr: '' })
    expect(await rowsAt(to)).toEqual(fewRows())
  })

  test('that nobody reads to their end are no crash', async () => {
    await fillAt(from, manyRows(3_000, 'x'.repeat(1_000)))
    const child = startProcess('export', '-', '--store', from)
    child.stdout.once('data', () => child.stdout.destroy())
    const [stderr, [code]] = await Promise.all([child.stderr.toArray(), once(child, 'close')])
    expect(code).toBe(1)
    expect(stderr.join('')).toBe('Nobody reads any more: the export is not whole\n')
    await fillAt(to, fewRows())
  })

  test('that bring something else are left at once', async () => {
    const child = startProcess('import', '-', '--store', to)
    child.stdin.write('Dear diary\n')
    expect(await endOf(child)).toMatchObject({ code: 1, stderr: expect.stringContaining('Line 1 is not') })
    expect(await readdir(folder)).toEqual([])
  })
})

describe('told to stop', () => {
  const enough = new Refusal('Stopped before the end: nothing was kept')

  test.each(['SIGINT', 'SIGTERM'] as const)('by %s, an import that waits leaves nothing', async (signal) => {
    const child = startProcess('import', '-', '--store', to)
    child.stdin.write('{"product":"bright-spots","format":1,"version":"0.1.0","exportedAt":""}\n')
    for (const row of fewRows()) child.stdin.write(`${JSON.stringify(row)}\n`)
    // The store is made when the header was read.
    while (!existsSync(join(folder, 'to', 'bright-spots.lock'))) await setImmediate()
    child.kill(signal)
    expect(await endOf(child)).toMatchObject({ code: 1, stdout: '', stderr: `${enough.message}\n` })
    expect(await contentAt(to)).toEqual([])
  })

  test('an export leaves no half file', async () => {
    await fillAt(from, manyRows(10_000, 'x'))
    const file = join(folder, 'export.ndjson')
    const stopping = new AbortController()
    const ended = runUntil(stopping.signal, 'export', file, '--store', from)
    while (!existsSync(`${file}.part`)) await setImmediate()
    stopping.abort(enough)
    expect(await ended).toEqual({ code: 1, stdout: '', stderr: `${enough.message}\n` })
    expect(await readdir(folder)).toEqual(['from'])
  })

  test('a copy leaves nothing, and both stores free', async () => {
    await fillAt(from, manyRows(10_000, 'x'))
    const stopping = new AbortController()
    const ended = runUntil(stopping.signal, 'copy', from, to)
    while (!existsSync(join(folder, 'to'))) await setImmediate()
    stopping.abort(enough)
    expect(await ended).toMatchObject({ code: 1, stderr: `${enough.message}\n` })
    expect(await contentAt(to)).toEqual([])
    expect(await contentAt(from)).toHaveLength(10_004)
  })
})

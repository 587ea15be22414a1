import { spawnSync } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeTemporaryFolder } from '../stores/temporary-folder.ts'

const SCRIPT = join(import.meta.dirname, 'in-little-memory.ts')
/** Much less than the rows have together: 20,000 times 2,000 letters. */
const HEAP_MB = 24

let folder: string
beforeEach(async () => {
  folder = await makeTemporaryFolder()
})
afterEach(() => rm(folder, { recursive: true }))

function move(...how: string[]) {
  const options = [`--max-old-space-size=${HEAP_MB}`, SCRIPT, join(folder, 'export.ndjson'), ...how]
  return spawnSync(process.execPath, options, { encoding: 'utf8' })
}

test('rows go to a file and back without being in memory all at once', () => {
  const { stdout, status } = move()
  expect(JSON.parse(stdout)).toMatchObject({ recognition: 20_000, person: 2, faults: 0 })
  expect(status).toBe(0)
}, 60_000)

test('which is noticed when they are', () => {
  expect(move('hoarding').stderr).toContain('heap out of memory')
}, 60_000)

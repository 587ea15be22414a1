import * as fc from 'fast-check'
import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readRoutes } from '../access/document.ts'
import { ROUNDS } from '../durability/rounds.ts'
import type { Twin } from './batch.ts'
import { Batch, REAL } from './batch.ts'
import type { Template } from './place.ts'
import { makeTemplate } from './place.ts'
import { requestsTo } from './request.ts'
import { TWINS } from './twins.ts'

/** Requests to one app, one after the other: some 20 on average. */
const BATCH_MAX = 40
const BATCHES = 125
const TWIN_BATCHES = 400
/** No batch begins after so long, on however slow a machine; then a failure is not made smaller any more either. */
const BATCHES_MS = 30_000
const TEST_MS = 4 * BATCHES_MS

/** What fast-check printed of a failed run: `FUZZ_REPLAY='{"seed":1,"path":"0:1"}'` runs it again. */
const replay: { seed?: number; path?: string } = JSON.parse(process.env['FUZZ_REPLAY'] ?? '{}')

const routes = await readRoutes()
const batches = fc.array(requestsTo(routes), { minLength: 1, maxLength: BATCH_MAX, size: 'max' })

let template: Template
beforeAll(async () => {
  template = await makeTemplate()
}, TEST_MS)
afterAll(() => rm(template.folder, { recursive: true }))

/** Holds for whatever begins in time. */
function fuzz(twin: Twin, ms: number) {
  const end = performance.now() + ms
  const batch = new Batch(template, routes, twin)
  const property = fc.asyncProperty(batches, async (requests) => {
    if (performance.now() < end) await batch.send(requests)
  })
  return { batch, property }
}

describe('whatever is sent', { timeout: TEST_MS * ROUNDS }, () => {
  test('is answered or refused as it should be', async ({ annotate }) => {
    const { batch, property } = fuzz(REAL, BATCHES_MS * ROUNDS)
    await fc.assert(property, { numRuns: BATCHES * ROUNDS, ...replay })
    const counts = [...batch.tally]
    const list = (which: 'passed' | 'refused') =>
      counts.filter(([, each]) => each[which] === 0).map(([call]) => call)
    await annotate(`${batch.requests} requests to ${counts.length} of ${routes.length} routes`)
    await annotate(`never let through: ${list('passed').join()}; never refused: ${list('refused').join()}`)
    expect(batch.requests).toBeGreaterThan(0)
  })
})

describe('a broken twin is found out that', { timeout: TEST_MS }, () => {
  test.each(Object.entries(TWINS))('%s', async (_what, twin) => {
    const { property } = fuzz(twin, BATCHES_MS)
    const { failed, seed } = await fc.check(property, { numRuns: TWIN_BATCHES, endOnFailure: true })
    expect(failed, `seed ${seed}`).toBe(true)
  })
})

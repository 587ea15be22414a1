import { afterEach, describe, expect, test, vi } from 'vitest'
import { NeedsGeneric } from '../../../extension/tools/on-demand.ts'
import { readPage } from '../../../extension/tools/read-page.ts'
import { READERS } from '../../../extension/tools/readers.ts'
import { pageOf, type Row, rows, toolNamed } from './row.ts'

const tools = READERS.map(({ id }) => id)

/** Those of known tools that show who made them. */
const usual = rows.filter((row) => toolNamed(row, tools) !== 'generic' && row.key && row.people.length > 0)

/** Without `generic.js`. */
function readAlone(row: Row): unknown {
  vi.stubGlobal('brightSpotsGeneric', undefined)
  return readPage(pageOf(row))
}

describe('generic.js', () => {
  afterEach(() => vi.unstubAllGlobals())

  test.each(usual)('is not needed for $file', (row) => {
    const whole = readPage(pageOf(row))
    expect(readAlone(row)).toEqual(whole)
  })

  test('is asked for on a page of no known tool', () => {
    const row = rows.find((one) => toolNamed(one, tools) === 'generic')
    expect(() => row && readAlone(row)).toThrow(NeedsGeneric)
  })
})

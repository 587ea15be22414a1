import { describe, expect, it } from 'vitest'
import { readPage } from '../../../extension/tools/read-page.ts'
import { READERS } from '../../../extension/tools/readers.ts'
import type { Reading } from '../../../extension/tools/tool.ts'
import type { PersonOnPage } from '../../../shared/recognition.ts'
import { agings } from './agings.ts'
import { pageOf, type Row, rows, toolNamed } from './row.ts'

const tools = READERS.map(({ id }) => id)

/** Of all pages, for each way in which pages age. */
const SURVIVE_MIN = 0.95

describe.each(Object.entries(agings))('when %s,', (_aging, age) => {
  const readings = rows.map((row): [Row, Reading] => {
    const page = pageOf(row)
    age(page, row)
    return [row, readPage(page)]
  })

  it.each(['key', 'title'] as const)('the %s survives on nearly every page', (field) => {
    const lost = readings.flatMap(([row, { workItem }]) =>
      workItem?.[field] === row[field] ? [] : [`${row.file}: ${row[field]} is now ${workItem?.[field]}`],
    )
    expect(1 - lost.length / rows.length, lost.join('\n')).toBeGreaterThanOrEqual(SURVIVE_MIN)
  })

  it.each(readings)('nobody else is named on $file', (row, { people }) => {
    const known = new Set(readPage(pageOf(row)).people.flatMap(traits))
    const strangers = people.filter((person) => !traits(person).every((trait) => known.has(trait)))
    expect(strangers).toEqual([])
  })

  it.each(readings)('no other tool takes $file for its own', (row, { workItem }) => {
    expect([toolNamed(row, tools), 'generic']).toContain(workItem?.tool)
  })
})

/** What tells that a person is the one who was named before. */
function traits({ name, handle, email, profileUrl }: PersonOnPage): string[] {
  return [name, handle, email, profileUrl].filter((trait) => typeof trait === 'string')
}

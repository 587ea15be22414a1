import { describe, expect, it } from 'vitest'
import { isPageOf, readPage } from '../../../extension/tools/read-page.ts'
import { readTool } from '../../../extension/tools/read-tool.ts'
import { READERS } from '../../../extension/tools/readers.ts'
import { openPage } from './open-page.ts'
import { named, pageOf, type Row, rows, toolNamed } from './row.ts'
import { unfilled } from './unfilled.ts'

const tools = READERS.map(({ id }) => id)

describe.each(rows)('$file', (row: Row) => {
  const tool = toolNamed(row, tools)
  const reading = readPage(pageOf(row))

  it('is known for what it is', () => {
    const { kind, key, title, shared = row.url } = row
    expect(reading.workItem).toEqual({ tool, kind, key, title, url: shared })
  })

  it('names those who made it, and nobody else', () => {
    expect(named(reading)).toEqual(row.people)
  })

  it('is a page of its own tool alone', () => {
    const places = READERS.filter((one) => isPageOf(one, pageOf(row)))
    expect(
      places.map(({ id }) => id),
      `the file of a row is named after its tool, whose marks no other tool's page has: ${row.file}`,
    ).toEqual(tool === 'generic' ? [] : [tool])
  })

  it('has its kind by its address alone, before anything has rendered', () => {
    const known = READERS.find(({ id }) => id === tool)
    const blank = openPage('<title>x</title>', new URL(row.url))
    expect(known ? readTool(known, blank)?.workItem?.kind : row.kind).toBe(row.kind)
  })
})

describe('every tool', () => {
  it('has nothing left to fill', () => {
    const left = unfilled()
    expect(left.length, `fill these, as .github/CONTRIBUTING.md says:\n${left.join('\n')}\n`).toBe(0)
  })

  it.each(READERS.map((tool) => [tool.id, tool] as const))(
    '%s is measured on a page of each kind that it has',
    (name, tool) => {
      const measured = rows.filter((row) => toolNamed(row, tools) === name).map(({ kind }) => kind)
      const kinds = tool.kinds.map(({ kind }) => kind)
      expect(
        measured,
        `add a row to rows/${name}.ts, and a page to pages/, for each kind of ${name}`,
      ).toEqual(expect.arrayContaining(kinds))
    },
  )
})

import { describe, expect, it } from 'vitest'
import { attempt } from '../../../extension/tools/attempt.ts'
import { kindOf } from '../../../extension/tools/page.ts'
import { readPage } from '../../../extension/tools/read-page.ts'
import { readBroken, readTool } from '../../../extension/tools/read-tool.ts'
import { READERS } from '../../../extension/tools/readers.ts'
import type { PageKind, Tool } from '../../../extension/tools/tool.ts'
import { openPage } from './open-page.ts'
import { named, pageOf, type Row, rows, toolNamed } from './row.ts'

const tools = READERS.map(({ id }) => id)

/** On these somebody is always named: who wrote it, or who asked for it. */
const NAMES_SOMEBODY = new Set(['ticket', 'review', 'commit'])

describe.each(rows)('$file', (row: Row) => {
  const tool = READERS.find(({ id }) => id === toolNamed(row, tools))

  it('lacks nothing that its reader must find', () => {
    expect(readPage(pageOf(row)).missing ?? []).toEqual([])
  })

  it.runIf(tool && NAMES_SOMEBODY.has(row.kind))('is missed when it shows nothing any more', () => {
    const blank = openPage('<title>x</title>', new URL(row.url))
    const reading = tool && readTool(tool, blank)
    const { people, must } = (tool && kindOf(tool.kinds, blank)) ?? {}
    expect(reading?.missing).toContain(must?.[0] ?? (people ? 'people' : 'title'))
    expect(reading?.workItem).toMatchObject({ tool: tool?.id, kind: row.kind })
  })
})

const ticket: PageKind = {
  kind: 'ticket',
  address: /^(?<base>.*?)\/ticket\/(?<key>\d+)/,
  url: '{base}/ticket/{key}',
  title: ['h1'],
  people: [{ role: 'assignee', at: '.assignee' }],
}

function toolWith(kind: Partial<PageKind>, more: Partial<Tool> = {}): Tool {
  return { id: 'invented', place: { marks: 'html' }, kinds: [{ ...ticket, ...kind }], ...more }
}

const pageWith = (html: string) => openPage(html, new URL('https://corp.example/ticket/7'))

const WHOLE =
  '<h1>Queue grows</h1><b class="assignee">Li Wei</b><a rel="author" href="/users/tomasz">Tomasz K</a>'
const BROKEN = `<title>Queue grows - Ledger</title><b class="who">Li Wei</b>
  <a rel="author" href="/users/tomasz">Tomasz K</a><a rel="author" id="me" href="/users/noor">Noor</a>
  <a rel="author" href="/groups/operations">Front office</a>`

describe('a page that lacks what it must show', () => {
  it('keeps what its address says, and names only whom the links of its tool know', () => {
    const reading = readTool(toolWith({}, { profile: /^\/users\/\w+$/, viewer: ['#me'] }), pageWith(BROKEN))
    expect(reading).toMatchObject({
      workItem: {
        tool: 'invented',
        kind: 'ticket',
        key: '7',
        title: 'Queue grows',
        url: 'https://corp.example/ticket/7',
      },
      people: [{ role: 'author', name: 'Tomasz K', profileUrl: 'https://corp.example/users/tomasz' }],
      missing: ['title', 'people'],
    })
  })

  it('gives its own people where the title alone is missing', () => {
    const reading = readTool(toolWith({ title: ['h2'] }), pageWith(WHOLE))
    expect(reading?.missing).toEqual(['title'])
    expect(reading && named(reading)).toEqual(['assignee:Li Wei'])
  })

  it('is not one whose only people are those who are never offered', () => {
    const reading = readTool(toolWith({}, { viewer: ['.assignee'] }), pageWith(WHOLE))
    expect(reading).toMatchObject({ people: [], missing: [] })
  })

  it.each<[string, Partial<PageKind>, string[]]>([
    ['says where its key stands, and it is not there', { address: /^/, keyAt: ['meta'] }, ['key']],
    ['is of a kind that may be nobody’s', { kind: 'wiki', people: [{ role: 'editor', at: 'i' }] }, []],
    ['declares nothing', { title: undefined, people: undefined } as object, []],
    ['asks for more', { kind: 'wiki', people: [], must: ['people'] }, ['people']],
    ['asks for less', { people: [], must: ['title'] }, []],
  ])('is told by its kind: one that %s', (_what, kind, missing) => {
    expect(readTool(toolWith(kind), pageWith(WHOLE))?.missing).toEqual(missing)
  })
})

describe('a reader that fails', () => {
  const fail = (): never => {
    throw new Error('The page is otherwise')
  }

  it('in one place loses nothing else', () => {
    const tool = toolWith({ title: [fail], people: [fail, { role: 'assignee', at: '.assignee' }] })
    const reading = readTool(tool, pageWith(WHOLE))
    expect(reading).toMatchObject({ workItem: { key: '7' }, missing: ['title'] })
    expect(reading && named(reading)).toEqual(['assignee:Li Wei'])
  })

  it('altogether still has its item by the address', () => {
    const tool = toolWith({}, { read: fail })
    expect(attempt(() => readTool(tool, pageWith(WHOLE)))).toBeNull()
    expect(readBroken(tool, pageWith(WHOLE))).toMatchObject({
      workItem: { tool: 'invented', kind: 'ticket', key: '7' },
      people: [],
      missing: ['title', 'people'],
    })
  })
})

import { execFile } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readTool } from '../../../extension/tools/read-tool.ts'
import type { Tool } from '../../../extension/tools/tool.ts'
import { firstCells } from '../../house/readme.ts'
import { withTool } from '../../new-tool/list.ts'
import { complaintAbout } from '../../new-tool/name.ts'
import { rows } from '../../new-tool/skeleton/rows.ts'
import * as skeleton from '../../new-tool/skeleton/tool.ts'
import { openPage } from './open-page.ts'
import { copyProject, type ProjectCopy } from './project-copy.ts'
import { named } from './row.ts'

const run = promisify(execFile)

/** Its name begins with another tool's, and holds a hyphen. */
const NAME = 'redmine-next'
const EDITED = ['README.md', 'extension/tools/places.ts', 'extension/tools/readers.ts']
const MADE = [
  `extension/tools/${NAME}.ts`,
  `tests/extension/tools/pages/${NAME}-ticket.html`,
  `tests/extension/tools/rows/${NAME}.ts`,
]
const TESTED_WITHIN_MS = 120_000

let copy: ProjectCopy

beforeEach(() => {
  copy = copyProject()
})
afterEach(() => copy.remove())

describe('npm run new-tool NAME', () => {
  it(
    'makes a tool whose tests say what is to be filled, and pass when it is',
    async () => {
      const before = copy.texts()
      const { stdout } = await copy.newTool(NAME)
      const after = copy.texts()
      const changed = Object.keys(after).filter((path) => after[path] !== before[path])
      expect(changed.toSorted()).toEqual([...EDITED, ...MADE].toSorted())
      for (const path of changed) expect(stdout).toContain(path)
      const fresh = await copy.testReaders(NAME)
      expect(fresh.failed).toEqual(['every tool has nothing left to fill'])
      for (const path of [...MADE, 'README.md']) expect(fresh.words).toMatch(`${path}:`)
      for (const path of [...MADE, 'README.md']) copy.fill(path)
      const filled = await copy.testReaders(NAME)
      expect(filled.failed).toEqual([])
      expect(filled.passed).toBeGreaterThan(5)
    },
    TESTED_WITHIN_MS,
  )

  it('writes as the formatter would', async () => {
    await copy.newTool(NAME)
    const formatter = join('node_modules', 'oxfmt', 'bin', 'oxfmt')
    const paths = [...EDITED, ...MADE].filter((path) => !path.endsWith('.html'))
    await run(process.execPath, [formatter, '--check', ...paths], { cwd: copy.root })
    expect(firstCells(copy.texts()['README.md'] ?? '')).toContain(NAME)
  })

  it('makes nothing a second time', async () => {
    await copy.newTool(NAME)
    const before = copy.texts()
    await expect(copy.newTool(NAME)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining(MADE[0] ?? ''),
    })
    expect(copy.texts()).toEqual(before)
  })

  it('leaves all as it was when it fails in the middle', async () => {
    rmSync(join(copy.root, 'tests/extension/tools/pages'), { recursive: true })
    const before = copy.texts()
    await expect(copy.newTool(NAME)).rejects.toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^Nothing was made\. .*pages/),
    })
    expect(copy.texts()).toEqual(before)
  })

  it('makes nothing where a list is no longer what it was', async () => {
    writeFileSync(join(copy.root, 'extension/tools/places.ts'), 'export const PLACES = []\n')
    const before = copy.texts()
    await expect(copy.newTool(NAME)).rejects.toMatchObject({
      stderr: expect.stringContaining('extension/tools/places.ts: here is no list of imported tools'),
    })
    expect(copy.texts()).toEqual(before)
  })

  it.each([
    ['nothing', []],
    ['two names', ['kanboard', 'outline']],
    ['an option', ['--kind']],
  ])('says how it is used when given %s', async (_what, words) => {
    await expect(copy.newTool(...words)).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^Usage: /),
    })
  })
})

describe('a name', () => {
  it.each([
    ['Kanboard', 'lower-case'],
    ['azure devops', 'lower-case'],
    ['azure_devops', 'lower-case'],
    ['-kanboard', 'lower-case'],
    ['../kanboard', 'lower-case'],
    ['9gag', 'lower-case'],
    ['', 'lower-case'],
    ['class', 'class-tracker'],
    ['redmine', 'extension/tools/redmine.ts'],
    ['places', 'extension/tools/places.ts'],
    ['generic', 'a row of README.md'],
  ])('%j is refused, with what to do', (name, words) => {
    expect(complaintAbout(name, copy.root)).toContain(words)
  })

  it.each(['kanboard-two', 'rt4', 'x'])('%j is as good as any', (name) => {
    expect(complaintAbout(name, copy.root)).toBeNull()
  })
})

describe('a list of tools', () => {
  const list = "import * as b from './b.ts'\nimport * as c from './c.ts'\n\nexport const ALL = [c, b]\n"

  it.each([
    ['before the others', 'a-a', `import * as aA from './a-a.ts'\n${list}`, 'aA'],
    ['between them', 'bb', list.replace('import * as c', "import * as bb from './bb.ts'\n$&"), 'bb'],
    ['after them', 'd', list.replace('\n\n', "\nimport * as d from './d.ts'\n\n"), 'd'],
  ])('has an import put %s, as the last of it is', (_where, tool, imported, name) => {
    expect(withTool('a.ts', list, tool)).toBe(imported.replace('[c, b]', `[c, b, ${name}]`))
  })
})

it('begins with a small tool that reads its own page', () => {
  const tool: Tool = skeleton
  const html = readFileSync('tests/new-tool/skeleton/pages/ticket.html', 'utf8')
  const [row] = rows
  const reading = readTool(tool, openPage(html, new URL(row?.url ?? '')))
  expect(reading && named(reading)).toEqual(row?.people)
})

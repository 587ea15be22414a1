import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { READERS } from '../extension/tools/readers.ts'
import { listRoutes } from '../server/app.ts'
import { PROBLEMS } from '../shared/problem.ts'
import { RULES } from './house/rules.ts'
import { firstCells, rowsOfNothing, withoutRow } from './house/readme.ts'
import { parseSource, readSources, readText } from './house/source.ts'
import { openTestServer } from './server/test-server.ts'

const ROOT = join(import.meta.dirname, '..')

/** A file that breaks each rule, in the rules' order, and what should be said of it. */
const OFFENDERS: [path: string, text: string, complaint: string][] = [
  ['extension/ui/A.tsx', "import { b } from '../background/b.ts'", 'imports extension/background/b.ts'],
  ['server/routes/a.ts', "import { Low } from 'lowdb'", 'imports lowdb'],
  ['extension/ui/a.ts', "await globalThis['fetch']('/')", 'calls globalThis.fetch'],
  ['server/app.ts', 'if (process?.env.DEBUG) log()', 'reads process.env'],
  ['extension/tools/a.ts', "import { browser } from 'wxt/browser'", 'imports wxt/browser'],
  ['extension/ui/a.ts', 'void browser.tabs.query({})', 'uses browser.tabs.query'],
  [
    'extension/ui/a.ts',
    "import { Person } from '../../shared/recognition.ts'",
    'imports values of shared/recognition.ts',
  ],
  ['shared/a.ts', "export { createApp } from '../server/app.ts'", 'imports server/app.ts'],
  ['server/a.ts', "import { browser } from 'wxt/browser'", 'imports wxt/browser'],
]

describe('who may import whom', () => {
  const sources = readSources()

  test.each(RULES)('$title', ({ breaks }) => {
    const broken = sources.flatMap((source) => breaks(source).map((what) => `${source.path} ${what}`))
    expect(broken).toEqual([])
  })

  test.each(RULES.map((rule, nth) => ({ ...rule, offender: OFFENDERS[nth] })))(
    'is told when it is broken: $title',
    ({ breaks, offender: [path, text, complaint] = ['', '', ''] }) => {
      expect(breaks(parseSource(path, text))).toEqual([complaint])
    },
  )

  test.each([
    ['shared/a.ts', "await import('../server/app.ts')"],
    ['extension/ui/a.ts', "import '../../server/app.ts'"],
    ['server/a.ts', "import type { Draft } from '../extension/storage.ts'"],
    ['extension/tools/a.ts', "import { ask } from '../messages.ts'"],
    ['extension/background/a.ts', "import { Inbox } from '../ui/Inbox.tsx'"],
  ])('also in other forms: %s with %s', (path, text) => {
    expect(RULES[0]?.breaks(parseSource(path, text))).toHaveLength(1)
  })
})

describe('the README', () => {
  const readme = readText('README.md')
  const tools = [...READERS.map(({ id }) => id), 'generic']

  test('has a row for each tool', () => {
    expect(withoutRow(readme, tools)).toEqual([])
  })

  test('has a row for each route, and for nothing else', async () => {
    const server = await openTestServer()
    const routes = listRoutes(server.app)
    await server.close()
    expect(routes.length).toBeGreaterThan(20)
    expect(withoutRow(readme, routes)).toEqual([])
    expect(rowsOfNothing(readme, routes, /^(GET|PUT|POST|PATCH|DELETE) /)).toEqual([])
  })

  test('is told of a row that is missing, or that is about nothing', () => {
    const table = '| tool | |\n|---|---|\n| `redmine` | issues |\n| `GET /gone` | |\n'
    expect(firstCells(table)).toEqual(['redmine', 'GET /gone'])
    expect(withoutRow(table, ['redmine', 'gitlab'])).toEqual(['gitlab'])
    expect(rowsOfNothing(table, ['GET /healthz'], /^GET /)).toEqual(['GET /gone'])
  })
})

describe('words', () => {
  const locales = readdirSync(join(ROOT, 'extension/public/_locales'))
  const missing = (messages: object) =>
    Object.keys(PROBLEMS).filter((code) => !Object.hasOwn(messages, `problem_${code}`))

  test.each(locales)('in %s tell every problem of the server', (locale) => {
    const messages: object = JSON.parse(readText(`extension/public/_locales/${locale}/messages.json`))
    expect(missing(messages)).toEqual([])
  })

  test('that are missing are told', () => {
    expect(missing({ problem_internal: {} })).toContain('signed_out')
    expect(missing({ problem_internal: {} })).not.toContain('internal')
  })
})

describe('the top level', () => {
  const FIXED =
    /^(extension|server|shared|tests|wxt\.config\.ts|package(-lock)?\.json|tsconfig\.json|README\.md|LICENSE|node_modules|data|\..+)$/
  const strangers = (names: string[]) => names.filter((name) => !FIXED.test(name))

  test('holds only what it should', () => {
    expect(strangers(readdirSync(ROOT))).toEqual([])
  })

  test('notices a newcomer', () => {
    expect(strangers(['server', 'utils', 'notes.md'])).toEqual(['utils', 'notes.md'])
  })
})

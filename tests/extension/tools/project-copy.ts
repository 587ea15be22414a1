import { execFile } from 'node:child_process'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What `npm run new-tool` and the readers' own tests need of the project. */
const NEEDED = [
  'README.md',
  '.oxfmtrc.json',
  'package.json',
  'shared',
  'extension/tools',
  'tests/extension/tools',
  'tests/house',
  'tests/new-tool',
]

/** As far as it is looked at. */
interface Report {
  numPassedTests: number
  testResults: {
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

export interface Tested {
  failed: string[]
  passed: number
  /** Of those that failed. */
  words: string
}

/** The project's own files in a folder of their own, to be changed. */
export interface ProjectCopy {
  readonly root: string
  texts(): Record<string, string>
  newTool(...words: string[]): Promise<{ stdout: string; stderr: string }>
  /** Fills a file as somebody would: the comments go, and something else stands in their places. */
  fill(path: string): void
  /** The readers' own tests, as far as they are about this tool. */
  testReaders(tool: string): Promise<Tested>
  remove(): void
}

export function copyProject(): ProjectCopy {
  const root = mkdtempSync(join(tmpdir(), 'bright-spots-copy-'))
  for (const path of NEEDED) cpSync(path, join(root, path), { recursive: true })
  symlinkSync(join(process.cwd(), 'node_modules'), join(root, 'node_modules'))
  return {
    root,
    texts: () => textsIn(root),
    newTool: (...words) => run(process.execPath, ['tests/new-tool/main.ts', ...words], { cwd: root }),
    fill: (path) => fill(join(root, path)),
    testReaders: (tool) => testReaders(root, tool),
    remove: () => rmSync(root, { recursive: true }),
  }
}

function textsIn(root: string): Record<string, string> {
  const files = globSync(['*.md', '{extension,shared,tests}/**/*.*'], { cwd: root })
  return Object.fromEntries(files.map((path) => [path, readFileSync(join(root, path), 'utf8')]))
}

function fill(path: string): void {
  const lines = readFileSync(path, 'utf8').split('\n')
  const left = lines.filter((line) => !/^\s*(\/\/|\/\*\*|<!--) FILL ME:/.test(line))
  writeFileSync(path, left.join('\n').replaceAll(/fill[ -]me/gi, 'given'))
}

async function testReaders(root: string, tool: string): Promise<Tested> {
  const vitest = join('node_modules', 'vitest', 'vitest.mjs')
  const only = ['tests/extension/tools/readers.test.ts', '--testNamePattern', `${tool}|left to fill`]
  const words = ['run', ...only, '--reporter=json', '--outputFile=report.json']
  // It fails where a test does; the report says which.
  await run(process.execPath, [vitest, ...words], { cwd: root }).catch(() => null)
  const report: Report = JSON.parse(readFileSync(join(root, 'report.json'), 'utf8'))
  const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults)
  const failed = tests.filter(({ status }) => status === 'failed')
  return {
    failed: failed.map(({ fullName }) => fullName),
    passed: report.numPassedTests,
    words: failed.flatMap(({ failureMessages }) => failureMessages).join('\n'),
  }
}

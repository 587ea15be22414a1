import { join } from 'node:path'
import { changesFor, type Change } from './changes.ts'
import { complaintAbout } from './name.ts'
import { writeAll } from './write.ts'

/** `npm run new-tool NAME`: all files of a new tool, as a small one that works and whose tests fail until it is filled. */
const ROOT = join(import.meta.dirname, '../..')
const USAGE =
  'Usage: npm run new-tool NAME\nNAME is lower-case words with hyphens between them, such as azure-devops.'

const [name, ...more] = process.argv.slice(2)

if (name === '--help' || name === '-h') console.log(USAGE)
else if (name === undefined || name.startsWith('-') || more.length > 0) fail(USAGE, 2)
else await make(name)

async function make(tool: string): Promise<void> {
  const complaint = complaintAbout(tool, ROOT)
  if (complaint !== null) return fail(`${complaint}.`, 1)
  try {
    const changes = await changesFor(ROOT, tool)
    writeAll(ROOT, changes)
    console.log(wordsFor(tool, changes))
  } catch (fault) {
    fail(`Nothing was made. ${fault instanceof Error ? fault.message : String(fault)}`, 1)
  }
}

function wordsFor(tool: string, changes: readonly Change[]): string {
  const width = Math.max(...changes.map(({ path }) => path.length))
  const lines = changes.map(
    ({ path, todo }) => `  ${path.padEnd(width)}  ${todo || 'has its line: nothing to do'}`,
  )
  return `Made ${tool}: a tool that works, on a page that nobody has. Now, wherever it says FILL ME, file by file:

${lines.join('\n')}

  npm run test:unit -- tests/extension/tools/readers.test.ts   says what is left, and is green when nothing is.
  .github/CONTRIBUTING.md                                      walks through it with a page of the real tool.`
}

/** Exit code 2 is for wrong usage. */
function fail(message: string, code: 1 | 2): void {
  console.error(message)
  process.exitCode = code
}

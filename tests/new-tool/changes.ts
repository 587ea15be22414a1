import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format, type FormatConfig } from 'oxfmt'
import { withTool } from './list.ts'

/** A file as it is to be. */
export interface Change {
  path: string
  /** Null where there is no such file yet. */
  before: string | null
  after: string
  /** What is left to do there; empty where nothing is. */
  todo: string
}

const SKELETON = join(import.meta.dirname, 'skeleton')
/** The README's row for every other page, which stays the last. */
const LAST_ROW = /^\| `generic` /m

/** All that makes a tool, in the shape that the formatter gives it. Nothing is written. */
export function changesFor(root: string, tool: string): Promise<Change[]> {
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const made = (path: string, skeleton: string, todo: string) => ({
    path,
    before: null,
    after: fromSkeleton(skeleton, tool),
    todo,
  })
  const changed = (path: string, change: (text: string) => string, todo = '') => {
    const before = read(path)
    return { path, before, after: change(before), todo }
  }
  const listed = (path: string) => changed(path, (text) => withTool(path, text, tool))
  const changes = [
    made(`extension/tools/${tool}.ts`, 'tool.ts', 'how its pages are known, and where they say what'),
    made(`tests/extension/tools/rows/${tool}.ts`, 'rows.ts', 'what is to be read from its test page'),
    changed('README.md', (text) => withRow(text, tool), "its row under 'Tools that it reads'"),
    listed('extension/tools/places.ts'),
    listed('extension/tools/readers.ts'),
    made(
      `tests/extension/tools/pages/${tool}-ticket.html`,
      'pages/ticket.html',
      'a small page in its shape, by hand, with invented people',
    ),
  ]
  const style: FormatConfig = JSON.parse(read('.oxfmtrc.json'))
  return Promise.all(changes.map((change) => formatted(change, style)))
}

/** The skeletons are real files of the project, so that the compiler tells when the form of a tool has changed. */
function fromSkeleton(name: string, tool: string): string {
  return readFileSync(join(SKELETON, name), 'utf8')
    .replaceAll('new-tool', tool)
    .replace("'../../../extension/tools/tool.ts'", "'./tool.ts'")
    .replace("'../../extension/tools/row.ts'", "'../row.ts'")
}

function withRow(readme: string, tool: string): string {
  if (!LAST_ROW.test(readme)) throw new Error('README.md: here is no table of tools that ends with `generic`')
  return readme.replace(LAST_ROW, `| \`${tool}\` | FILL ME: which pages | FILL ME: whom, best first |\n$&`)
}

/** Test pages are as their authors write them. */
async function formatted(change: Change, style: FormatConfig): Promise<Change> {
  if (change.path.endsWith('.html')) return change
  const { code, errors } = await format(change.path, change.after, style)
  if (errors[0]) throw new Error(`${change.path}: ${errors[0].message}`)
  return { ...change, after: code }
}

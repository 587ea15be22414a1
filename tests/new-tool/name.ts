import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { withoutRow } from '../house/readme.ts'

/** Why no tool can be made under that name, and what to do about it; null where one can. */
export function complaintAbout(name: string, root: string): string | null {
  if (!/^[a-z][a-z\d]*(-[a-z\d]+)*$/.test(name))
    return `'${name}' is no name for a tool: write lower-case letters and digits, with hyphens between words, such as azure-devops`
  if (parseSync('a.ts', `import * as ${name.replaceAll('-', '')} from 'a'`).errors.length > 0)
    return `'${name}' is a word of the language that readers are written in: make it longer, such as ${name}-tracker`
  const there = existing(name, root)
  return there.length > 0
    ? `${name} is here already: ${there.join(', ')}. Edit that, or choose another name`
    : null
}

/** What a tool of that name has in the project. */
function existing(name: string, root: string): string[] {
  const files = globSync(
    [
      `extension/tools/${name}.ts`,
      `tests/extension/tools/rows/${name}.ts`,
      `tests/extension/tools/pages/${name}-ticket.html`,
    ],
    { cwd: root },
  )
  const hasRow = withoutRow(readFileSync(join(root, 'README.md'), 'utf8'), [name]).length === 0
  return hasRow ? [...files.toSorted(), 'a row of README.md'] : files.toSorted()
}

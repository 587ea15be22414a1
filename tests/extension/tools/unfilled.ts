import { globSync, readFileSync } from 'node:fs'

/** Where `npm run new-tool` leaves something to fill. */
const FILES = ['extension/tools/*.ts', 'tests/extension/tools/{rows,pages}/*', 'README.md']

/** Where lines are still as `npm run new-tool` made them: `extension/tools/gitlab.ts:7: …`. */
export function unfilled(): string[] {
  const paths = globSync(FILES).map((path) => path.replaceAll('\\', '/'))
  return paths.toSorted().flatMap((path) => {
    const lines = readFileSync(path, 'utf8').split('\n')
    return lines.flatMap((line, index) =>
      isToSay(line, lines[index - 1]) ? `${path}:${index + 1}: ${line.trim()}` : [],
    )
  })
}

/** The words of the skeleton, not each line that they are about. */
function isToSay(line: string, before: string | undefined): boolean {
  return isUnfilled(line) && (line.includes('FILL ME:') || !isUnfilled(before))
}

function isUnfilled(line = ''): boolean {
  return /fill[ -]me/i.test(line)
}

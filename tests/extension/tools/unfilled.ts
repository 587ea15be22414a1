import { globSync, readFileSync } from 'node:fs'

/** Where `npm run new-tool` leaves something to fill. */
const FILES = ['extension/tools/*.ts', 'tests/extension/tools/{rows,pages}/*', 'README.md']

/** Each line that is still as `npm run new-tool` made it: `extension/tools/gitlab.ts:7: …`. */
export function unfilled(): string[] {
  const paths = globSync(FILES).map((path) => path.replaceAll('\\', '/'))
  return paths.toSorted().flatMap((path) => {
    const lines = readFileSync(path, 'utf8').split('\n')
    return lines.flatMap((line, index) =>
      /fill[ -]me/i.test(line) ? `${path}:${index + 1}: ${line.trim()}` : [],
    )
  })
}

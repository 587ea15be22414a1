import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import packageFile from '../package.json' with { type: 'json' }

const changelog = readFileSync('.github/CHANGELOG.md', 'utf8')
const releases = changelog.split(/^## /m).slice(1)

/** The entries under a heading of a release. */
function entries(release: string, heading: string): string[] {
  const [, after = ''] = release.split(`### ${heading}\n`)
  const [section = ''] = after.split(/^###? /m)
  return section.split('\n').filter((line) => line.startsWith('- '))
}

test('the version at hand is the newest release of the changelog', () => {
  expect(releases[0]).toMatch(new RegExp(`^${RegExp.escape(packageFile.version)}, \\d{4}-\\d{2}-\\d{2}\n`))
})

test('each release says what to do when upgrading', () => {
  expect(releases.length).toBeGreaterThan(0)
  expect(releases.filter((release) => entries(release, 'Upgrading').length === 0)).toEqual([])
})

test('the first release says what there is', () => {
  expect(entries(releases.at(-1) ?? '', 'New').length).toBeGreaterThan(2)
})

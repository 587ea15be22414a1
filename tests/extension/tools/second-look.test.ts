import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { secondLook } from '../../../extension/tools/mediawiki.ts'
import { readPage } from '../../../extension/tools/read-page.ts'
import { openPage } from './open-page.ts'

function opened(file: string, address: string) {
  return openPage(readFileSync(new URL(`pages/${file}.html`, import.meta.url), 'utf8'), new URL(address))
}

const article = opened('mediawiki-article', 'https://wiki.corp.example/wiki/On-call_runbook')
const revisions = (...users: object[]) => ({ query: { pages: [{ pageid: 2, revisions: users }] } })

describe("MediaWiki's second look", () => {
  it('asks the wiki itself for the page that is read, where it shows nobody', () => {
    const paths = secondLook.paths(article, readPage(article)).map((path) => new URL(path, article.url))
    expect(paths.map(({ pathname }) => pathname)).toEqual(['/w/api.php', '/w/api.php'])
    expect(paths.map(({ searchParams }) => searchParams.get('titles'))).toEqual([
      'On-call runbook',
      'On-call runbook',
    ])
  })

  it.each([
    ['mediawiki-history', 'https://wiki.corp.example/w/index.php?title=On-call_runbook&action=history'],
    ['mediawiki-special', 'https://wiki.corp.example/wiki/Special:RecentChanges'],
  ])('asks nothing on %s', (file, address) => {
    const page = opened(file, address)
    expect(secondLook.paths(page, readPage(page))).toEqual([])
  })

  it('finds the path of a wiki in a folder without its script variables', () => {
    const page = openPage(
      '<meta name="generator" content="MediaWiki 1.43"><h1 id="firstHeading">A</h1><form action="/team/mediawiki/index.php"></form>',
      new URL('https://corp.example/team/mediawiki/index.php/A'),
    )
    expect(secondLook.paths(page, readPage(page))[0]).toMatch(/^\/team\/mediawiki\/api\.php\?.*titles=A&/)
  })

  it('names the last editor, then the author, and neither the viewer nor a bot nor an address', () => {
    const latest = revisions(
      { user: 'Noor Haddad' },
      { user: 'UpdateBot' },
      { user: '10.0.0.7', anon: true },
      { user: 'Li Wei' },
      { user: 'Jorge' },
    )
    expect(secondLook.parse([latest, revisions({ user: 'Priya Raman' })], article)).toEqual([
      { role: 'editor', handle: 'Li Wei' },
      { role: 'author', handle: 'Priya Raman' },
    ])
  })

  it('names once who did both', () => {
    const answer = revisions({ user: 'Li Wei' })
    expect(secondLook.parse([answer, answer], article)).toEqual([{ role: 'editor', handle: 'Li Wei' }])
  })

  it.each([
    [null],
    [[]],
    ['no'],
    [{ query: null }],
    [{ query: { pages: [{ missing: true }] } }],
    [{ error: { code: 'readapidenied' } }],
  ])('makes nobody of %j', (answer) => {
    expect(secondLook.parse([answer, null], article)).toEqual([])
  })
})

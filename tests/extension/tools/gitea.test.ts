import { expect, it } from 'vitest'
import { readPage } from '../../../extension/tools/read-page.ts'
import { openPage } from './open-page.ts'

it("misses nobody on an item from elsewhere, and does not take the repository's owner for its author", () => {
  const html =
    '<meta name="author" content="Priya Raman"><nav><a href="/explore/repos">Explore</a></nav><h1>Queue grows #7</h1>'
  const page = openPage(html, new URL('https://forge.corp.example/priya/ledger/issues/7'))
  expect(readPage(page)).toMatchObject({
    workItem: { tool: 'gitea', key: 'priya/ledger#7' },
    people: [],
    missing: [],
  })
})

import { describe, expect, it } from 'vitest'
import { readMailto } from '../../../extension/tools/mailto.ts'
import { readLinked } from '../../../extension/tools/read-page.ts'
import { openPage } from './open-page.ts'

describe('readMailto', () => {
  it.each([
    ['mailto:jo@corp.example', 'jo@corp.example'],
    ['MAILTO:jo%2Bwork@corp.example?subject=Hi&cc=eve@corp.example', 'jo+work@corp.example'],
    ['mailto:jo@corp.example,eve@corp.example', 'jo@corp.example'],
    ['mailto:', null],
    ['mailto:?subject=Hi', null],
    ['mailto:%', null],
    ['mailto:jo@corp.example%0d%0aBcc:eve@evil.test', null],
    ['https://corp.example/mailto:jo@corp.example', null],
  ])('%s -> %s', (address, email) => {
    expect(readMailto(address)).toBe(email)
  })
})

const elsewhere = openPage('<title>Lunch</title>', new URL('https://corp.example/lunch'))
const onWiki = openPage(
  '<meta name="generator" content="MediaWiki 1.43">',
  new URL('https://wiki.corp.example/wiki/A'),
)
const onTracker = openPage(
  '<meta name="description" content="Redmine">',
  new URL('https://tracker.corp.example/issues/7'),
)

describe('readLinked', () => {
  it.each([
    [
      onWiki,
      'mediawiki',
      'https://wiki.corp.example/wiki/User:Li_Wei',
      'Li',
      { handle: 'Li Wei', name: 'Li' },
    ],
    [
      onWiki,
      'mediawiki',
      'https://wiki.corp.example/w/index.php?title=Benutzer:Li_Wei&action=edit&redlink=1',
      null,
      { handle: 'Li Wei' },
    ],
    [onTracker, 'redmine', 'https://tracker.corp.example/users/5', 'Li Wei', { name: 'Li Wei' }],
    [elsewhere, 'github', 'https://github.com/liwei', 'anything', { handle: 'liwei' }],
  ])(
    'knows the person behind a link, as its own site knows them (%#)',
    (page, tool, address, text, person) => {
      const url = new URL(address)
      expect(readLinked(page, { url, text })).toMatchObject({
        tool,
        origin: url.origin,
        people: [{ role: 'participant', ...person }],
      })
    },
  )

  it('never takes a handle of another site for one of this page', () => {
    const url = new URL('https://github.com/liwei')
    expect(readLinked(onWiki, { url, text: 'Li' })).toMatchObject({ tool: 'github', origin: url.origin })
  })

  it('knows an e-mail address anywhere', () => {
    const linked = readLinked(elsewhere, { url: new URL('mailto:li@corp.example'), text: 'Li' })
    expect(linked?.people).toMatchObject([{ role: 'participant', email: 'li@corp.example' }])
  })

  it.each([
    [onWiki, 'https://wiki.corp.example/wiki/On-call_runbook'],
    [onWiki, 'https://wiki.corp.example/wiki/User:Li_Wei/Notes'],
    [onWiki, 'https://wiki.corp.example/wiki/User:10.0.0.7'],
    [onWiki, 'https://elsewhere.example/wiki/User:Li_Wei'],
    [onTracker, 'https://tracker.corp.example/groups/5'],
    [elsewhere, 'https://github.com/settings'],
    [elsewhere, 'https://github.com/corp/ledger'],
    [elsewhere, 'https://corp.example/liwei'],
  ])('knows nobody behind another (%#)', (page, address) => {
    expect(readLinked(page, { url: new URL(address), text: 'Li Wei' })).toBeNull()
  })
})

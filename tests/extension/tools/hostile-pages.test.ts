import { describe, expect, it } from 'vitest'
import { readPage } from '../../../extension/tools/read-page.ts'
import type { Page } from '../../../extension/tools/tool.ts'
import { WorkItem } from '../../../shared/recognition.ts'
import * as v from 'valibot'
import { openPage } from './open-page.ts'

const GITHUB = '<meta name="user-login" content="noor">'
const WIKI = '<meta name="generator" content="MediaWiki 1.43">'

describe('a page that means harm', () => {
  it.each([
    ['markup in its title', '<title>&lt;img src=x onerror=alert(1)&gt;</title>', 'https://corp.example/a'],
    [
      'controls and directions in its title',
      '<title>Pay\u202Egnp.exe\u0007\u0000 now</title>',
      'https://corp.example/a',
    ],
    [
      'half a character at the cut of its title',
      `<title>${'x'.repeat(299)}\u{1F600}</title>`,
      'https://corp.example/a',
    ],
    [
      'a form that hides the document',
      '<form name="title"><input name="querySelector"><input name="textContent"></form>',
      'https://corp.example/a',
    ],
    ['an address with a pattern in it', `${GITHUB}<title>x</title>`, 'https://github.com/a/b/issues/(((?'],
    ['an address that does not decode', `${WIKI}<title>x</title>`, 'https://wiki.corp.example/wiki/%E0%A4%A'],
    ['an address beyond all measure', '<title>x</title>', `https://corp.example/a?id=${'9'.repeat(5000)}`],
    [
      'islands that do not parse',
      `${GITHUB}<script type="application/json" data-target="react-app.embeddedData">{"number":7,</script>`,
      'https://github.com/a/b/issues/7',
    ],
    ['nothing at all', '', 'https://corp.example/'],
  ])('with %s is read like any other', (_what, html, address) => {
    const { workItem } = readPage(openPage(html, new URL(address)))
    expect(() => v.parse(WorkItem, workItem)).not.toThrow()
  })

  it.each(['file:///etc/passwd', 'about:blank', 'blob:https://corp.example/7'])(
    'has no work item at %s',
    (address) => {
      expect(readPage(openPage('<title>x</title>', new URL(address))).workItem).toBeNull()
    },
  )

  it('drops credentials, sessions and marks from the address', () => {
    const page = openPage(
      '<title>x</title>',
      new URL('https://jo:secret@corp.example/a?id=7&PHPSESSID=1&utm_source=2#c4'),
    )
    expect(readPage(page).workItem?.url).toBe('https://corp.example/a?id=7')
  })

  it('does not take its canonical address from another host or page', () => {
    const page = openPage(
      '<link rel="canonical" href="https://evil.example/a"><title>x</title>',
      new URL('https://corp.example/a'),
    )
    expect(readPage(page).workItem?.url).toBe('https://corp.example/a')
  })

  it('of eight times as many signatures takes about eight times as long, not sixty-four', () => {
    const [few, many] = [talkPage(400), talkPage(3200)]
    timeToRead(few)
    const rounds = Array.from({ length: ROUNDS }, () => ({ few: timeToRead(few), many: timeToRead(many) }))
    const best = (size: 'few' | 'many') => Math.min(...rounds.map((round) => round[size]))
    expect(best('many') / best('few')).toBeLessThan(32)
  }, 60_000)
})

/** A busy machine slows some readings down, hardly the best of so many. */
const ROUNDS = 3

/** A talk page with so many signatures. */
function talkPage(count: number): Page {
  const signature = (number: number) =>
    `<p>x <a href="/wiki/User:P${number}">P</a> (<a href="/wiki/User_talk:P${number}">talk</a>) 10:12, 3 March 2026</p>`
  const html = `${WIKI}<div id="mw-content-text">${Array.from({ length: count }, (_, number) => signature(number)).join('')}</div>`
  return openPage(html, new URL('https://wiki.corp.example/wiki/Talk:A'))
}

/** In milliseconds. */
function timeToRead(page: Page): number {
  const start = performance.now()
  expect(readPage(page).people).toHaveLength(8)
  return performance.now() - start
}

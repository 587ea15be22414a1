import { describe, expect, it } from 'vitest'
import { readPage } from '../../../extension/tools/read-page.ts'
import type { Page, Reading } from '../../../extension/tools/tool.ts'
import { PersonOnPage, WorkItem } from '../../../shared/recognition.ts'
import * as v from 'valibot'
import { openPage } from './open-page.ts'
import { pageOf, type Row, rows } from './row.ts'

const GITHUB = '<meta name="user-login" content="noor">'
const JIRA = '<meta name="application-name" content="JIRA">'
const WIKI = '<meta name="generator" content="MediaWiki 1.43">'

const MARKUP = ' "><img src=x onerror=alert(1)>\u202E\u0000<script>alert(1)</script>{{7*7}}'

const PROTOTYPES =
  '{"__proto__":{"polluted":1,"author":{"name":"A"}},"constructor":{"prototype":{"polluted":1}},"author":{"__proto__":{"name":"B"},"name":"toString"},"number":7,"title":"__proto__","username":"hasOwnProperty"}'

const LARGE = 5_000_000

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

describe.each(rows)('$file, made to do harm,', (row: Row) => {
  it('is read as text, whatever its texts and links hold', () => {
    const page = pageOf(row)
    for (const element of page.root.querySelectorAll('*')) {
      for (const text of element.childNodes) if (text.nodeType === 3) text.textContent += MARKUP
      for (const name of ['href', 'title', 'content', 'data-username', 'rel'])
        if (element.hasAttribute(name)) element.setAttribute(name, element.getAttribute(name) + MARKUP)
    }
    expectValid(readPage(page))
  })

  it('has nobody behind a link that runs', () => {
    const page = pageOf(row)
    for (const link of page.root.querySelectorAll('a[href]'))
      link.setAttribute('href', `javascript:alert(1)//${link.getAttribute('href')}`)
    const profiles = readPage(page).people.map(({ profileUrl }) => profileUrl)
    expect(profiles.filter((url) => url?.startsWith('javascript:'))).toEqual([])
  })

  it('changes no prototype, whatever its fields are called', () => {
    const address = row.url.replace(/(?<=example\/).*/, '__proto__/constructor/$&')
    const page = openPage(pageOf(row).root.outerHTML, new URL(address))
    for (const script of page.root.querySelectorAll('script')) script.textContent = PROTOTYPES
    for (const island of page.root.querySelectorAll('[data-preloaded], [data-sidebar], [data-page]'))
      for (const name of island.getAttributeNames()) island.setAttribute(name, PROTOTYPES)
    expectValid(readPage(page))
    expect(Object.keys(Object.prototype)).toEqual([])
    expect({}).not.toHaveProperty('polluted')
  })
})

describe('a page beyond all measure', () => {
  const address = new URL('https://corp.example/corp/ledger/issues/7')
  const browse = new URL('https://corp.example/browse/LED-7')

  it.each([
    ['bylines', address, '', '<a rel="author" href="/p/N">Person N</a>', 0],
    [
      'comments on GitHub',
      address,
      GITHUB,
      '<h3 class="timeline-comment-header"><a class="author" href="/person-N">N</a></h3>',
      8,
    ],
    ['comments in Jira', browse, JIRA, '<a id="commentauthor_N" rel="person-N">Person N</a>', 8],
  ])(
    'with ten thousand %s names no more than can be offered',
    (_what, url, head, author, count) => {
      const authors = Array.from({ length: 10_000 }, (_, nth) => author.replaceAll('N', `${nth}`))
      expect(readPage(openPage(head + authors.join(''), url)).people).toHaveLength(count)
    },
    60_000,
  )

  it.each([
    ['its title', (text: string) => `<title>${text}</title><h1>${text}</h1>`],
    [
      'a name',
      (text: string) => `<meta name="author" content="${text}"><a rel="author" href="/${text}">${text}</a>`,
    ],
    ['what is said there', (text: string) => `<title>x</title><p>${text}</p>`],
    ['an island', (text: string) => `<script type="application/ld+json">{"author":"${text}"}</script>`],
  ])(
    'with 5 MB in %s is read within the limits of the treaty',
    (_what, html) => {
      for (const text of [
        'x'.repeat(LARGE),
        ' - #7: x (y) by '.repeat(LARGE / 16),
        '/users/7'.repeat(LARGE / 8),
      ])
        for (const head of [GITHUB, JIRA, WIKI, ''])
          expectValid(readPage(openPage(head + html(text), address)))
    },
    60_000,
  )
})

/** Within the limits of the treaty: what else would not be sent. */
function expectValid({ workItem, people }: Reading): void {
  expect(() => v.parse(WorkItem, workItem)).not.toThrow()
  expect(() => v.parse(v.array(PersonOnPage), people)).not.toThrow()
}

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

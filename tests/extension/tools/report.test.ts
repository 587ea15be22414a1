import { describe, expect, it } from 'vitest'
import { SHOWN_NAMES, SHOWN_WORDS } from '../../../extension/tools/report-words.ts'
import { reportOf } from '../../../extension/tools/report.ts'
import { openPage } from './open-page.ts'
import { pageOf, type Row, rows } from './row.ts'

const report = (html: string) => reportOf(openPage(html, new URL('https://corp.example/')))

/** The last line of a report on something in a page's body. */
const lineOf = (html: string) => report(html).split('\n').at(-1)?.trim().replaceAll(/#\d+/g, '#')

/** Runs of letters, of any script; 'firstHeading' is two. */
const wordsIn = (text: string) =>
  Array.from(text.matchAll(/\p{Lu}?\p{Ll}+|\p{Lu}+|\p{L}+/gu), ([word]) => word.toLowerCase())

describe.each(rows)('of $file', (row: Row) => {
  const page = pageOf(row)
  const words = new Set(wordsIn(reportOf(page)))

  it('shows no word but those of HTML and of any interface', () => {
    expect([...words].filter((word) => !SHOWN_NAMES.has(word) && !/^h[1-6]?$/.test(word))).toEqual([])
  })

  it('shows nothing that can be read on the page', () => {
    const elements = Array.from(page.root.querySelectorAll('*'))
    const values = elements.flatMap((element) => Array.from(element.attributes, ({ value }) => value))
    const said = new Set(wordsIn([page.root.textContent, ...values, row.title, ...row.people].join(' ')))
    const ordinary = (word: string) => SHOWN_NAMES.has(word) || word.length < 2
    expect([...said].filter((word) => !ordinary(word) && words.has(word))).toEqual([])
    expect(said.size).toBeGreaterThan(5)
  })
})

describe('a report', () => {
  it.each([
    ['<p>Amelia Hart</p>', 'p "#"'],
    ['<p title="Amelia Hart">x</p>', 'p title="#" "#"'],
    [
      '<p class="issue-header li-wei user_amelia assigneeName">x</p>',
      'p class="issue-header #-# user_# assigneeName" "#"',
    ],
    ['<p id="issue-4711">x</p>', 'p id="issue-#" "#"'],
    ['<p class="名前 Übersicht 12">x</p>', 'p class="# # #" "#"'],
    [
      '<a href="https://jira.corp.example/users/amelia?issue=12#note">x</a>',
      'a href="https://#/users/#?issue=##note" "#"',
    ],
    ['<a href="mailto:amelia@corp.example">x</a>', 'a href="#:#" "#"'],
    [
      '<li-wei data-amelia="1" data-user-id="7" style="color: red" onclick="amelia()">x</li-wei>',
      '#-# data-#="#" data-user-id="#" "#"',
    ],
    ['<svg><title>Amelia</title></svg>', 'svg'],
  ])('has a number in place of every word that could be about somebody: %s', (html, line) => {
    expect(lineOf(html)).toBe(line)
  })

  it('gives equal texts equal numbers, wherever they stand, and others others', () => {
    const [first, second, third] = report('<i>Li Wei</i><b title="Li Wei">Jo</b><u> Li  Wei </u>')
      .split('\n')
      .slice(-3)
    const number = /#\d+/.exec(first ?? '')?.[0] ?? ''
    expect(second).toContain(`title="${number}"`)
    expect(second).not.toContain(`"${number}"\n`)
    expect(third).toContain(`"${number}"`)
    expect(second?.match(/#\d+/g)).toHaveLength(2)
  })

  it('has the same numbers for two pages that are built alike, whoever is on them', () => {
    const pages = ['Amelia Hart', 'Li Wei'].map((name) => `<h1>Queue</h1><p title="${name}">${name}</p>`)
    expect(report(pages[0] ?? '')).toBe(report(pages[1] ?? ''))
  })

  it('shows what is alike twice, and counts the rest', () => {
    const rowsOf = (count: number) => '<tr class="issue"><td>7</td></tr>'.repeat(count)
    expect(report(`<table>${rowsOf(40)}</table>`)).toMatch(/(tr class="issue"\n +td "#\d+"\n +){2}… 38 more/)
  })

  it('of a page beyond all measure is short, and whole down to some level', () => {
    const level = (depth: number): string =>
      depth === 0
        ? 'x'
        : `<div class="a${depth}">${level(depth - 1)}</div><p id="p${depth}">${level(depth - 1)}</p><ul>x</ul>`
    const long = report(level(9))
    expect(long.length).toBeLessThanOrEqual(20_000)
    expect(long.length).toBeGreaterThan(5000)
  })

  it('is made of a page that hides its own elements', () => {
    const html =
      '<form><input name="attributes"><input name="localName"><input name="children"><p>Amelia</p></form><h1>x</h1>'
    expect(report(html)).toMatch(/h1 "#\d+"/)
  })

  it('knows no first name as a word', () => {
    for (const name of ['mark', 'max', 'val', 'grant', 'may', 'rose', 'art', 'will', 'bill', 'jack', 'art'])
      expect(SHOWN_WORDS.has(name), name).toBe(false)
  })
})

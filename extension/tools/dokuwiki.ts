import type { PageKind, PeopleSource, Place, TextSource } from './tool.ts'

export const id = 'dokuwiki'

export const place: Place = { marks: '[name="generator"][content^="DokuWiki"]', titles: ['.page h1'] }

/** A wiki shows logins or names, as its admin likes. */
const handle: TextSource = { at: '', part: /^(?<text>[a-z\d._-]+)$/ }
const people: readonly PeopleSource[] = [
  { role: 'editor', at: '.diff_sidebyside tr > th:last-child .user', most: 1, handle },
  // 'ops/runbook.txt · Last modified: 2026/11/20 11:16 by Jo Doe', in any language; each of the two names in a <bdi>, once in none.
  { role: 'editor', at: ':not(li) > bdi ~ bdi, .dw-docinfo bdi', most: 1, handle },
  { role: 'editor', at: 'div.meta > .doc', part: /\d:\d\d \S+ (?<name>[^()·]+)/ },
  { role: 'author', at: 'html:not(:has(.pagenav-next)) #page__revisions ul > li:last-child .user', handle },
]

const keyAt: readonly TextSource[] = [
  { at: 'script:not([src])', part: /JSINFO = \{"id":"(?<text>[^"\\]+)"/ },
  'input[type="hidden"][name="id"]',
]
const title: readonly TextSource[] = [
  { at: 'html:has([name="rev2[]"]) > head > title', part: /^(?<text>.+) - [^[]+ \[[^[]*$/ },
  { at: 'head > title', part: /^(?<text>.+) \[[^[]*$/ },
]
const LISTS =
  /[?&]do=(?:admin|index|log|media|profile|recent|regist|resend|search|subscribe)|\/lib\/(?:exe|plugins)\/|\/_(?:detail|media|export)\//
const NAMED = /^(?<base>[^?]*)\?(?:[^?]*&)?id=(?:%3A|:)?(?<key>[^&]*[^&:])(?:&|$)/

/** With other settings a page's name is a path, and only the page tells what of that is its name. */
export const kinds: readonly PageKind[] = [
  { kind: 'page', address: LISTS, title },
  { kind: 'wiki', address: NAMED, url: '{base}?id={key}', title, people },
  { kind: 'wiki', address: /^/, keyAt, title, people },
]
/** The line that a signature begins with knows them, too. */
export const viewer: readonly TextSource[] = [
  'li.user bdi',
  'ul:has([href*="do=logout"]) bdi',
  { at: 'script:not([src])', part: /SIG=" --- [^[]*\[\[[^|\]]+\|(?<text>[^\]]+)\]/ },
  { at: 'div.user', part: /\((?<text>\S+)\)$/ },
  { at: 'div.user', part: /: (?<text>.+) \(/ },
]
export const profile = /[/=:]user[:/](?<handle>[^/?&:]+)$/

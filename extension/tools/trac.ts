import type { PageKind, PeopleSource, Place, TextSource } from './tool.ts'
import { subjectIn } from './trailers.ts'

export const id = 'trac'

export const place: Place = {
  marks: '[src*="/js/trac.js"], [href*="/css/trac.css"]',
  titles: ['#ticket .summary'],
}

/** In the link to their tickets; a login that is shown without one has no capitals and no spaces. */
const handle: readonly TextSource[] = [
  { at: 'a@href', part: /[?&](?:reporter|owner)=(?<text>[\w.-]+)(?:&|$)/ },
  { at: '', part: /^(?<text>[a-z\d._-]+)$/ },
]

const ticketTitle: readonly TextSource[] = [
  { at: 'head > title', part: /^#(?<key>\d+) \((?<text>.+?)\)(?: [–-] .*)?$/ },
  '#ticket .summary, h2.summary',
  'input[name="field_summary"]',
]

const ticketPeople: readonly PeopleSource[] = [
  { role: 'assignee', at: 'td[headers="h_owner"]', most: 1, handle },
  { role: 'author', at: 'td[headers="h_reporter"]', most: 1, handle },
  { role: 'commenter', at: '.change:has(p) h3 .trac-author', handle },
  {
    role: 'commenter',
    at: '.change:has(p) h3.change:not(:has(.trac-author))',
    part: /(?:^|[\s\d])(?:by|von|par|por|da|av|door) (?<name>\S.*)$/,
    handle: { at: '', part: /(?:by|von|par|por|da|av|door) (?<text>[a-z\d._-]+)$/ },
  },
]

export const kinds: readonly PageKind[] = [
  {
    kind: 'ticket',
    address: /^(?<base>(?:\/(?!(?:raw-)?attachment\/)[^/?]+)*?)\/ticket\/(?<key>\d+)\/?(?:$|\?)/,
    url: '{base}/ticket/{key}',
    title: ticketTitle,
    people: ticketPeople,
  },
  {
    kind: 'ticket',
    mark: 'td[headers="h_reporter"]',
    keyAt: [{ at: 'head > title', part: /^#(?<text>\d+) / }],
    title: ticketTitle,
    people: ticketPeople,
  },
  {
    kind: 'wiki',
    address: /^(?<base>(?:\/(?!(?:raw-)?attachment\/)[^/?]+)*?)\/wiki(?:\/(?<key>[^?]*[^?/]))?\/?(?:$|\?)/,
    keyAt: [() => 'WikiStart'],
    url: '{base}/wiki/{key}',
    title: [({ parts }) => parts['key'] ?? ''],
    people: [
      {
        // 'Version 3 by Jo Doe: what changed', in any language.
        role: 'editor',
        at: '#content a[href*="action=diff"][href*="version="][title]',
        most: 1,
        name: { at: '@title', part: /^\S+ \d+ \S+ (?<text>[^:]+)/ },
      },
      {
        role: 'editor',
        at: '#fieldhist tbody tr:first-child td.author, #overview dd.author',
        most: 1,
        handle,
      },
      { role: 'author', at: '#fieldhist tr:has(a[href$="version=1"]) td.author', most: 1, handle },
    ],
  },
  {
    kind: 'commit',
    address: /^(?<base>.*?)\/changeset\/(?<key>[\da-f]+)(?:\/|$|\?)/,
    title: [({ page }) => subjectIn(page.root.querySelector('dd.message, #overview dd:has(p)'))],
    people: [
      // Who made a change in Git stands before who put it there; Trac's own field knows the latter alone.
      { role: 'author', at: '#overview dd', most: 1, part: /^(?<name>\S.* <[^<>]*>) \([\d/:., -]+\)$/ },
      { role: 'author', at: '#overview dd.author', most: 1, handle },
      { trailersIn: '#overview dd.message' },
    ],
  },
]

/** 'logged in as Jo Doe', in any language. */
export const viewer: readonly TextSource[] = [
  '.trac-author-user',
  { at: 'ul:has(a[href$="/prefs"]) > li:first-child, #metanav li.first', part: /^\S+ \S+ \S+ (?<text>.+)$/ },
  { at: 'ul:has(a[href$="/prefs"]) > li:first-child, #metanav li.first', part: /(?<text>\S+)$/ },
]

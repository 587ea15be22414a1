import type { PageKind, Place, PeopleSource, TextSource } from './tool.ts'

export const id = 'bugzilla'

export const place: Place = {
  marks: '[href*="search_plugin.cgi"], [action$="process_bug.cgi"]',
  titles: ['#short_desc_nonedit_display', '#field-value-short_desc', 'h2'],
}

export const home = /\/show_bug\.cgi\?/

/** 'Bug 7 – Queue grows', '7 - (alias) Queue grows', in any language. */
const TAB = /^\D{0,20}(?<key>\d+)\s+[–-]\s+(?:\([\w.,-]+\)\s+)?(?<text>.+)/

/** The classic page, and the one of bugzilla.mozilla.org, by its templates (mozilla-bteam/bmo, extensions/BugModal). */
const people: readonly PeopleSource[] = [
  {
    role: 'assignee',
    at: 'th:has(a[href$="#assigned_to"]) + td .vcard, #field_label_assigned_to + td .vcard, #field-value-assigned_to .vcard',
    most: 1,
  },
  { role: 'assignee', at: 'td + td', label: /^Assigned To/, most: 1 },
  {
    role: 'author',
    at: '#bz_show_bug_column_2 > table > tbody > tr:first-child .vcard, th:has(a[href$="#reporter"]) + td .vcard, #field-value-reporter .vcard',
    most: 1,
  },
  { role: 'author', at: '.bz_first_comment .bz_comment_user .vcard, #ch-0 .change-author .vcard', most: 1 },
  { role: 'author', at: 'td + td:has(> a[href^="mailto:"])', label: /^Reporter:/, most: 1 },
  {
    role: 'commenter',
    at: '.bz_comment:not(.bz_first_comment) .bz_comment_user .vcard, .comment .change-author .vcard',
  },
  { role: 'commenter', at: 'span.bz_comment > a[href^="mailto:"]' },
]

export const kinds: readonly PageKind[] = [
  {
    kind: 'ticket',
    address: [
      /^(?<base>.*?)\/show_bug\.cgi\?(?:[^?]*&)?id=(?<key>[^&]+)/,
      // What answers when a bug was filed or changed.
      /^(?<base>.*?)\/(?:post|process)_bug\.cgi/,
    ],
    keyAt: ['form[action$="process_bug.cgi"] input[name="id"]'],
    url: '{base}/show_bug.cgi?id={key}',
    title: [
      '#short_desc_nonedit_display, #field-value-short_desc',
      'input[name="short_desc"]',
      { at: 'head > title', part: TAB },
    ],
    people,
  },
  {
    kind: 'ticket',
    address: /^(?<base>.*?)\/show_activity\.cgi\?(?:[^?]*&)?id=(?<key>[^&]+)/,
    url: '{base}/show_bug.cgi?id={key}',
    title: [
      { at: '#title', part: / (?<key>\d+): (?<text>.+)/ },
      { at: 'a.bz_bug_link@title', part: /^[A-Z]+(?: [A-Z]+)? - (?<text>.+)/ },
    ],
  },
]

/** 'Log out jo@corp.example'. */
export const viewer: readonly TextSource[] = [
  { at: 'li:has(a[href*="logout"]), td:has(a[href*="logout"])', part: /(?<text>\S+)$/ },
  'header .email, header .name',
]

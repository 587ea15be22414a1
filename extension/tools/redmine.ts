import { tabTitle, textOf } from './page.ts'
import type { Found, PageKind, Place, Seen, TextSource } from './tool.ts'

export const place: Place = {
  tool: 'redmine',
  marks:
    'meta[name="description"][content="Redmine"], body[class*="controller-"] #footer a[href*="redmine.org"]',
  titles: ['.issue .subject h3', '.wiki-page h1', '#content > h2'],
}

/** Before version 1.0 the project came first: 'Ledger - Bug #1: Queue grows - Corp Tracker'. */
const tabSubject: TextSource = ({ page, parts }: Found) => {
  const [before = '', after = ''] = tabTitle(page).split(`#${parts['key']}: `)
  return after.replace(before.includes(' - ') ? / - [^-]*$/ : / - [^]*? - [^]*/, '')
}

export const kinds: readonly PageKind[] = [
  {
    kind: 'ticket',
    address: /\/issues\/(?<key>\d+)(?:\/edit)?\/?(?:$|\?)/,
    title: [
      '.issue .subject h3',
      // The feed's title ends with the issue's, in every language: 'Ledger - Bug #1: Queue grows'.
      { at: 'link[type="application/atom+xml"]@title', part: /#(?<key>\d+): (?<text>.+)/ },
      tabSubject,
      '#content h3',
    ],
    people: [
      {
        role: 'assignee',
        at: '.issue .assigned-to a[href*="/users/"], .issue .assigned_to.value a[href*="/users/"]',
        most: 1,
      },
      {
        role: 'author',
        at: '.issue p.author a[href*="/users/"], .issue > .author a[href*="/users/"]',
        most: 1,
      },
      // Who only changed a field did not say anything.
      { role: 'commenter', at: '#history [id^="change-"]:has([id$="-notes"], .wiki) h4 a[href*="/users/"]' },
    ],
  },
  {
    kind: 'wiki',
    address:
      /^(?<base>.*\/projects\/[^/]+)\/wiki\/(?<key>[^/?]+)(?:\/(?:history|diff|annotate|edit|\d)|\/?(?:$|\?))/,
    url: '{base}/wiki/{key}',
    title: [({ parts }) => parts['key']?.replaceAll('_', ' ') ?? ''],
    people: [
      {
        role: 'editor',
        at: '.wiki-update-info a[href*="/users/"], td.author a[href*="/users/"]',
        most: 1,
      },
      diffEditor,
    ],
  },
  {
    kind: 'commit',
    address: [
      /\/repository\/(?:[^?]*\/)?revisions\/(?<key>[^/?]+)/,
      /\/repository\/[^?]*[?&]rev=(?<key>[\da-f]{7,40})/,
    ],
    title: ['.changeset-comments p', '.changeset-comments', firstLine],
    people: [
      {
        role: 'author',
        at: '#content h4 a[href*="/users/"], #content .author a[href*="/users/"]',
        most: 1,
      },
      { trailersIn: '.changeset-comments' },
    ],
  },
]

/** Redmine shows the viewer's login where it shows others' names: their own page's address tells them apart too. */
export const viewer: readonly TextSource[] = [
  '#loggedas a',
  '#loggedas a@href',
  '.flyout-menu__avatar a.user',
  '.flyout-menu__avatar a.user@href',
]

/** Groups have other addresses. */
export const profile = /\/users\/\d+$/

function firstLine({ page }: Found): string {
  const [line = ''] = (page.root.querySelector('head > title')?.textContent ?? '').split('\n')
  return line.replace(/^.*? - /, '')
}

/** '(Jo Doe, 11/21/2026 08:29 PM)': the second of two on a page that compares revisions. */
function diffEditor({ page }: Found): Seen[] {
  const [, after] = Array.from(page.root.querySelectorAll('#content > p > em'), textOf)
  const name = /^\((.+?), [^,]*\d/.exec(after ?? '')?.[1]
  return name ? [{ role: 'editor', name }] : []
}

import type { PageKind, Place, TextSource } from './tool.ts'
import { subjectIn } from './trailers.ts'

export const id = 'redmine'

export const place: Place = {
  marks: '[name="description"][content="Redmine"], #footer [href*="redmine.org"]',
  titles: ['.subject h3', '.wiki-page h1', '#content > h2'],
}

export const kinds: readonly PageKind[] = [
  {
    kind: 'ticket',
    address: /\/issues\/(?<key>\d+)(?:\/edit)?\/?(?:$|\?)/,
    title: [
      '.issue .subject h3',
      // The feed's title ends with the issue's, in every language: 'Ledger - Bug #1: Queue grows'.
      { at: 'link[type="application/atom+xml"]@title', part: /#(?<key>\d+): (?<text>.+)/ },
      // 'Bug #1: Queue grows - Ledger - Corp Tracker'; before version 1.0 the project came first.
      { at: 'head > title', part: /^(?:(?! - )[^#])*#(?<key>\d+): (?<text>.+?) - .+ - / },
      { at: 'head > title', part: / - [^#]*#(?<key>\d+): (?<text>.+) - [^-]*$/ },
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
      // '(Jo Doe, 11/21/2026 08:29 PM)': the second of two on a page that compares revisions.
      { role: 'editor', at: '#content > p > em ~ em', most: 1, part: /^\((?<name>.+?), [^,]*\d/ },
    ],
  },
  {
    kind: 'commit',
    address: [
      /\/repository\/(?:[^?]*\/)?revisions\/(?<key>[^/?]+)/,
      /\/repository\/[^?]*[?&]rev=(?<key>[\da-f]{7,40})/,
    ],
    title: [
      '.changeset-comments p',
      '.changeset-comments',
      ({ page }) => subjectIn(page.root.querySelector('head > title')).replace(/^.*? - /, ''),
    ],
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

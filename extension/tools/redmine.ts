import type { PersonOnPage } from '../../shared/recognition.ts'
import {
  absolute,
  addressIn,
  decoded,
  firstText,
  kindOf,
  oneLine,
  tabTitle,
  textOf,
  workItem,
} from './page.ts'
import { offer, personOf } from './people.ts'
import type { Page, PageKind, Place, ProfileLink, Reading, Sample, Seen } from './tool.ts'
import { reviewersIn } from './trailers.ts'

const TICKET = /\/issues\/(\d+)(?:\/edit)?\/?(?:$|\?)/
const WIKI = /\/projects\/[^/]+\/wiki\/([^/?]+)(?:\/(?:history|diff|annotate|edit|\d)|\/?(?:$|\?))/
const COMMIT = /\/repository\/(?:[^?]*\/)?revisions\/([^/?]+)|\/repository\/[^?]*[?&]rev=([\da-f]{7,40})/

export const place: Place = {
  tool: 'redmine',
  marks:
    'meta[name="description"][content="Redmine"], body[class*="controller-"] #footer a[href*="redmine.org"]',
  titles: ['.issue .subject h3', '.wiki-page h1', '#content > h2'],
}

export const kinds: readonly PageKind[] = [
  { kind: 'ticket', address: TICKET },
  { kind: 'wiki', address: WIKI },
  { kind: 'commit', address: COMMIT },
]

export const samples: readonly Sample[] = [
  { url: 'https://tracker.corp.example/issues/7', kind: 'ticket' },
  { url: 'https://corp.example/redmine/issues/7?tab=notes', kind: 'ticket' },
  { url: 'https://tracker.corp.example/projects/ledger/wiki/On-call_runbook/diff?version=3', kind: 'wiki' },
  { url: 'https://tracker.corp.example/projects/ledger/repository/main/revisions/bed66d28', kind: 'commit' },
]

/** Issues, wiki pages and revisions; a list names nobody. */
export function read(page: Page): Reading | null {
  const kind = kindOf(kinds, page)
  const key = kind ? keyOf(kind, page) : null
  const title = (kind && titles[kind.kind]?.(page, key ?? '')) || firstText(page, '#content h2', 'title')
  const item = workItem({ tool: 'redmine', kind: kind?.kind ?? 'page', key, title, url: itemUrl(kind, page) })
  const seen = kind ? (people[kind.kind]?.(page) ?? []) : []
  return { workItem: item, people: offer(kind?.kind ?? 'page', seen, viewer(page)) }
}

export function readLink(link: ProfileLink): PersonOnPage | null {
  const name = link.text?.trim()
  if (!name || !/\/users\/\d+$/.test(link.url.pathname)) return null
  return personOf({ role: 'participant', name, profileUrl: link.url.href })
}

function keyOf(kind: PageKind, page: Page): string | null {
  const found = kind.address?.exec(addressIn(page))
  const key = found?.[1] ?? found?.[2]
  return key === undefined ? null : decoded(key)
}

const titles: Partial<Record<PageKind['kind'], (page: Page, key: string) => string>> = {
  ticket: (page, key) =>
    firstText(page, '.issue .subject h3') ||
    afterNumber(feedTitle(page), key) ||
    tabSubject(page, key) ||
    firstText(page, '#content h3'),
  wiki: (_page, key) => key.replaceAll('_', ' '),
  commit: (page) => firstText(page, '.changeset-comments p', '.changeset-comments') || firstLine(page),
}

/** 'Ledger - Bug #1: Queue grows': the feed's title ends with the issue's, in every language. */
function feedTitle(page: Page): string {
  const feed = page.root.querySelector('link[type="application/atom+xml"][title]')
  return oneLine(feed?.getAttribute('title') ?? '')
}

function afterNumber(text: string, key: string): string {
  const start = text.indexOf(`#${key}: `)
  return start < 0 ? '' : text.slice(start + key.length + 3)
}

/** The tab says 'Bug #1: Queue grows - Ledger - Corp Tracker', since version 1.0; before, the project came first. */
function tabSubject(page: Page, key: string): string {
  const [before = ''] = tabTitle(page).split(`#${key}: `)
  return afterNumber(tabTitle(page), key).replace(
    before.includes(' - ') ? / - [^-]*$/ : / - [^]*? - [^]*/,
    '',
  )
}

function firstLine(page: Page): string {
  const lines = (page.root.querySelector('head > title')?.textContent ?? '').split('\n')
  return oneLine(lines[0] ?? '').replace(/^.*? - /, '')
}

const people: Partial<Record<PageKind['kind'], (page: Page) => Seen[]>> = {
  ticket: (page) => [
    ...users(page, 'assignee', '.issue .assigned-to a, .issue .assigned_to.value a', 1),
    ...users(page, 'author', '.issue p.author a, .issue > .author a', 1),
    ...noteWriters(page),
  ],
  wiki: (page) => [...users(page, 'editor', '.wiki-update-info a, td.author a', 1), ...diffEditor(page)],
  commit: (page) => [
    ...users(page, 'author', '#content h4 a, #content .author a', 1),
    ...reviewersIn(textLines(page.root.querySelector('.changeset-comments'))),
  ],
}

/** Links to users' own pages; groups have other addresses. */
function users(
  page: Page,
  role: Seen['role'],
  selector: string,
  most: number,
  within: Element = page.root,
): Seen[] {
  return Array.from(within.querySelectorAll(selector))
    .map((link) => ({ url: absolute(page, link.getAttribute('href')), name: textOf(link) }))
    .filter(({ url }) => url !== null && /\/users\/\d+$/.test(url.pathname))
    .slice(0, most)
    .map(({ url, name }) => ({ role, name, profileUrl: url?.href }))
}

/** Those who wrote a note; who only changed a field did not say anything. */
function noteWriters(page: Page): Seen[] {
  return Array.from(page.root.querySelectorAll('#history [id^="change-"]'))
    .filter((journal) => journal.querySelector('[id^="journal-"][id$="-notes"], .wiki') !== null)
    .flatMap((journal) => users(page, 'commenter', 'h4 a', 1, journal))
}

/** '(Jo Doe, 11/21/2026 08:29 PM)': the second of two on a page that compares revisions. */
function diffEditor(page: Page): Seen[] {
  const [, after] = Array.from(page.root.querySelectorAll('#content > p > em'), textOf)
  const name = /^\((.+?), [^,]*\d/.exec(after ?? '')?.[1]
  return name ? [{ role: 'editor', name }] : []
}

function textLines(element: Element | null): string {
  return element === null
    ? ''
    : element.innerHTML
        .replace(/<br[^<>]*>|<\/p>/gi, '\n')
        .replace(/<[^<>]*>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
}

function itemUrl(kind: PageKind | undefined, page: Page): string {
  const part = kind?.kind === 'wiki' ? /^.*\/wiki\/[^/]+/.exec(page.url.pathname)?.[0] : undefined
  return part ? page.url.origin + part : page.url.href
}

/** Redmine shows the viewer's login where it shows others' names: their own page's address tells them apart too. */
function viewer(page: Page): Partial<Seen> | null {
  const link = page.root.querySelector('#loggedas a, .flyout-menu__avatar a.user')
  const url = absolute(page, link?.getAttribute('href'))
  return link ? { handle: textOf(link), name: textOf(link), profileUrl: url?.href } : null
}

import type { PersonOnPage } from '../../shared/recognition.ts'
import { talkers } from './mediawiki-talk.ts'
import { isUserSpace, userAt, userOf } from './mediawiki-names.ts'
import { isRecord } from './json-ld.ts'
import { config, itemUrl, pageKey, scriptPath, viewerOf } from './mediawiki-page.ts'
import { missingOf } from './missing.ts'
import { firstText, kindOf, workItem } from './page.ts'
import { offer, personOf } from './people.ts'
import type { Page, PageKind, Place, ProfileLink, Reading, SecondLook, Seen } from './tool.ts'

export const id = 'mediawiki'

export const place: Place = {
  marks: '[name="generator"][content^="MediaWiki" i], [rel="EditURI"], .mw-parser-output, #mw-content-text',
  titles: ['.firstHeading'],
}

export const home = /^https:\/\/[\w-]+(\.m)?\.wikipedia\.org\/wiki\//

export const kinds: readonly PageKind[] = [
  { kind: 'page', address: /[/=](Special|Sp[eé]cial|Spezial|Specjalna|Especial|Speciale|Служебная)(:|%3A)/i },
  { kind: 'page', mark: 'body.ns-special' },
  { kind: 'wiki', must: ['key'] },
]

/** Article, talk page, history, difference and page information; on a special page nobody is looked for. */
export function read(page: Page): Reading | null {
  const pageKind = kindOf(kinds, page) ?? { kind: 'page' }
  const kind = isSpecial(page) ? 'page' : pageKind.kind
  const key = pageKey(page)
  const title = key ?? firstText(page, '#firstHeading', 'h1', 'title')
  const item = workItem({
    tool: 'mediawiki',
    kind,
    key: kind === 'wiki' ? key : null,
    title,
    url: itemUrl(page, key),
  })
  const people = kind === 'wiki' ? [...shown(page), ...talkers(page)] : []
  const missing = kind === 'wiki' ? missingOf(pageKind, { key, title, people }) : []
  return { workItem: item, people: offer(kind, people, viewerOf(page)), missing }
}

/** Last editor, then author: an article shows neither. */
export const secondLook: SecondLook = {
  paths(page, reading) {
    const title = pageKey(page)
    const api = scriptPath(page)
    if (reading.people.length > 0 || reading.workItem?.kind !== 'wiki' || title === null || api === null)
      return []
    const query = new URLSearchParams({
      action: 'query',
      format: 'json',
      formatversion: '2',
      prop: 'revisions',
    })
    query.set('rvprop', 'user|userid|flags')
    query.set('titles', title)
    return [`${api}/api.php?${query}&rvlimit=20`, `${api}/api.php?${query}&rvlimit=1&rvdir=newer`]
  },
  parse([latest, first], page) {
    const editors = editorsIn(latest).map((handle): Seen => ({ role: 'editor', handle }))
    const authors = editorsIn(first).map((handle): Seen => ({ role: 'author', handle }))
    const last = offer('wiki', editors, viewerOf(page)).slice(0, 1)
    return offer('wiki', [...last, ...authors], viewerOf(page))
  },
}

export function readLink(link: ProfileLink): PersonOnPage | null {
  const user = userOf(link.url)
  if (!user || !isUserSpace(user.space)) return null
  const name = link.text && link.text !== user.handle ? link.text : null
  return personOf({ role: 'participant', handle: user.handle, name, profileUrl: link.url.href })
}

/** Who the page itself names by their part in it. A `User:` link in the text is nobody's signature. */
function shown(page: Page): Seen[] {
  const one = (role: Seen['role'], selector: string) => userAt(page, page.root.querySelector(selector), role)
  const history = Array.from(page.root.querySelectorAll('#pagehistory li, li[data-mw-revid]'))
  const complete = page.root.querySelector('a.mw-nextlink, a[rel="next"]') === null
  const makers = [
    one('editor', '#mw-pageinfo-lastuser a'),
    one('author', '#mw-pageinfo-firstuser a'),
    one('editor', '#mw-diff-ntitle2 a.mw-userlink, #mw-diff-ntitle2 a'),
    one('participant', '#mw-diff-otitle2 a.mw-userlink, #mw-diff-otitle2 a'),
    userIn(page, history[0], 'editor'),
    complete ? userIn(page, history.at(-1), 'author') : null,
    ...credits(page),
    lastModified(page),
    owner(page),
  ]
  return makers.filter((seen) => seen !== null)
}

function userIn(page: Page, row: Element | undefined, role: Seen['role']): Seen | null {
  return userAt(page, row?.querySelector('.history-user a, a.mw-userlink'), role)
}

/** The line 'last edited by X, based on work by Y and Z': the two who worked on it last. */
function credits(page: Page): (Seen | null)[] {
  const links = page.root.querySelectorAll('#mw-credits a, #footer-info-credits a, #credits a, #lastmod a')
  return Array.from(links)
    .slice(0, 2)
    .map((link, nth) => userAt(page, link, nth === 0 ? 'editor' : 'participant'))
}

/** The bar under an article for phones. */
function lastModified(page: Page): Seen | null {
  const bar = page.root.querySelector('[data-user-name][data-timestamp]')
  return bar && { role: 'editor', handle: bar.getAttribute('data-user-name') }
}

/** A user page speaks for its user. */
function owner(page: Page): Seen | null {
  const [space, handle] = splitName(pageKey(page) ?? '')
  const isOwn = config(page, 'wgNamespaceNumber') === 2 || isUserSpace(space)
  return isOwn && handle
    ? { role: 'author', handle: handle.replace(/\/.*$/s, ''), profileUrl: page.url.href }
    : null
}

function splitName(name: string): [string, string] {
  const colon = name.indexOf(':')
  return colon < 0 ? ['', name] : [name.slice(0, colon), name.slice(colon + 1)]
}

function isSpecial(page: Page): boolean {
  return config(page, 'wgNamespaceNumber') === -1 || config(page, 'wgCanonicalNamespace') === 'Special'
}

function editorsIn(answer: unknown): string[] {
  const query = isRecord(answer) && isRecord(answer['query']) ? answer['query'] : {}
  const pages = [Object.values(query['pages'] ?? {})].flat()
  const revisions = pages.flatMap((one) =>
    isRecord(one) && Array.isArray(one['revisions']) ? one['revisions'] : [],
  )
  return revisions.flatMap((one) =>
    isRecord(one) && !('anon' in one) && typeof one['user'] === 'string' ? one['user'] : [],
  )
}

import type { PageKind, PeopleSource, Place, TextSource } from './tool.ts'

/** From BookStackApp/BookStack: resources/views/{layouts/base,layouts/parts/header-user-menu,entities/meta,pages/**,comments/comment}.blade.php. */
export const id = 'bookstack'

export const place: Place = { marks: '[name="token"] + [name="base-url"]' }

/** Their names are links but for guests, to whom a line says 'Created 3 days ago by Amelia Hart'. */
const BY = / (?:by|von|par|por|da|door|av) (?<name>\S.*)$/
const people: readonly PeopleSource[] = [
  {
    role: 'editor',
    at: '[data-icon="edit"] + div a[href*="/user/"], [data-icon="edit"] ~ a[href*="/user/"]',
    most: 1,
  },
  { role: 'editor', at: '[data-icon="edit"] + div:not(:has(a))', part: BY },
  {
    role: 'author',
    at: '[data-icon="star"] + div a[href*="/user/"], [data-icon="star"] ~ a[href*="/user/"]',
    most: 1,
  },
  { role: 'author', at: '[data-icon="star"] + div:not(:has(a))', part: BY },
  { role: 'commenter', at: '.comment-box .meta a[href*="/user/"]' },
]

export const kinds: readonly PageKind[] = [
  {
    kind: 'wiki',
    address: /^(?<base>[^?]*?\/books\/(?<book>[^/?]+)\/page)\/(?<key>[^/?]+)/,
    key: '{book}/{key}',
    url: '{base}/{key}',
    // The tab's title is cut short.
    title: ['#bkmrk-page-title', '[data-page-content] h1', '[property="og:title"]'],
    people,
  },
]

export const viewer: readonly TextSource[] = ['header [href*="/user/"]@href', 'header img@alt']

/** Older ones number them. */
export const profile = /\/user\/(?:\d+|(?<handle>[\w-]+))\/?$/

import type { PageKind, PeopleSource, Place, TextSource } from './tool.ts'

export const id = 'confluence'

export const place: Place = {
  marks: '[name^="confluence-"], [name="ajs-page-id"]',
  titles: ['#title-text'],
}

const keyAt: readonly TextSource[] = ['meta[name="ajs-page-id"]']

const title: readonly TextSource[] = [
  'meta[name="ajs-page-title"]',
  '#title-text',
  // 'Runbook - Ledger - Corp Wiki': the page, its space, the site.
  { at: 'head > title', part: /^(?<text>.+) - [^-]+ - [^-]+$/ },
]

/** A byline that names one person alone means that nobody else has changed the page since. */
const people: readonly PeopleSource[] = [
  {
    role: 'editor',
    at: '.page-metadata .editor a, .page-metadata-modification-info > a[data-username] ~ a[data-username]',
    most: 1,
  },
  {
    role: 'author',
    at: '.page-metadata .author a, .page-metadata-modification-info > a[data-username]',
    most: 1,
  },
  { role: 'commenter', at: '[id^="comment-"] h4.author a, .comment-header h4 a[data-username]' },
]

export const kinds: readonly PageKind[] = [
  {
    kind: 'wiki',
    address: [
      /^(?<base>.*?)\/spaces\/[^/?]+\/(?:pages|blog)\/(?:\d{4}\/\d\d\/\d\d\/)?(?<key>\d+)(?:\/|$|\?)/,
      /^(?<base>.*?)\/display\/[^/?]+\/[^?]/,
    ],
    keyAt,
    title,
    people,
  },
  {
    kind: 'wiki',
    // Also what it was before, who changed it, and the difference of two versions.
    address: /^(?<base>.*?)\/pages\/\w+\.action\?(?:[^?]*&)?pageId=(?<key>\d+)/,
    keyAt,
    url: '{base}/pages/viewpage.action?pageId={key}',
    title,
    people,
  },
]

export const viewer: readonly TextSource[] = [
  'meta[name="ajs-remote-user"]',
  'meta[name="ajs-current-user-fullname"]',
  'meta[name="ajs-user-display-name"]',
  '#user-menu-link@data-username',
  '#user-menu-link@title',
]

/** Their own space. */
export const profile = /\/display\/~(?<handle>[^/?]+)\/?$/

import { isRecord, parsed } from './json-ld.ts'
import { textIn } from './read-text.ts'
import type { Found, PageKind, PeopleSource, Place, Seen, TextSource } from './tool.ts'

export const id = 'gitlab'

export const place: Place = {
  marks: '[property="og:site_name"][content="GitLab"], [data-page^="projects:"]',
  titles: ['.detail-page-description .title'],
}

const handle = '@data-username'
/** A commit's author has an account, or an address alone. */
const ownPage: TextSource = { at: '@href', part: /^(?!mailto:)(?:.*\/)?(?<text>[\w.-]+)$/ }
const name: readonly TextSource[] = ['@data-name', '.note-header-author-name', '.author']

const people: readonly PeopleSource[] = [
  {
    role: 'assignee',
    at: '.assignee a[data-username], [data-testid="assignee-block-container"] a[data-username]',
    handle,
    name,
  },
  cards,
  {
    role: 'author',
    at: '.issuable-meta a[data-username], .detail-page-header a.author-link[data-username]',
    most: 1,
    handle,
    name,
  },
  {
    role: 'reviewer',
    at: '.reviewer a[data-username], [data-testid="reviewers-block-container"] a[data-username]',
    handle,
    name,
  },
  { role: 'commenter', at: '.note:not(.system-note) .note-header-info a[data-username]', handle, name },
]

/** 'Queue grows (#7) · Issues · Corp / Ledger · GitLab': the same in every language, and for commits. */
const TAB = /^(?<text>.+) \([#!]?(?<key>\w+)\) · /

const title: readonly TextSource[] = [{ at: 'head > title', part: TAB }, '.issuable-details .title']

export const kinds: readonly PageKind[] = [
  {
    kind: 'ticket',
    address:
      /^(?<base>\/(?<project>[^?]+?)(?:\/-)?\/(?:issues|work_items)(?:\/incident)?)\/(?<key>\d+)(?:\/|$|\?)/,
    key: '{project}#{key}',
    url: '{base}/{key}',
    title,
    people,
  },
  {
    kind: 'review',
    address: /^(?<base>\/(?<project>[^?]+?)(?:\/-)?\/merge_requests)\/(?<key>\d+)(?:\/|$|\?)/,
    key: '{project}!{key}',
    url: '{base}/{key}',
    title,
    people,
  },
  {
    kind: 'commit',
    address: /^(?<base>\/[^?]+?(?:\/-)?\/commit)\/(?<key>[\da-f]{7,64})(?:\/|$|\?)/,
    url: '{base}/{key}',
    title: ['.commit-title', { at: 'head > title', part: TAB }],
    people: [
      { role: 'author', at: '.page-content-header .commit-author-link', most: 1, handle: ownPage },
      { trailersIn: '.commit-description' },
    ],
  },
  {
    kind: 'wiki',
    address: /\/wikis\/(?!pages(?:$|\?)|git_access)(?<key>[^?]+?)(?:\/history)?\/?(?:$|\?)/,
    title: [{ at: 'head > title', part: /^(?:.+ · )?(?<text>[^·]+) · Wiki · / }, '.wiki-page-title'],
    people: [{ role: 'editor', at: '.wiki-last-edit-by strong', most: 1 }],
  },
  {
    // A file or a folder: who changed it last.
    kind: 'page',
    address: /\/(?:tree|blob)\/./,
    title: [
      { at: 'head > title', part: /^(?!Files · )(?<text>[^·]+) · / },
      { at: 'head > title', part: / \/ (?<text>[^/·]+?)(?: · |$)/ },
    ],
    people: [{ role: 'editor', at: '.blob-commit-info .commit-author-link', most: 1, handle: ownPage }],
  },
]

export const viewer: readonly TextSource[] = [
  (found) => gon('current_username', found),
  (found) => gon('current_user_fullname', found),
  '.current-user .user-name',
  'a.profile-link@data-user',
  (found) => sidebar('username', found),
  (found) => sidebar('name', found),
]

/** The cards for other sites name the author and the assignee on every tab, and a soft navigation leaves them behind; what lists several people names none here. */
function cards(found: Found): Seen[] {
  if (!textIn([{ at: 'meta[property="og:title"]', part: TAB }], found)) return []
  const [author, assignee] = ['Author', 'Assignee'].map((label) =>
    textIn([`meta[content="${label}"] + meta[property^="twitter:data"]`], found),
  )
  const one = assignee && !/,| and /.test(assignee) ? assignee : null
  return [
    { role: 'assignee', name: one },
    { role: 'author', name: author },
  ]
}

/** What GitLab tells its own scripts. */
function gon(setting: string, { page }: Found): string {
  const scripts = Array.from(page.root.querySelectorAll('script:not([src])'), (script) => script.textContent)
  const [, after = ''] = (scripts.find((text) => text.includes(`gon.${setting}="`)) ?? '').split(
    `gon.${setting}="`,
  )
  return after.split('"')[0] ?? ''
}

/** What it hands to the side of the page, since version 16. */
function sidebar(field: string, { page }: Found): string {
  const island = parsed(page.root.querySelector('[data-sidebar]')?.getAttribute('data-sidebar') ?? '')
  return isRecord(island) && typeof island[field] === 'string' ? island[field] : ''
}

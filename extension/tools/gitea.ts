import type { Part, PageKind, PeopleSource, Place, TextSource } from './tool.ts'

/** From go-gitea/gitea and Forgejo: templates/base/head*.tmpl, templates/repo/{issue/**,commit_header,wiki/view}.tmpl. */
export const id = 'gitea'

export const place: Place = { marks: '[href^="/"][href$="/explore/repos"], nav [href$="/explore/repos"]' }

/** '#7 - Queue grows - corp/ledger - Corp Forge'; once with the repository's name alone. */
const TAB = /^(?:#(?<key>\d+) - )?(?<text>.+) - (?:[^\s/]+\/)?(?<repository>[^\s/]+) - /
const HASH = /^(?<text>.+) · (?<key>[\da-f]{7,64}) - /
const tab: TextSource = { at: 'head > title', part: TAB }
const handle: TextSource = { at: '@href', part: /\/(?<text>[\w.-]+)$/ }
/** A link to all that they have, not to them; its text is a login, or a name where the forge shows names. */
const assigned = '[href^="/"][href*="?assignee="]:not([data-value])'
const people: readonly PeopleSource[] = [
  { role: 'assignee', at: assigned, part: /^(?<handle>[\w.-]+)$|^(?<name>.+)/ },
  // Once it is merged, the line under the title begins with who did that.
  { role: 'author', at: '.time-desc a, #pull-desc-display > a, .first .author', most: 1, handle },
  { role: 'reviewer', at: '[name="reviewer_ids"] ~ div a[href^="/"]:not([data-value])', handle },
  { role: 'reviewer', at: '.assignees a[href^="/"]:not([href*="?"])', handle },
  { role: 'commenter', at: '.comment-header .author', handle },
]
/** What was brought from elsewhere, and whoever left, has no link to anybody. */
const must: readonly Part[] = ['title']
const item = { must, title: [{ at: 'h1', part: /^(?<text>.+) #(?<key>\d+)$/ }, tab], people }

export const kinds: readonly PageKind[] = [
  {
    kind: 'ticket',
    address: /\/(?<project>[^/?]+\/(?<repository>[^/?]+))\/issues\/(?<key>\d+)(?:$|\?)/,
    key: '{project}#{key}',
    ...item,
  },
  {
    kind: 'review',
    address: /^(?<base>[^?]*?\/(?<project>[^/?]+\/(?<repository>[^/?]+))\/pulls)\/(?<key>\d+)(?:$|[/?])/,
    key: '{project}#{key}',
    url: '{base}/{key}',
    ...item,
  },
  {
    kind: 'commit',
    address: /\/(?<project>[^/?]+\/(?<repository>[^/?]+))\/commit\/(?<key>[\da-f]{7,64})(?:$|\?)/,
    key: '{project}@{key}',
    must,
    title: [{ at: 'head > title', part: HASH }, '.commit-summary'],
    people: [
      { role: 'author', at: ':has(> #authored-time) > :is(a, strong)', most: 1, handle },
      { trailersIn: '.commit-body' },
    ],
  },
  {
    kind: 'wiki',
    address: /\/(?<repository>[^/?]+)\/wiki\/(?!_pages$|raw\/|commit\/)(?<key>[^?]+)/,
    title: [tab],
    people: [{ role: 'editor', at: '.sub.header', part: /^(?<name>.+?) (?:edited|hat) / }],
  },
]

export const viewer: readonly TextSource[] = [
  'nav strong',
  'nav img@title',
  ':has(> [href$="/user/logout"]) strong',
]

export const profile = /^\/(?!(?:admin|explore|issues|milestones|notifications|pulls)$)(?<handle>[\w.-]+)$/

import type { PageKind, PeopleSource, Place, TextSource } from './tool.ts'

/** Phorge too; both stand at the root of their domain. */
export const id = 'phabricator'

export const place: Place = { marks: '[data-sigil="phui-dropdown-menu"], #phabricator-standard-page' }

/** '⚙ D12 Queue grows'; a commit's tab has its hash alone. */
const title: readonly TextSource[] = [
  { at: 'head > title', part: /\b(?<key>[DT]\d+) (?<text>.+)/ },
  { at: 'h1 span', part: /^(?:Document History: )?(?<text>.+)/ },
]

// The fields beside a task begin, in any language, with who has it and who wrote it.
const owner: PeopleSource = { role: 'assignee', at: 'ul + .phui-curtain-panel [href^="/p/"]', most: 1 }
const writer: PeopleSource = { role: 'author', at: 'ul + .phui-curtain-panel + * [href^="/p/"]', most: 1 }
// Reviewers have an icon before them. Who wrote a commit has none, nor who only pushed it, below.
const makers = '.phui-head-thing-view strong, .phui-status-item-target:not(:has(span))'
const author: PeopleSource = { role: 'author', at: makers, most: 1 }
const reviewer: PeopleSource = { role: 'reviewer', at: 'td > .phui-icon-view ~ [href^="/p/"]' }
const edits = '.phui-property-list-value > [href^="/p/"], .phui-oi-byline [href^="/p/"]'
const editor: PeopleSource = { role: 'editor', at: edits }
const commenter: PeopleSource = { role: 'commenter', at: '.phui-timeline-major-event .phui-timeline-image' }

const task = [owner, writer, author, commenter]
const change = [author, reviewer, { trailersIn: '.diffusion-commit-message' }, commenter]
const wiki = /^\/(?:w|phriction\/history)\/(?<key>[^?]+?)\/?(?:$|\?)/

export const kinds: readonly PageKind[] = [
  { kind: 'review', address: /^\/(?<key>D\d+)(?:\/|$|\?)/, url: '/{key}', title, people: change },
  { kind: 'ticket', address: /^\/(?<key>T\d+)(?:\/|$|\?)/, url: '/{key}', title, people: task },
  { kind: 'commit', address: /^\/(?<key>(?:r[A-Z]+|R\d+:)[\da-f]{1,40})(?:$|\?)/, title, people: change },
  { kind: 'wiki', address: wiki, url: '/w/{key}/', title, people: [editor, commenter] },
]

export const viewer: readonly TextSource[] = [
  { at: '.phabricator-core-user-menu, [id][href^="/p/"]@href', part: /^\/p\/(?<text>[^/]+)/ },
]

export const profile = /^\/p\/(?<handle>[^/]+)\/?$/

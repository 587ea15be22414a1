import type { PageKind, PeopleSource, Place, TextSource } from './tool.ts'
import { subjectIn } from './trailers.ts'

export const id = 'bitbucket'

export const place: Place = {
  marks: '[name="application-name"][content="Bitbucket"]',
  titles: ['#pull-request-header h2'],
}

/** What its scripts are given: those with an account, and those whom the commit alone names. Quotes within a text have a backslash. */
const ACCOUNT =
  /"author":\{(?:"user":\{)?"name":"(?<handle>[^"\\]+)","emailAddress":"(?<email>[^"\\]+)",[^{}]*"displayName":"(?<name>[^"\\]+)"/
const STRANGER =
  /"author":\{"name":"(?<name>[^"\\]+)","emailAddress":"(?<email>[^"\\]+)"(?![^{}]*"displayName")/
const scripts = 'script:not([src])'
/** Who has no account has their name there. */
const avatar = { handle: { at: '@data-username', part: /^(?<text>\S+)$/ }, name: 'img@alt' }
const people: readonly PeopleSource[] = [
  { role: 'editor', at: '.aui-toolbar2 .commit-author', most: 1 },
  { role: 'author', at: scripts, most: 1, part: ACCOUNT },
  { role: 'author', at: scripts, most: 1, part: STRANGER },
  { role: 'author', at: '.author > [data-username], .commit-badge-oneline [data-username]', ...avatar },
  { role: 'reviewer', at: '[class*="reviewer"] [data-username]', ...avatar },
  { role: 'commenter', at: '.comment .user-avatar[data-username]', ...avatar },
  { trailersIn: '.commit-message' },
]
const title: readonly TextSource[] = [
  { at: 'head > title', part: /#(?<key>\d+): (?<text>.+) [-—] / },
  ({ page }) => subjectIn(page.root.querySelector('.commit-message')),
  ({ parts }) => parts['file'] ?? '',
  '.commit-badge-oneline a@data-commit-message',
]

const REVIEW =
  /^(?<base>.*?\/(?:(?:projects|users)\/)?(?<project>[^/]+)\/(?:repos\/)?(?<repository>[^/]+)\/pull-requests)\/(?<key>\d+)(?:\/|$|\?)/
const COMMIT = /^(?<base>.*?\/commits)\/(?<key>[\da-f]{7,64})(?:\/|$|\?)/
const FILE = /\/repos\/[^/]+\/browse\/(?:[^?]*\/)?(?<file>[^/?]+)/

/** Bitbucket Cloud has the same addresses, and names nobody where this looks. */
const must: PageKind['must'] = ['title']

export const kinds: readonly PageKind[] = [
  {
    kind: 'review',
    address: REVIEW,
    key: '{project}/{repository}#{key}',
    url: '{base}/{key}',
    must,
    title,
    people,
  },
  { kind: 'commit', address: COMMIT, url: '{base}/{key}', must, title, people },
  { kind: 'page', address: FILE, title, people },
]
export const viewer: readonly TextSource[] = [
  '[data-emailaddress]@data-username',
  '[data-emailaddress]@data-emailaddress',
]
export const profile = /\/users\/(?<handle>[^/?]+)\/?$/

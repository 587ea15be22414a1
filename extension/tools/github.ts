import type { PersonOnPage, WorkItemKind } from '../../shared/recognition.ts'
import { absolute, decoded, firstText, kindOf, meta, openGraph, tabTitle, textOf, workItem } from './page.ts'
import { offer, personOf } from './people.ts'
import type { Page, PageKind, Place, ProfileLink, Reading, Sample, Seen } from './tool.ts'
import { coAuthorsIn, reviewersIn } from './trailers.ts'

export const place: Place = {
  tool: 'github',
  marks:
    'meta[name^="octolytics-"], meta[name="user-login"], meta[property="og:site_name"][content="GitHub"], link[title="GitHub"][rel]',
  home: /^https:\/\/(gist\.)?github\.com\//,
  titles: ['[data-testid="issue-title"]', '.js-issue-title', 'h1 .markdown-title', '.commit-title'],
}

export const kinds: readonly PageKind[] = [
  { kind: 'ticket', address: /^\/[^/]+\/[^/]+\/issues\/\d+/ },
  { kind: 'review', address: /^\/[^/]+\/[^/]+\/pull\/\d+/ },
  { kind: 'discussion', address: /^\/[^/]+\/[^/]+\/discussions\/\d+/ },
  { kind: 'commit', address: /^\/[^/]+\/[^/]+\/commit\/[\da-f]{7,40}/ },
  { kind: 'page' },
]

export const samples: readonly Sample[] = [
  { url: 'https://github.com/corp/ledger/issues/7', kind: 'ticket' },
  { url: 'https://git.corp.example/corp/ledger/pull/8/files', kind: 'review' },
  { url: 'https://github.com/corp/ledger/discussions/9', kind: 'discussion' },
  { url: 'https://github.com/corp/ledger/commit/bed66d2807adcd51adb1339d3081329d02bd4439', kind: 'commit' },
  { url: 'https://github.com/corp/ledger', kind: 'page' },
]

interface Path {
  repository: string
  section: string
  rest: string
}

/** Issues, pull requests on all their tabs, discussions, commits and files; a repository's home and lists name nobody. */
export function read(page: Page): Reading | null {
  const kind = kindOf(kinds, page)?.kind ?? 'page'
  const path = split(page.url)
  const title = titleOf(kind, path, page)
  const item = workItem({
    tool: 'github',
    kind,
    key: keyOf(kind, path),
    title,
    url: itemUrl(kind, path, page),
  })
  return { workItem: item, people: offer(kind, peopleOf(kind, path, page), viewer(page)) }
}

/** `/login` on GitHub itself, or what a hovercard is shown for. */
export function readLink(link: ProfileLink): PersonOnPage | null {
  const handle = loginIn(link.url)
  return handle ? personOf({ role: 'participant', handle, profileUrl: link.url.href }) : null
}

function split(url: URL): Path {
  const [owner = '', name = '', section = '', ...rest] = url.pathname.slice(1).split('/')
  return { repository: `${owner}/${name}`, section, rest: rest.join('/') }
}

function keyOf(kind: WorkItemKind, { repository, rest }: Path): string | null {
  if (kind === 'page') return null
  const name = rest.split('/')[0] ?? ''
  return kind === 'commit' ? `${repository}@${name}` : `${repository}#${name}`
}

function itemUrl(kind: WorkItemKind, { repository, section, rest }: Path, page: Page): string {
  return kind === 'page' ? page.url.href : `${page.url.origin}/${repository}/${section}/${rest.split('/')[0]}`
}

/** The tab's title has a grammar, and a number that must agree with the address; the page's own heading comes next. */
function titleOf(kind: WorkItemKind, path: Path, page: Page): string {
  const number = path.rest.split('/')[0] ?? ''
  const grammar = {
    ticket: new RegExp(`^(.+) · Issue #${number} · `),
    review: new RegExp(`^(.+) by \\S+ · Pull Request #${number} · `),
    discussion: new RegExp(`^(.+?) · .*#${number}\\b`),
    commit: new RegExp(`^(.+) · ${escaped(path.repository)}@${number.slice(0, 7)}`, 'i'),
    page: /^(?!)/,
    wiki: /^(?!)/,
  }[kind]
  const said = [tabTitle(page), openGraph(page, 'title')].map((text) => grammar.exec(text)?.[1]).find(Boolean)
  if (kind === 'page') return filePath(path, page) || withoutSite(tabTitle(page)) || path.repository
  return said?.endsWith('…') === false
    ? said
    : firstText(page, ...place.titles) || said || withoutSite(tabTitle(page))
}

function escaped(text: string): string {
  return text.replace(/[^\w/]/g, '\\$&')
}

function withoutSite(title: string): string {
  return title.replace(/\s+· GitHub$/, '')
}

/** The path of a file or folder without the branch before it, which the tab's title names. */
function filePath({ section, rest }: Path, page: Page): string {
  if (section !== 'blob' && section !== 'tree') return ''
  const reference = / at (\S+) · /.exec(tabTitle(page))?.[1] ?? decoded(rest).split('/')[0] ?? ''
  return decoded(rest).startsWith(`${reference}/`) ? decoded(rest).slice(reference.length + 1) : ''
}

function peopleOf(kind: WorkItemKind, path: Path, page: Page): Seen[] {
  if (kind === 'commit') return committers(page)
  if (kind === 'page')
    return path.section === 'blob' || path.section === 'tree' ? lastAuthor(page) : gistAuthor(page)
  return [...opener(page, path), ...sidebar(page), ...commenters(page)]
}

/** Who opened it: the tab's title and the page's metadata say so on every tab. */
function opener(page: Page, { rest }: Path): Seen[] {
  const number = rest.split('/')[0] ?? ''
  const [, login] = new RegExp(` by (\\S+) · Pull Request #${number} `).exec(tabTitle(page)) ?? []
  const handle = login ?? (openGraph(page, 'author:username') || firstLogin(page, OPENERS))
  return handle ? [person('author', handle, page)] : []
}

const OPENERS = [
  '[data-testid="issue-body-header-author"]',
  '.gh-header-meta a.author',
  '.gh-header-meta a[data-hovercard-type="user"]',
  '.js-discussion .timeline-comment-header a.author',
  '.discussion-topic-header a.author',
  '[itemprop="mainEntity"] a.author',
]

function firstLogin(page: Page, selectors: readonly string[]): string | null {
  const links = selectors.map((selector) => page.root.querySelector(selector))
  return links.map((link) => (link ? loginAt(page, link) : null)).find(Boolean) ?? null
}

/** Reviewers and assignees, by the headings of the sidebar; suggestions and menus are not theirs. */
function sidebar(page: Page): Seen[] {
  const headings = page.root.querySelectorAll(
    '.discussion-sidebar-heading, [data-testid="sidebar-section"] h3, [data-testid="issue-assignees-header"]',
  )
  const ours = Array.from(headings).filter((heading) => /^(Reviewers|Assignees)/.test(textOf(heading)))
  return ours.flatMap((heading) => {
    const role = textOf(heading).startsWith('Reviewers') ? 'reviewer' : 'assignee'
    const section = heading.closest('.discussion-sidebar-item, [data-testid="sidebar-section"]')
    return section ? logins(page, section, role) : []
  })
}

function logins(page: Page, section: Element, role: Seen['role']): Seen[] {
  return Array.from(section.querySelectorAll('a[href]'))
    .filter((link) => link.closest('details-menu, template, .js-suggested-reviewer, [role="menu"]') === null)
    .flatMap((link) => loginAt(page, link) ?? [])
    .map((handle) => person(role, handle, page))
}

function commenters(page: Page): Seen[] {
  const links = page.root.querySelectorAll(
    '.timeline-comment-header a.author, [data-testid="comment-header"] a[href]',
  )
  return Array.from(links)
    .slice(0, 300)
    .flatMap((link) => loginAt(page, link) ?? [])
    .map((handle) => person('commenter', handle, page))
}

/** Authors as the commit's own line links them, then co-authors and reviewers of its message. */
function committers(page: Page): Seen[] {
  const message = textWithin(
    page,
    '.commit-desc, .commit-description, .extended-commit-description-container',
  )
  return [...lastAuthor(page), ...coAuthorsIn(message), ...reviewersIn(message)]
}

const COMMIT_AUTHORS =
  'a[href*="/commits?author="], a[rel="contributor"], .commit-author-section .user-mention, .commit-tease .user-mention, [data-testid="author-link"], .commit-author'

/** The author of the one commit that a page shows: a list of commits is nobody's. */
function lastAuthor(page: Page): Seen[] {
  const links = Array.from(page.root.querySelectorAll(COMMIT_AUTHORS)).slice(0, 20)
  const seen = links.map((link): Seen => {
    const author = absolute(page, link.getAttribute('href'))
    const handle = author?.searchParams.get('author') ?? loginAt(page, link)
    return handle ? person('author', handle, page) : { role: 'author', name: textOf(link) }
  })
  return new Set(seen.map((one) => one.handle ?? one.name)).size > 3 ? [] : seen
}

function gistAuthor(page: Page): Seen[] {
  const [, handle] =
    /^\/([^/]+)\/[\da-f]{20,}/.exec(page.url.hostname.startsWith('gist.') ? page.url.pathname : '') ?? []
  return handle ? [person('author', handle, page)] : []
}

function textWithin(page: Page, selector: string): string {
  return Array.from(page.root.querySelectorAll(selector), (element) => element.textContent ?? '')
    .join('\n')
    .slice(0, 20_000)
}

function person(role: Seen['role'], handle: string, page: Page): Seen {
  return {
    role,
    handle,
    profileUrl: `${page.url.origin.replace('//gist.', '//')}/${encodeURIComponent(handle)}`,
  }
}

function loginAt(page: Page, link: Element): string | null {
  const card = /^\/users\/([\w.-]+)\/hovercard/.exec(link.getAttribute('data-hovercard-url') ?? '')?.[1]
  const url = absolute(page, link.getAttribute('href'))
  return card ?? (url?.origin === page.url.origin ? loginIn(url) : null)
}

const NO_LOGINS =
  /^(about|account|apps|codespaces|collections|contact|copilot|customer-stories|dashboard|enterprise|events|explore|features|issues|join|login|logout|marketplace|new|notifications|organizations|orgs|pricing|pulls|readme|search|security|settings|signup|site|sponsors|stars|team|teams|topics|trending|users|watching)$/i

function loginIn(url: URL): string | null {
  const [, login] = /^\/([A-Za-z\d][\w-]{0,38}(?:\[bot\])?)\/?$/.exec(decoded(url.pathname)) ?? []
  return login && !NO_LOGINS.test(login) ? login : null
}

function viewer(page: Page): Partial<Seen> | null {
  const handle = meta(page, 'user-login') || meta(page, 'octolytics-actor-login')
  return handle ? { handle } : null
}

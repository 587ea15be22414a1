import type { WorkItemKind } from '../../shared/recognition.ts'
import { islandOf } from './github-island.ts'
import { absolute, decoded, openGraph, tabTitle, textOf } from './page.ts'
import type { Page, Seen } from './tool.ts'
import { coAuthorsIn, reviewersIn } from './trailers.ts'

/** An address of the form `/owner/name/section/rest`. */
export interface Path {
  repository: string
  section: string
  rest: string
}

export function splitPath(url: URL): Path {
  const [owner = '', name = '', section = '', ...rest] = url.pathname.slice(1).split('/')
  return { repository: `${owner}/${name}`, section, rest: rest.join('/') }
}

/** The issue's number, or the commit's hash. */
export function numberOf({ rest }: Path): string {
  return rest.split('/')[0] ?? ''
}

/** Whom a page names, by its kind: opener, reviewers, assignees and commenters; authors of a commit, a file or a gist. */
export function peopleOf(kind: WorkItemKind, path: Path, page: Page): Seen[] {
  if (kind === 'commit') return committers(page)
  if (kind === 'page')
    return path.section === 'blob' || path.section === 'tree' ? lastAuthor(page) : gistAuthor(page)
  const assignees = islandOf(page, numberOf(path))?.assignees ?? []
  return [
    ...opener(page, path),
    ...assignees.map((handle) => person('assignee', handle, page)),
    ...sidebar(page),
    ...commenters(page),
  ]
}

/** Who opened it: the tab's title and the page's metadata say so on every tab. */
function opener(page: Page, path: Path): Seen[] {
  const [, login, number] = / by (\S+) · Pull Request #(\d+) /.exec(tabTitle(page)) ?? []
  const handle =
    (number === numberOf(path) ? login : undefined) ??
    islandOf(page, numberOf(path))?.author ??
    (openGraph(page, 'author:username') || firstLogin(page, OPENERS))
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

/** Reviewers and assignees: the sections of the new pages by their mark, of the older ones by their English heading. */
function sidebar(page: Page): Seen[] {
  const assigned = Array.from(page.root.querySelectorAll('[data-testid="sidebar-assignees-section"]'))
  const headings = Array.from(page.root.querySelectorAll('.discussion-sidebar-heading'))
  const under = (title: string) =>
    headings
      .filter((heading) => textOf(heading).startsWith(title))
      .flatMap((heading) => heading.closest('.discussion-sidebar-item') ?? [])
  return [
    ...under('Reviewers').flatMap((section) => logins(page, section, 'reviewer')),
    ...[...assigned, ...under('Assignees')].flatMap((section) => logins(page, section, 'assignee')),
  ]
}

/** Suggestions and menus name people who have no part in it. */
function logins(page: Page, section: Element, role: Seen['role']): Seen[] {
  return Array.from(section.querySelectorAll('a[href]'))
    .filter((link) => link.closest('details-menu, template, .js-suggested-reviewer, [role="menu"]') === null)
    .flatMap((link) => loginAt(page, link) ?? [])
    .map((handle) => person(role, handle, page))
}

function commenters(page: Page): Seen[] {
  const links = page.root.querySelectorAll(
    '.timeline-comment-header a.author, [data-testid="comment-header"] a[data-testid="avatar-link"], .react-issue-comment a[data-testid="avatar-link"]',
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

/** The login in the address of a profile; null for GitHub's own pages. */
export function loginIn(url: URL): string | null {
  const [, login] = /^\/([A-Za-z\d][\w-]{0,38}(?:\[bot\])?)\/?$/.exec(decoded(url.pathname)) ?? []
  return login && !NO_LOGINS.test(login) ? login : null
}

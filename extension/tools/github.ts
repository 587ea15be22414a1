import type { PersonOnPage, WorkItemKind } from '../../shared/recognition.ts'
import { islandOf } from './github-island.ts'
import { loginIn, numberOf, peopleOf, splitPath, type Path } from './github-people.ts'
import { missingOf } from './missing.ts'
import { decoded, firstText, kindOf, meta, openGraph, tabTitle, workItem } from './page.ts'
import { offer, personOf } from './people.ts'
import type { Page, PageKind, Place, ProfileLink, Reading, Seen } from './tool.ts'

export const id = 'github'

export const place: Place = {
  marks:
    '[name^="octolytics-"], [name="user-login"], [property="og:site_name"][content="GitHub"], [title="GitHub"][rel]',
  titles: ['[data-testid="issue-title"]', '.js-issue-title', 'h1 .markdown-title', '.commit-title'],
}

export const home = /^https:\/\/(gist\.)?github\.com\//

const must: PageKind['must'] = ['title', 'people']

export const kinds: readonly PageKind[] = [
  { kind: 'ticket', address: /^\/[^/]+\/[^/]+\/issues\/\d+/, must },
  { kind: 'review', address: /^\/[^/]+\/[^/]+\/pull\/\d+/, must },
  { kind: 'discussion', address: /^\/[^/]+\/[^/]+\/discussions\/\d+/, must },
  { kind: 'commit', address: /^\/[^/]+\/[^/]+\/commit\/[\da-f]{7,40}/, must },
  { kind: 'page' },
]

/** Issues, pull requests on all their tabs, discussions, commits and files; a repository's home and lists name nobody. */
export function read(page: Page): Reading | null {
  const pageKind = kindOf(kinds, page) ?? { kind: 'page' }
  const { kind } = pageKind
  const path = splitPath(page.url)
  const own = kind === 'page' ? '' : ownTitle(kind, path, page)
  const title = own || filePath(path, page) || withoutSite(tabTitle(page)) || path.repository
  const key = keyOf(kind, path)
  const seen = peopleOf(kind, path, page)
  const missing = missingOf(pageKind, { key, title: own, people: seen })
  return {
    workItem: workItem({ tool: 'github', kind, key, title, url: itemUrl(kind, path, page) }),
    people: offer(kind, seen, viewer(page)),
    missing,
  }
}

/** `/login` on GitHub itself, or what a hovercard is shown for. */
export function readLink(link: ProfileLink): PersonOnPage | null {
  const handle = loginIn(link.url)
  return handle ? personOf({ role: 'participant', handle, profileUrl: link.url.href }) : null
}

function keyOf(kind: WorkItemKind, path: Path): string | null {
  if (kind === 'page') return null
  return kind === 'commit' ? `${path.repository}@${numberOf(path)}` : `${path.repository}#${numberOf(path)}`
}

function itemUrl(kind: WorkItemKind, path: Path, page: Page): string {
  const { repository, section } = path
  return kind === 'page' ? page.url.href : `${page.url.origin}/${repository}/${section}/${numberOf(path)}`
}

/** Each title has a grammar, and a number that must agree with the address; the page's own heading comes next. */
function ownTitle(kind: Exclude<WorkItemKind, 'page'>, path: Path, page: Page): string {
  const number = numberOf(path)
  const grammar = new RegExp(
    grammars[kind].replace('N', escaped(kind === 'commit' ? number.slice(0, 7) : number)),
  )
  const said = [tabTitle(page), openGraph(page, 'title')].map((text) => grammar.exec(text)?.[1]).find(Boolean)
  if (said && !said.endsWith('…')) return said
  return islandOf(page, number)?.title ?? (firstText(page, ...(place.titles ?? [])) || (said ?? ''))
}

const grammars: Record<Exclude<WorkItemKind, 'page'>, string> = {
  ticket: '^(.+) · Issue #N · ',
  review: '^(.+) by \\S+ · Pull Request #N · ',
  discussion: '^(.+?) · .*#N\\b',
  commit: '^(.+) · [^ ]+@N',
  wiki: '^(.+) · ',
}

function escaped(text: string): string {
  return text.replace(/\W/g, '\\$&')
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

function viewer(page: Page): Partial<Seen> | null {
  const handle = meta(page, 'user-login') || meta(page, 'octolytics-actor-login')
  return handle ? { handle } : null
}

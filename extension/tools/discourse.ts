import { isRecord, parsed } from './json-ld.ts'
import { offer } from './people.ts'
import { viewersIn } from './read-text.ts'
import type { Page, PageKind, PeopleSource, Place, SecondLook, Seen, TextSource } from './tool.ts'

export const id = 'discourse'

export const place: Place = { marks: '[name="generator"][content^="Discourse "], [data-preloaded]' }

/** As it is sent, a post begins with 'jo (Jo Doe) June 19, 2026 #1'; the scripts put an article in its place. */
const SENT = 'div:has(> [itemprop="author"]), .creator:has([itemprop="position"])'
const ARTICLES = '.names [data-user-card], .topic-avatar [data-user-card]'
const handle = '@data-user-card'
const people: readonly PeopleSource[] = [
  ({ page, parts }) => creator(island(page, `topic_${parts['key']}`)),
  { role: 'author', at: '#post_1 [data-user-card]', most: 1, handle },
  { role: 'author', at: SENT, most: 1, part: /^(?<handle>\S+) (?:\((?<name>[^()]+)\) )?.*[ #]1$/ },
  { role: 'commenter', at: ARTICLES, handle },
  { role: 'commenter', at: SENT, part: /^(?<handle>\S+)(?: \((?<name>[^()]+)\))?/ },
]
const TOPIC = /^(?<base>.*?\/t)\/(?:[^/?]*[^\d/?][^/?]*\/)?(?<key>\d+)(?:\/|$|\?)/
const title: readonly TextSource[] = ['h1 a[href*="/t/"]', '[itemprop="headline"]']

export const kinds: readonly PageKind[] = [
  { kind: 'discussion', address: TOPIC, url: '{base}/{key}', title, people },
]
export const viewer: readonly TextSource[] = [
  ({ page }) => seen(island(page, 'currentUser'))[0]?.handle ?? '',
]
export const profile = /\/u(?:sers)?\/(?<handle>[^/?]+)(?:\/summary)?\/?$/

export const secondLook: SecondLook = {
  paths: (_page, { workItem, people: shown }) =>
    workItem?.key && shown.length === 0 ? [`${workItem.url}.json`] : [],
  parse: ([topic], page) => offer('discussion', creator(topic), viewersIn(viewer, { page, parts: {} })),
}

/** What the scripts were handed with the first page: JSON within JSON. */
function island({ root }: Page, name: string): unknown {
  const all = parsed(root.querySelector('[data-preloaded]')?.getAttribute('data-preloaded') ?? '')
  const one = isRecord(all) ? all[name] : null
  return typeof one === 'string' ? parsed(one) : null
}

function creator(topic: unknown): Seen[] {
  return isRecord(topic) && isRecord(topic['details']) ? seen(topic['details']['created_by']) : []
}

function seen(user: unknown): Seen[] {
  const { username, name } = isRecord(user) ? user : {}
  return typeof username === 'string'
    ? [{ role: 'author', handle: username, name: typeof name === 'string' ? name : null }]
    : []
}

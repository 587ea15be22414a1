import type { WorkItemKind } from '../../shared/recognition.ts'

/** What the addresses of many tools tell of an item's kind. */
const SHAPES: readonly [WorkItemKind, RegExp][] = [
  ['review', /\/(?:pulls?|pull-requests?|merge_requests|reviews?|patch|changes|D)\/?[\w.@+-]*\d/],
  ['commit', /\/(?:commits?|changeset|revisions?)\/[\da-f]{7,}/],
  ['discussion', /\/(?:t|topics?|discussions?|questions|threads?)\/[^/]*\w/],
  [
    'ticket',
    /\/(?:issues?|tickets?|bugs?|tasks?|T|work_items|browse\/[A-Z]\w+-)\/?\d|(?:bug|issue|ticket|task|tracker)[^/]*\?.*\bid=\d/i,
  ],
  ['wiki', /\/wikis?\/|\/display\/|doku\.php|\/w\//],
]

export function kindAt(url: URL): WorkItemKind | undefined {
  return SHAPES.find(([, shape]) => shape.test(url.pathname + url.search))?.[0]
}

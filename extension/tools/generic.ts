import type { WorkItemKind } from '../../shared/recognition.ts'
import { bylines, cards, titleAuthor } from './bylines.ts'
import { deeds, plainDeeds } from './deeds.ts'
import { kindAt } from './item-address.ts'
import { authorsIn, jsonLd, typesIn } from './json-ld.ts'
import { labelledFields } from './labelled-fields.ts'
import { canonicalUrl, workItem } from './page.ts'
import { offer } from './people.ts'
import { titleOf } from './title.ts'
import type { Page, Reading, Seen } from './tool.ts'
import { viewersOf } from './viewers.ts'

const MAKERS: readonly Seen['role'][] = ['author', 'assignee', 'editor']
const DISCUSSIONS = new Set(['DiscussionForumPosting', 'QAPage', 'Question'])

/** Reads any page of the web: its title by agreement of its parts, its people by what stands around their names. */
export function readGeneric(page: Page): Reading {
  const islands = jsonLd(page)
  const title = titleOf(page)
  const fields = [...labelledFields(page), ...cards(page)]
  const marked = [...authorsIn(islands, page), ...titleAuthor(page, title), ...bylines(page)]
  const isDiscussion = typesIn(islands).some((type) => DISCUSSIONS.has(type))
  const kind = kindAt(page.url) ?? (isDiscussion ? 'discussion' : kindBy(fields))
  const item = { tool: 'generic', kind, key: null, title, url: canonicalUrl(page) }
  const people = offer(
    kind,
    oneSourceEach(kind, [fields, marked, deeds(page), plainDeeds(page)]),
    viewersOf(page),
  )
  return { workItem: workItem(item), people }
}

function kindBy(fields: readonly Seen[]): WorkItemKind {
  return fields.some(({ role }) => role === 'assignee') ? 'ticket' : 'page'
}

/** Where fields tell the author, a byline further down is somebody else's. What names reviewers alone is a list of reviews. */
function oneSourceEach(kind: WorkItemKind, sources: readonly (readonly Seen[])[]): Seen[] {
  const told = new Set<Seen['role']>()
  const people = sources.flatMap((seen) => {
    const fresh = seen.filter(({ role }) => !told.has(role) || role === 'commenter')
    for (const { role } of fresh) told.add(role)
    return fresh.map((one) => inKind(kind, one))
  })
  return MAKERS.some((role) => told.has(role)) ? people : people.filter(({ role }) => role === 'commenter')
}

/** Who changed something on a ticket or a change last is no more than one of those who took part. */
function inKind(kind: WorkItemKind, seen: Seen): Seen {
  return seen.role === 'editor' && kind !== 'wiki' && kind !== 'page'
    ? { ...seen, role: 'participant' }
    : seen
}

import type { WorkItemKind } from '../../shared/recognition.ts'
import type { PageKind, Part } from './tool.ts'

/** Kinds of page that may well name nobody. */
const MAY_BE_NOBODYS: ReadonlySet<WorkItemKind> = new Set(['wiki', 'page'])

/** What a page of a kind must show, and does not. */
export function missingOf(kind: PageKind, found: Record<Part, string | null | readonly object[]>): Part[] {
  const { must = mustOf(kind) } = kind
  return must.filter((part) => !found[part]?.length)
}

function mustOf({ kind, keyAt, title, people }: PageKind): Part[] {
  const stated: [Part, boolean][] = [
    ['key', keyAt !== undefined],
    ['title', title !== undefined],
    ['people', people !== undefined && !MAY_BE_NOBODYS.has(kind)],
  ]
  return stated.flatMap(([part, isStated]) => (isStated ? part : []))
}

import { oneLine } from './page.ts'

/** What begins a line of its own. */
const BLOCKS = new Set(
  'P LI UL OL DL DD DT TD TH TR TABLE DIV H1 H2 H3 H4 H5 H6 ARTICLE SECTION HEADER FOOTER MAIN BODY FORM FIGURE BLOCKQUOTE PRE BR'.split(
    ' ',
  ),
)
const SILENT = new Set(['#comment', 'SCRIPT', 'STYLE', 'TEMPLATE', 'SELECT'])
const NODES_MAX = 40

/** What stands before an element in its own line. */
export function textBefore(element: Element): string {
  return oneLine(beside(element, 'previousSibling', 120).toReversed().join(' '))
}

/** What stands after an element in its own line. */
export function textAfter(element: Element): string {
  return oneLine(beside(element, 'nextSibling', 80).join(' '))
}

function beside(element: Element, side: 'previousSibling' | 'nextSibling', enough: number): string[] {
  const texts: string[] = []
  let length = 0
  let node: Node = element
  for (let left = NODES_MAX; left > 0 && length < enough; left--) {
    const next = node[side]
    const parent = node.parentElement
    if (next && BLOCKS.has(next.nodeName)) break
    if (!next && (!parent || BLOCKS.has(parent.nodeName))) break
    if (next && !SILENT.has(next.nodeName))
      length += texts[texts.push((next.textContent ?? '').slice(0, 500)) - 1]?.length ?? 0
    node = next ?? parent ?? node
  }
  return texts
}

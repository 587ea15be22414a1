import type { Pill } from './pill.ts'

/** Where the pill's left edge and middle go, in the viewport's pixels. */
export interface Room {
  x: number
  y: number
  height: number
}

const GAP = 10
const HEIGHT_MIN = 18
const HEIGHT_MAX = 26

/** Free space after the last line of a title, within its own block; null where anything else is. */
export function findRoom(title: Element, pill: Pill): Room | null {
  const block = blockOf(title)
  const { left, top, right, bottom } = lastLine(block)
  const [bounds, width, y] = [block.getBoundingClientRect(), pill.width(), (top + bottom) / 2]
  const rightToLeft = getComputedStyle(block).direction === 'rtl'
  const x = rightToLeft ? left - GAP - width : right + GAP
  const fits = rightToLeft ? x >= Math.max(bounds.left, 0) : x + width <= Math.min(bounds.right, innerWidth)
  const height = Math.min(HEIGHT_MAX, Math.max(HEIGHT_MIN, bottom - top))
  const seen = bottom > 0 && top < innerHeight
  const free = seen
    ? isFree([x - GAP / 2, x + width + GAP / 2], [y - height / 2, y + height / 2], block, pill)
    : pill.isInline()
  return fits && free ? { x, y, height } : null
}

/** The box that the title's line runs in: what stands behind a title in its own line belongs to it. */
function blockOf(title: Element): Element {
  let block = title
  while (getComputedStyle(block).display.startsWith('inline') && block.parentElement)
    block = block.parentElement
  return block
}

function lastLine(block: Element): Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'> {
  const range = document.createRange()
  range.selectNodeContents(block)
  const rects = Array.from(range.getClientRects()).filter((rect) => rect.width > 1 && rect.height > 1)
  const bottom = Math.max(...rects.map((rect) => rect.bottom))
  const line = rects.filter((rect) => rect.bottom > bottom - rect.height / 2)
  const left = Math.min(...line.map((rect) => rect.left))
  const right = Math.max(...line.map((rect) => rect.right))
  const top = Math.min(...line.map((rect) => rect.top))
  return { left, top, right, bottom }
}

/** Along the middle, where what shares the line stands, and at the corners, which others reach into. Each costs the page a look. */
const POINTS = [
  [0.05, 0.5],
  [0.25, 0.5],
  [0.5, 0.5],
  [0.75, 0.5],
  [0.95, 0.5],
  [0.05, 0.05],
  [0.05, 0.95],
  [0.95, 0.05],
  [0.95, 0.95],
] as const

/** Whether nothing but the title's own ground is there: asked of the page, as a click would be. */
function isFree(
  [left, right]: [number, number],
  [top, bottom]: [number, number],
  block: Element,
  pill: Pill,
): boolean {
  return POINTS.every(([across, down]) => {
    const at = [left + across * (right - left), top + down * (bottom - top)] as const
    const found = document.elementFromPoint(...at)
    const stack = found === pill.host ? document.elementsFromPoint(...at) : [found]
    return stack.find((element) => element !== pill.host)?.contains(block)
  })
}

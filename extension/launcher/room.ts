import type { Pill } from './pill.ts'

const GAP = 10
const HEIGHT_MIN = 18
const HEIGHT_MAX = 26

/**
 * Where the pill goes, as a style relative to its host: into free space after the last line of a title, within the title's own
 * block. Null where anything else is.
 */
export function findRoom(title: Element, { host, width, where }: Pill): string | null {
  const block = blockOf(title)
  const line = lastLine(block)
  const [bounds, origin, long] = [block.getBoundingClientRect(), host.getBoundingClientRect(), width()]
  const height = Math.min(HEIGHT_MAX, Math.max(HEIGHT_MIN, line.bottom - line.top))
  const top = (line.top + line.bottom - height) / 2
  const isRightToLeft = getComputedStyle(block).direction === 'rtl'
  const left = isRightToLeft ? line.left - GAP - long : line.right + GAP
  const fits = isRightToLeft
    ? left >= Math.max(bounds.left, 0)
    : left + long <= Math.min(bounds.right, innerWidth)
  // What nobody sees cannot be asked for: there the pill stays as it was.
  const isSeen = line.bottom > 0 && line.top < innerHeight
  const isFree = isSeen
    ? POINTS.every(([across, down]) =>
        isGround(left - GAP + across * (long + 2 * GAP), top + down * height, block, host),
      )
    : where() === 'inline'
  return fits && isFree
    ? `left: ${left - origin.left}px; top: ${top - origin.top}px; height: ${height}px;`
    : null
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
  const rects = [...range.getClientRects()].filter(({ width, height }) => width > 1 && height > 1)
  const bottom = Math.max(...rects.map((rect) => rect.bottom))
  const line = rects.filter((rect) => rect.bottom > bottom - rect.height / 2)
  return {
    left: Math.min(...line.map((rect) => rect.left)),
    top: Math.min(...line.map((rect) => rect.top)),
    right: Math.max(...line.map((rect) => rect.right)),
    bottom,
  }
}

/** Along the middle, where what shares the line stands, and at the corners, which others reach into. Each costs the page a look. */
const POINTS = [
  [0.05, 0.5],
  [0.25, 0.5],
  [0.5, 0.5],
  [0.75, 0.5],
  [0.97, 0.5],
  [0.05, 0.05],
  [0.05, 0.95],
  [0.95, 0.05],
  [0.95, 0.95],
] as const

/** Whether nothing but the title's own ground is there: asked of the page, as a click would be. */
function isGround(x: number, y: number, block: Element, host: Element): boolean | undefined {
  const found = document.elementFromPoint(x, y)
  const stack = found === host ? document.elementsFromPoint(x, y) : [found]
  return stack.find((element) => element !== host)?.contains(block)
}

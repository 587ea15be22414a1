import type { Corner } from '../launcher-choices.ts'

const STEPS: ReadonlyMap<string, readonly [across: number, down: number]> = new Map([
  ['ArrowLeft', [-1, 0]],
  ['ArrowRight', [1, 0]],
  ['ArrowUp', [0, -1]],
  ['ArrowDown', [0, 1]],
])

/** The corner that is nearest to a point of the window. */
export function cornerAt(x: number, y: number, isRightToLeft: boolean): Corner {
  const block = y < innerHeight / 2 ? 'top' : 'bottom'
  const isStart = x < innerWidth / 2 !== isRightToLeft
  return `${block}-${isStart ? 'start' : 'end'}`
}

/** The corner where an arrow key leads from there; null for every other key. */
export function cornerBeside({ x, y }: DOMRect, key: string, isRightToLeft: boolean): Corner | null {
  const step = STEPS.get(key)
  if (!step) return null
  const [across, down] = step
  return cornerAt(x + across * innerWidth, y + down * innerHeight, isRightToLeft)
}

/** Says where the chip stands, above what the site's registered sheet says. */
export function placeIn(corner: Corner, host: HTMLElement): void {
  const [block, inline] = corner.split('-')
  host.style.setProperty('--bright-spots-block', block === 'top' ? '16px auto' : 'auto 16px')
  host.style.setProperty('--bright-spots-inline', inline === 'start' ? '16px auto' : 'auto 16px')
}

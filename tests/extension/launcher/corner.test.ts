// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import { cornerAt, cornerBeside, placeIn } from '../../../extension/launcher/corner.ts'

beforeEach(() => {
  vi.stubGlobal('innerWidth', 1000)
  vi.stubGlobal('innerHeight', 600)
})

test.each([
  ['top-start', 10, 10, false],
  ['top-end', 510, 10, false],
  ['bottom-start', 10, 310, false],
  ['bottom-end', 990, 590, false],
  ['bottom-start', 990, 590, true],
  ['top-end', 10, 10, true],
] as const)('%s is the corner nearest to %i, %i; from right to left: %s', (corner, x, y, isRightToLeft) => {
  expect(cornerAt(x, y, isRightToLeft)).toBe(corner)
})

test.each([
  ['ArrowLeft', 'bottom-start'],
  ['ArrowRight', 'bottom-end'],
  ['ArrowUp', 'top-end'],
  ['ArrowDown', 'bottom-end'],
  ['Enter', null],
  ['constructor', null],
])('%s leads from the last corner to %s', (key, corner) => {
  expect(cornerBeside(new DOMRect(850, 560, 140, 30), key, false)).toBe(corner)
})

test('a corner is two properties that the sheet knows', () => {
  const host = document.createElement('div')
  placeIn('top-end', host)
  expect(host.style.getPropertyValue('--bright-spots-block')).toBe('16px auto')
  expect(host.style.getPropertyValue('--bright-spots-inline')).toBe('auto 16px')
})

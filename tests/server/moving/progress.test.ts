import { PassThrough } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openProgress } from '../../../server/moving/progress.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** @returns what is shown while 2,000 rows go by in ten seconds. */
function shown(isTTY: boolean, total?: number): string {
  const terminal = Object.assign(new PassThrough(), { isTTY, columns: 80 })
  const progress = openProgress(terminal, total)
  for (let row = 0; row < 2_000; row += 1) {
    vi.advanceTimersByTime(5)
    progress.row()
  }
  progress.end()
  return String(terminal.read() ?? '')
}

test('in a terminal it is a bar, when the end is known', () => {
  const text = shown(true, 2_000)
  expect(text).toMatch(/█+░+ 50 % {2}1,000 of 2,000 rows {2}200 rows\/s/)
  expect(text).toMatch(/█{30} 100 % {2}2,000 of 2,000 rows {2}200 rows\/s/)
})

test('and without an end it counts', () => {
  const text = shown(true)
  expect(text).toContain('2,000 rows  200 rows/s')
  expect(text).not.toMatch(/[█%]/)
})

test('elsewhere it is a line now and then, and nothing that moves', () => {
  expect(shown(false, 2_000)).toBe('1,000 rows so far, 200 rows/s\n2,000 rows so far, 200 rows/s\n')
})

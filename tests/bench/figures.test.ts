import { describe, expect, test } from 'vitest'
import { readText } from '../house/source.ts'
import { compared, isHeld, type Figure } from './benchmark.ts'
import { BENCHMARKS } from './benchmarks.ts'
import { complaintAbout, readRows, withFigures } from './readme.ts'
import { asJson, asTable } from './report.ts'
import { alternate, median, quantile, sampleOf, single } from './statistics.ts'

describe('statistics', () => {
  test.each([
    [[3, 1, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.5, 2.5],
    [[10, 20, 30, 40, 50], 0.99, 49.6],
    [[7], 0.99, 7],
    [[1, 2], 0, 1],
  ])('of %j, the quantile %d is %d', (values, part, expected) => {
    expect(quantile(values, part)).toBeCloseTo(expected)
  })

  test('of nothing are not a number', () => {
    expect(median([])).toBeNaN()
  })

  test('keep what they were made of in its order', () => {
    const values = [3, 1, 2]
    expect(sampleOf(values)).toEqual({ value: 2, low: 1.5, high: 2.5, rounds: 3 })
    expect(values).toEqual([3, 1, 2])
  })

  test('come from rounds in turns, without the first', async () => {
    const calls: string[] = []
    const way = (name: string) => async () => calls.push(name)
    expect(await alternate(2, { ours: way('a'), other: way('b') })).toEqual({ ours: [3, 5], other: [4, 6] })
    expect(calls.join('')).toBe('ababab')
  })
})

const figure = (ours: number, yardstick: number | null, target: Figure['target']): Figure => ({
  what: 'from click to typing',
  unit: 'ms',
  ours: single(ours),
  yardstick: yardstick === null ? null : single(yardstick),
  target,
})

describe('a target', () => {
  test.each([
    ['a ratio', figure(150, 100, { compare: 'ratio', atMost: 1.5 }), true],
    ['a ratio that is too large', figure(151, 100, { compare: 'ratio', atMost: 1.5 }), false],
    ['a ratio to nothing', figure(150, null, { compare: 'ratio', atMost: 1.5 }), false],
    ['a difference', figure(15, 10, { compare: 'difference', atMost: 5 }), true],
    ['a difference that is too large', figure(16, 10, { compare: 'difference', atMost: 5 }), false],
    ['a value', figure(2, null, { compare: 'value', atMost: 2 }), true],
    ['a value that is too large', figure(2.1, null, { compare: 'value', atMost: 2 }), false],
    ['a shift where none may be', figure(0.01, null, { compare: 'value', atMost: 0 }), false],
    ['a ratio that must be large', figure(50, 100, { compare: 'ratio', atLeast: 0.5 }), true],
    ['a ratio that is too small', figure(49, 100, { compare: 'ratio', atLeast: 0.5 }), false],
    [
      'what could not be measured, and must be large',
      figure(Number.NaN, 1, { compare: 'ratio', atLeast: 0 }),
      false,
    ],
    ['what could not be measured', figure(Number.NaN, 100, { compare: 'ratio', atMost: 1.5 }), false],
    ['no target', figure(900, 1, null), true],
  ])('of %s is met or not', (_, measured, expected) => {
    expect(isHeld(measured)).toBe(expected)
  })

  test('is held against what it compares', () => {
    expect(compared(figure(30, 20, null), 'ratio')).toBe(1.5)
    expect(compared(figure(30, 20, null), 'difference')).toBe(10)
    expect(compared(figure(30, 20, null), 'value')).toBe(30)
  })
})

describe('a report', () => {
  const missed = figure(200, 100, { compare: 'ratio', atMost: 1.5 })

  test('says what is missed', () => {
    expect(asTable([missed])).toMatch(/200 ms +100 ms +2\.00 times +at most 1\.5 times +NO$/)
    expect(JSON.parse(asJson('popup', [missed]))).toMatchObject({
      benchmark: 'popup',
      figures: [{ ratio: 2, held: false }],
    })
  })

  test('in the README takes the place of the benchmark before, and leaves the others', () => {
    const empty = 'Before\n<!-- bench: written by `npm run bench -- --write` -->\n<!-- /bench -->\nAfter\n'
    const kept = withFigures(empty, 'send', [figure(1, 2, null)], '2026-11-01')
    const first = withFigures(kept, 'popup', [missed, missed], '2026-11-02')
    const again = withFigures(first, 'popup', [figure(120, 100, missed.target)], '2026-11-03')
    expect(readRows(first)).toHaveLength(3)
    expect(readRows(again)).toMatchObject([
      { benchmark: 'send', target: 'none', date: '2026-11-01' },
      { benchmark: 'popup', compared: '1.20 times', target: 'at most 1.5 times', date: '2026-11-03' },
    ])
    expect(again).toMatch(/^Before\n.*After\n$/s)
    expect(readRows(first).map(({ held }) => held)).toEqual(['', 'NO', 'NO'])
    expect(readRows(first).map(complaintAbout)).toEqual([null, null, null])
  })
})

describe('the README', () => {
  const rows = readRows(readText('README.md'))

  test('has the figures of each benchmark', () => {
    const measured = new Set(rows.map(({ benchmark }) => benchmark))
    const missing = BENCHMARKS.filter(({ name }) => !measured.has(name)).map(({ name }) => name)
    expect(missing).toEqual([])
  })

  test('claims nothing of a benchmark that there is not', () => {
    const names = new Set(BENCHMARKS.map(({ name }) => name))
    expect(rows.filter(({ benchmark }) => !names.has(benchmark))).toEqual([])
  })

  test('claims what its own figures bear out', () => {
    expect(rows.map(complaintAbout).filter((complaint) => complaint !== null)).toEqual([])
  })

  test.each([
    [{ date: 'lately' }, 'no date'],
    [{ compared: 'fast' }, 'no figure'],
    [{ target: 'small' }, 'no target'],
    [{ compared: '3 ms' }, '3 ms, at most 2 ms, held: yes'],
    [{ held: 'NO' }, '1 ms, at most 2 ms, held: NO'],
    [{ target: 'at least 2 ms' }, '1 ms, at least 2 ms, held: yes'],
    [{ target: 'none' }, 'held without a target'],
  ])('is told of a row with %j', (wrong, complaint) => {
    const row = {
      benchmark: 'popup',
      date: '2026-11-22',
      what: 'x',
      ours: '1 ms',
      yardstick: 'none',
      compared: '1 ms',
      target: 'at most 2 ms',
      held: 'yes',
    }
    expect(complaintAbout({ ...row, ...wrong })).toBe(`popup, x: ${complaint}`)
  })
})

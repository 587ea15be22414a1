import { compared, isHeld, type Figure, type Target } from './benchmark.ts'
import type { Sample } from './statistics.ts'

export const HEAD = ['what', 'ours', 'yardstick', 'compared', 'target', 'held'] as const

/** A figure as it reads in a table, cell by cell. */
export function cellsOf(figure: Figure): string[] {
  const { what, unit, ours, yardstick, target } = figure
  return [
    what,
    inWords(ours, unit),
    yardstick ? inWords(yardstick, unit) : 'none',
    comparisonOf(figure),
    target ? targetInWords(target, unit) : 'none',
    heldInWords(figure),
  ]
}

/** For people: columns that line up. */
export function asTable(figures: readonly Figure[]): string {
  const rows = [[...HEAD], ...figures.map(cellsOf)]
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `  ${line.trimEnd()}`)
    .join('\n')
}

/** For machines: one line. */
export function asJson(benchmark: string, figures: readonly Figure[]): string {
  return JSON.stringify({
    benchmark,
    figures: figures.map((figure) => ({
      ...figure,
      ratio: compared(figure, 'ratio'),
      held: figure.target ? isHeld(figure) : null,
    })),
  })
}

/** '212 ms (190 to 260, 20 rounds)'. */
function inWords({ value, low, high, rounds }: Sample, unit: Figure['unit']): string {
  const spread = rounds > 1 ? ` (${short(low)} to ${short(high)}, ${rounds} rounds)` : ''
  return `${withUnit(value, unit)}${spread}`
}

/** '1.31 times', '+0.4 ms': as the target wants it, else the ratio. */
function comparisonOf(figure: Figure): string {
  const kind = figure.target?.compare ?? (figure.yardstick ? 'ratio' : 'value')
  const value = compared(figure, kind)
  if (kind === 'ratio') return `${value.toFixed(value < 0.1 ? 4 : 2)} times`
  return kind === 'difference' ? withUnit(value, figure.unit) : withUnit(figure.ours.value, figure.unit)
}

function targetInWords(target: Target, unit: Figure['unit']): string {
  const [bound, limit] = 'atMost' in target ? ['at most', target.atMost] : ['at least', target.atLeast]
  return `${bound} ${target.compare === 'ratio' ? `${limit} times` : withUnit(limit, unit)}`
}

function heldInWords(figure: Figure): string {
  if (!figure.target) return ''
  return isHeld(figure) ? 'yes' : 'NO'
}

function withUnit(value: number, unit: Figure['unit']): string {
  return unit === '' ? short(value) : `${short(value)} ${unit}`
}

/** Three digits say all that a noisy machine can. */
function short(value: number): string {
  return String(Number(value.toPrecision(Math.abs(value) >= 100 ? 4 : 3)))
}

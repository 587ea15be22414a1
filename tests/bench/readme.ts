import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'
import type { Figure } from './benchmark.ts'
import { cellsOf } from './report.ts'

const README = join(import.meta.dirname, '../../README.md')
const BEGIN = '<!-- bench: written by `npm run bench -- --write` -->'
const END = '<!-- /bench -->'

/** A row of the README's table. */
export interface Row {
  benchmark: string
  date: string
  what: string
  ours: string
  yardstick: string
  compared: string
  target: string
  /** 'yes', 'NO', or nothing where nothing is promised. */
  held: string
}

const HEAD = ['benchmark', 'what', 'ours', 'yardstick', 'compared', 'target', 'held', 'measured']

/** Puts the figures of one benchmark into the README, in the place of its old ones. */
export function writeIntoReadme(benchmark: string, figures: readonly Figure[]): void {
  const readme = readFileSync(README, 'utf8')
  writeFileSync(README, withFigures(readme, benchmark, figures, new Date().toISOString().slice(0, 10)))
}

/** @throws when the README has no place for figures. */
export function withFigures(
  readme: string,
  benchmark: string,
  figures: readonly Figure[],
  date: string,
): string {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (from < 0 || to < from) throw new Error(`The README needs the lines ${BEGIN} and ${END}`)
  const others = readRows(readme).filter((row) => row.benchmark !== benchmark)
  const written = [...others, ...figures.map((figure) => rowOf(benchmark, figure, date))]
  const table = tableOf([HEAD, ...written.map(cellsIn)])
  return `${readme.slice(0, from)}${BEGIN}\n\n${table}\n\n${machineInWords()}\n\n${readme.slice(to)}`
}

/** The figures that the README claims. */
export function readRows(readme: string): Row[] {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  const lines = readme.slice(from, to).split('\n')
  const rows = lines.filter((line) => line.startsWith('| `'))
  return rows.map((line) => {
    const [, benchmark = '', what = '', ours = '', ...rest] = line.split('|').map((cell) => cell.trim())
    const [yardstick = '', compared = '', target = '', held = '', date = ''] = rest
    return { benchmark: benchmark.replaceAll('`', ''), what, ours, yardstick, compared, target, held, date }
  })
}

/** What is wrong with a claim of the README, in words; null when its own figures bear it out. */
export function complaintAbout({ benchmark, what, compared, target, held, date }: Row): string | null {
  const claim = `${benchmark}, ${what}`
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return `${claim}: no date`
  const figure = /^-?[\d.]+/.exec(compared)
  if (!figure) return `${claim}: no figure`
  if (target === 'none') return held === '' ? null : `${claim}: held without a target`
  const [, bound, limit] = /^at (most|least) ([\d.]+)/.exec(target) ?? []
  if (bound === undefined) return `${claim}: no target`
  const isMet = bound === 'most' ? Number(figure[0]) <= Number(limit) : Number(figure[0]) >= Number(limit)
  return held === (isMet ? 'yes' : 'NO') ? null : `${claim}: ${compared}, ${target}, held: ${held}`
}

function rowOf(benchmark: string, figure: Figure, date: string): Row {
  const [what = '', ours = '', yardstick = '', compared = '', target = '', held = ''] = cellsOf(figure)
  return { benchmark, date, what, ours, yardstick, compared, target, held }
}

function cellsIn({ benchmark, what, ours, yardstick, compared, target, held, date }: Row): string[] {
  return [`\`${benchmark}\``, what, ours, yardstick, compared, target, held, date]
}

/** With columns as wide as the formatter wants them. */
function tableOf([head = [], ...rows]: string[][]): string {
  const widths = head.map((_, nth) => Math.max(...[head, ...rows].map((cells) => cells[nth]?.length ?? 0)))
  const lineOf = (cells: string[]) =>
    `| ${cells.map((cell, nth) => cell.padEnd(widths[nth] ?? 0)).join(' | ')} |`
  const rule = widths.map((width) => '-'.repeat(width))
  return [head, rule, ...rows].map(lineOf).join('\n')
}

function machineInWords(): string {
  const [load = 0] = loadavg()
  return `Medians, with the middle half of the rounds, on ${cpus().length} cores under a load of ${load.toFixed(1)}: the ratios say more than the milliseconds.`
}

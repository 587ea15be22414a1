import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
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
}

const HEAD = '| benchmark | what | ours | yardstick | compared | target | measured |'
const RULE = '| --- | --- | --- | --- | --- | --- | --- |'

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
  const table = [HEAD, RULE, ...written.map(lineOf)].join('\n')
  return `${readme.slice(0, from)}${BEGIN}\n\n${table}\n\n${machineInWords()}\n\n${readme.slice(to)}`
}

/** The figures that the README claims. */
export function readRows(readme: string): Row[] {
  const [from, to] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  const lines = readme.slice(from, to).split('\n')
  const rows = lines.filter((line) => line.startsWith('| `'))
  return rows.map((line) => {
    const [, benchmark = '', what = '', ours = '', yardstick = '', compared = '', target = '', date = ''] =
      line.split('|').map((cell) => cell.trim())
    return { benchmark: benchmark.replaceAll('`', ''), what, ours, yardstick, compared, target, date }
  })
}

/** What is wrong with a claim of the README, in words; null when it holds. */
export function complaintAbout({ benchmark, what, compared, target, date }: Row): string | null {
  const claim = `${benchmark}, ${what}`
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) return `${claim}: no date`
  const figure = /^-?[\d.]+/.exec(compared)
  if (!figure) return `${claim}: no figure`
  if (target === 'none') return null
  const limit = /^at most ([\d.]+)/.exec(target)
  if (!limit) return `${claim}: no target`
  return Number(figure[0]) <= Number(limit[1]) ? null : `${claim}: ${compared} misses ${target}`
}

function rowOf(benchmark: string, figure: Figure, date: string): Row {
  const [what = '', ours = '', yardstick = '', compared = '', target = ''] = cellsOf(figure)
  return { benchmark, date, what, ours, yardstick, compared, target }
}

function lineOf({ benchmark, what, ours, yardstick, compared, target, date }: Row): string {
  return `| \`${benchmark}\` | ${[what, ours, yardstick, compared, target, date].join(' | ')} |`
}

function machineInWords(): string {
  return `Medians, with the middle half of the rounds, on a busy machine with ${cpus().length} cores: the ratios hold, the milliseconds move.`
}

import type { BrowserName } from '../e2e/browser-under-test.ts'
import type { Sample } from './statistics.ts'

type Comparison = 'ratio' | 'difference' | 'value'

/** How ours is held against its yardstick, or against nothing but its limit. */
export type Target = { compare: Comparison } & ({ atMost: number } | { atLeast: number })

/** One thing measured beside its yardstick. */
export interface Figure {
  /** In words; no two of a benchmark are the same. */
  what: string
  unit: 'ms' | 's' | 'bytes' | 'requests/s' | 'writes/s' | ''
  ours: Sample
  /** Measured in the same run, in turns. */
  yardstick: Sample | null
  /** Null where nothing is promised. */
  target: Target | null
}

/** What a benchmark runs with. */
export interface Bench {
  /** The program of that browser. */
  browser(name: BrowserName): Promise<string>
  /** The built extension, in a copy that may be changed. */
  extension(name: BrowserName): string
  /** An empty folder that goes when all is measured. */
  folder(): string
  /** A line about how far it is. */
  say(line: string): void
}

export interface Benchmark {
  name: string
  /** What is compared with what, in a line. */
  about: string
  run(bench: Bench): Promise<Figure[]>
}

/** What a target is held against: NaN when there is nothing to compare with. */
export function compared({ ours, yardstick }: Figure, compare: Comparison): number {
  if (compare === 'value') return ours.value
  const other = yardstick?.value ?? Number.NaN
  return compare === 'ratio' ? ours.value / other : ours.value - other
}

/** Whether a target is met; what could not be measured meets none. */
export function isHeld(figure: Figure): boolean {
  const { target } = figure
  if (target === null) return true
  const value = compared(figure, target.compare)
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast
}

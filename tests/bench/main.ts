import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { findBrowser } from '../e2e/browsers.ts'
import type { BrowserName } from '../e2e/browser-under-test.ts'
import { buildExtensionUnlessFresh, builtExtension } from '../e2e/extension-build.ts'
import type { Bench, Benchmark } from './benchmark.ts'
import { isHeld } from './benchmark.ts'
import { BENCHMARKS } from './benchmarks.ts'
import { writeIntoReadme } from './readme.ts'
import { asJson, asTable } from './report.ts'

/** `npm run bench`: each benchmark beside its yardstick, in one run. It fails when a target is missed. */
const NAMES = BENCHMARKS.map(({ name }) => name)
const USAGE = `Usage: npm run bench -- [--write] [${NAMES.join(' | ')}]...`

const wishes = readWishes()

function readWishes(): { write: boolean; chosen: Benchmark[] } {
  try {
    const { values, positionals } = parseArgs({
      options: { write: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    if (!positionals.every((name) => NAMES.includes(name))) throw new Error('There is no such benchmark')
    const chosen = BENCHMARKS.filter(({ name }) => positionals.length === 0 || positionals.includes(name))
    return { write: values.write, chosen }
  } catch {
    console.error(USAGE)
    return process.exit(1)
  }
}

/** Each benchmark has a copy of the extension that it may change. */
function prepare(folder: string): Bench {
  const fresh = () => mkdtempSync(join(folder, 'of-'))
  const programs = new Map<BrowserName, Promise<string>>()
  return {
    say: (line) => console.log(line),
    browser(name) {
      const program = programs.get(name) ?? findBrowser(name)
      programs.set(name, program)
      return program
    },
    folder: fresh,
    extension(name) {
      buildExtensionUnlessFresh(name)
      const copy = fresh()
      cpSync(builtExtension(name), copy, { recursive: true })
      return copy
    },
  }
}

/** @returns whether all targets are met. */
async function runOne(benchmark: Benchmark, bench: Bench): Promise<boolean> {
  const { name, about } = benchmark
  console.log(`\n${name}: ${about}`)
  const figures = await benchmark.run(bench)
  console.log(asTable(figures))
  console.log(asJson(name, figures))
  if (wishes.write) writeIntoReadme(name, figures)
  return figures.every(isHeld)
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bright-spots-bench-'))
  const bench = prepare(folder)
  try {
    for (const benchmark of wishes.chosen) if (!(await runOne(benchmark, bench))) process.exitCode = 1
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

await main()

import { globSync } from 'node:fs'
import type { Diagnostics } from 'recheck'
import { EMAIL_REGEX, UUID_REGEX } from 'valibot'
import { describe, expect, test, vi } from 'vitest'
import { findRegexes } from './house/regexes.ts'
import { readText } from './house/source.ts'
import { ROUNDS } from './server/durability/rounds.ts'

/** The build in plain JavaScript: it starts no program and loads nothing. The setting is read when a check begins. */
vi.stubEnv('RECHECK_BACKEND', 'pure')
const { check } = await import('recheck')

/**
 * Those that were checked before, one a line. It would take the checker minutes to look at all of them each time: `ROUNDS=10` does. A line is
 * added by whoever has seen the check of a new one pass.
 */
const RECORD = 'tests/house/checked-regexes.txt'
const recorded = new Set(readText(RECORD).split('\n').filter(Boolean))
const isToCheck = (name: string) => ROUNDS >= 10 || !recorded.has(name)

/** The checker is slow where machines are; what it has not decided then fails. */
const CHECK_MS = 60_000
const TEST_MS = 150_000
/** What cannot be reckoned by then is tried out. */
const AUTOMATON = { timeout: 25_000, checker: 'automaton' } as const
/** Enough to see more than a square of what a text of some thousand characters takes. */
const FUZZ = {
  timeout: CHECK_MS,
  attackLimit: 5_000_000,
  maxAttackStringSize: 10_000,
  checker: 'fuzz' as const,
}
/** Of the processor, for the worst text of the length that may come. */
const WORST_MS = 500

/** Where texts have a length that they never exceed, and what cuts them. Elsewhere a regular expression must be safe for any. */
interface Bound {
  files: RegExp
  atMost: number
  by: string
}

const BOUNDS: readonly Bound[] = [
  { files: /^extension\/background\/invitation\.ts$/, atMost: 5000, by: 'PASTED_MAX_LENGTH' },
  { files: /^extension\/tools\/trailers\.ts$/, atMost: 10_000, by: 'slice(-10_000)' },
  // These read scripts of pages, of whatever length.
  {
    files: /^extension\/tools\/(?!mediawiki-page|github-island|json-ld)/,
    atMost: 5000,
    by: 'slice(0, 5000)',
  },
]

/** Those that are put together while it runs, by what is written there, and as they are then. */
const BUILT: Record<string, readonly RegExp[]> = {
  TOKEN: [],
  "grammars[kind].replace('N', escaped(kind === 'commit' ? number.slice(0, 7) : number))": [
    /^(.+) · Issue #7 · /,
    /^(.+) by \S+ · Pull Request #7 · /,
    /^(.+?) · .*#7\b/,
    /^(.+) · [^ ]+@7/,
  ],
  '`(^|\\\\D)${/\\d+$/.exec(key)?.[0]}(\\\\D|$)`': [/(^|\D)7(\D|$)/],
  '`"?\\\\b${name}"?\\\\s*[:=]\\\\s*("(?:[^"\\\\\\\\]|\\\\\\\\.){0,2000}"|-?\\\\d+|null)`': [
    /"?\bwgPageName"?\s*[:=]\s*("(?:[^"\\]|\\.){0,2000}"|-?\d+|null)/,
  ],
}

const files = globSync('{extension,server,shared}/**/*.{ts,tsx}').map((path) => path.replaceAll('\\', '/'))
const found = files.map((path) => findRegexes(path, readText(path)))
const literals = found.flatMap((file) => file.literals)

/** What is found `{3,200}` times is looked at as if it could be found any number of times: that takes no less, and is decided at once. */
function widened({ source, flags }: RegExp): string | undefined {
  const wide = source.replaceAll(/\{\d*,?\d{2,}\}|\{\d{2,},\}/g, '+')
  try {
    return new RegExp(wide, flags).source
  } catch {
    return undefined
  }
}

async function ask(regex: RegExp): Promise<Diagnostics> {
  const { source, flags } = regex
  for (const pattern of new Set([widened(regex) ?? source, source])) {
    const verdict = await check(pattern, flags, AUTOMATON)
    if (verdict.status === 'safe' || (verdict.status === 'vulnerable' && pattern === source)) return verdict
  }
  return check(source, flags, FUZZ)
}

/** The text that the checker made to take long, as long as it may be. */
function worstText({ attack }: Extract<Diagnostics, { status: 'vulnerable' }>, atMost: number): string {
  const prefix = attack.pumps.map((pump) => pump.prefix).join('')
  const once = attack.pumps.map((pump) => pump.pump).join('').length || 1
  const times = Math.max(1, Math.floor((atMost - prefix.length - attack.suffix.length) / once))
  const pumped = attack.pumps.map((pump) => pump.prefix + pump.pump.repeat(times)).join('')
  return (pumped + attack.suffix).slice(0, atMost)
}

/** By the clock of the process, so that what else the machine does costs nothing. */
function cpuMs(regex: RegExp, text: string): number {
  const before = process.cpuUsage()
  text.replace(regex, '')
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** Why a regular expression is none to ship; undefined when it is one. */
async function complaintOf(regex: RegExp, path: string, bounds = BOUNDS): Promise<string | undefined> {
  const verdict = await ask(regex)
  if (verdict.status === 'safe') return undefined
  if (verdict.status === 'unknown') return `not decided: ${verdict.error.kind}`
  const bound = bounds.find(({ files: within }) => within.test(path))
  if (!bound) return `vulnerable, ${verdict.complexity.summary}: ${verdict.attack.pattern}`
  const ms = cpuMs(regex, worstText(verdict, bound.atMost))
  return ms < WORST_MS ? undefined : `takes ${ms} ms for ${bound.atMost} characters`
}

describe('regular expressions take no long time, whatever they read:', () => {
  const written = literals.map(({ pattern, flags, path }) => [new RegExp(pattern, flags), path] as const)
  const ofValibot = [EMAIL_REGEX, UUID_REGEX].map((regex) => [regex, 'valibot'] as const)
  const builtNow = Object.values(BUILT)
    .flat()
    .map((regex) => [regex, 'extension/tools/github.ts'] as const)
  const all = new Map([...written, ...ofValibot, ...builtNow].map((one) => [`${one[0]} in ${one[1]}`, one]))
  const toCheck = Array.from(all).filter(([name]) => isToCheck(name))

  test('those that were checked are recorded', () => {
    expect(Array.from(recorded).toSorted()).toEqual(Array.from(all.keys()).toSorted())
  })

  for (const [name, [regex, path]] of toCheck)
    test(name, { timeout: TEST_MS }, async () => {
      expect(await complaintOf(regex, path)).toBeUndefined()
    })
})

test('those that are put together are known', () => {
  expect(found.flatMap(({ built }) => built).toSorted()).toEqual(Object.keys(BUILT).toSorted())
})

test('what bounds the others is there', () => {
  for (const { files: within, by } of BOUNDS)
    expect(files.filter((path) => within.test(path) && readText(path).includes(by))).not.toEqual([])
})

test('there are as many as there should be', () => {
  expect(literals.length).toBeGreaterThan(150)
})

describe('a bad one is told', () => {
  test.each([/^(a+)+$/, /^(\w+\s?)*$/, /(x|x)*y/])('%s', { timeout: TEST_MS }, async (regex) => {
    expect(await complaintOf(regex, 'server/a.ts')).toContain('vulnerable, exponential')
  })

  test('also where texts are bounded, but not enough', { timeout: TEST_MS }, async () => {
    const bounds = [{ files: /./, atMost: 24, by: 'nothing' }]
    expect(await complaintOf(/^(a|a)*b$/, 'server/a.ts', bounds)).toContain('takes')
    expect(await complaintOf(/\s+$/, 'server/a.ts', bounds)).toBeUndefined()
  })

  test('wherever it stands', () => {
    const text = `const A = /a+$/u; v.regex(/b/); new RegExp('c' + x, 'g'); RegExp(A)`
    expect(findRegexes('shared/a.ts', text)).toEqual({
      literals: [
        { path: 'shared/a.ts', pattern: 'a+$', flags: 'u' },
        { path: 'shared/a.ts', pattern: 'b', flags: '' },
      ],
      built: ["'c' + x, 'g'", 'A'],
    })
  })
})

import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import { evidenceIn, numbersOf, readSecurityTable, REQUIRED } from './house/security-table.ts'
import { readSources, readText } from './house/source.ts'

const security = readText('.github/SECURITY.md')
const rows = readSecurityTable(security)

/** Of level 3, which nobody asked for. */
const MORE = ['1.2.10', '1.3.12', '6.3.8', '7.5.3']

/** What an answer names and is not there. */
function missing(answer: string): string[] {
  return evidenceIn({ answer })
    .filter(({ path, name }) => !existsSync(path) || (name !== undefined && !readText(path).includes(name)))
    .map(({ path, name = '' }) => `${path} ${name}`)
}

function twice(numbers: readonly string[]): string[] {
  return numbers.filter((number, place) => numbers.indexOf(number) !== place)
}

describe('the table of requirements', () => {
  test('has each of levels 1 and 2 once', () => {
    expect(REQUIRED).toHaveLength(253)
    const numbers = rows.flatMap(numbersOf)
    expect(twice(numbers)).toEqual([])
    expect(numbers.toSorted()).toEqual([...REQUIRED, ...MORE].toSorted())
  })

  test('has one of three answers for each, and a reason', () => {
    const others = rows.filter(({ answer }) => !/^(Met|Not met|Does not apply): .{10}/.test(answer))
    expect(others).toEqual([])
  })

  test('shows what is met', () => {
    const bare = rows.filter((row) => row.answer.startsWith('Met') && evidenceIn(row).length === 0)
    expect(bare).toEqual([])
  })

  test('names what there is', () => {
    expect(rows.flatMap(({ answer }) => missing(answer))).toEqual([])
  })

  test('is told when something is wrong', () => {
    const table = '| 1.2.1, 6.2 | a | Met: `tests/gone.test.ts` |\n| 1.2.1 to 1.2.3 | b | Perhaps |\n'
    const [first, second] = readSecurityTable(table)
    expect([first, second].flatMap((row) => (row ? numbersOf(row) : []))).toHaveLength(16)
    expect(twice(readSecurityTable(table).flatMap(numbersOf))).toEqual(['1.2.1'])
    expect(missing(first?.answer ?? '')).toEqual(['tests/gone.test.ts '])
    expect(missing('`tests/sources.test.ts: no such test`')).toHaveLength(1)
    expect(missing('`tests/security.test.ts: names what there is`')).toEqual([])
  })
})

describe('the text', () => {
  test('has the limits that the server keeps', () => {
    const quotas = readText('server/http/rate-limits.ts').matchAll(
      /: Quota = \{ name: '([\w-]+)', requests: (\d+), seconds: (\d+) \}/g,
    )
    const kept = Array.from(quotas, ([, ...cells]) => cells.join(' '))
    const said = security.matchAll(/^\| ([a-z-]+) +\| (\d+) +\| (\d+) +\|/gm)
    expect(kept.length).toBeGreaterThan(8)
    expect(Array.from(said, ([, ...cells]) => cells.join(' ')).toSorted()).toEqual(kept.toSorted())
  })

  test('has the ages of sessions', () => {
    const { sessionIdleDays, sessionMaxDays } = readConfig({})
    expect(security).toContain(`after ${sessionIdleDays} days without use (\`SESSION_IDLE_DAYS\`)`)
    expect(security).toContain(`after ${sessionMaxDays} days in any case (\`SESSION_MAX_DAYS\`)`)
  })

  test('has every place of cryptography', () => {
    const places = readSources()
      .filter(
        ({ imports, calls }) =>
          imports.some(({ to }) => /^(node:)?crypto$|jose|noble|tweetnacl/.test(to)) ||
          calls.some((call) => /^(globalThis\.)?crypto\.(subtle\b|getRandomValues)/.test(call)),
      )
      .map(({ path }) => path)
    const said = security.matchAll(/^\| `((?:server|extension|shared)\/[\w./-]+)`/gm)
    expect(Array.from(said, ([, path = '']) => path).toSorted()).toEqual(places.toSorted())
  })
})

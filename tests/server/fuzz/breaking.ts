import * as fc from 'fast-check'
import { oddKey, oddValue } from './values.ts'

/** One thing that is done to a value that was right. */
type Breakage =
  | { how: 'remove' }
  | { how: 'put'; value: unknown }
  | { how: 'add'; key: string; value: unknown }

const breakage: fc.Arbitrary<Breakage> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ how: 'remove' as const }) },
  { weight: 3, arbitrary: oddValue.map((value) => ({ how: 'put' as const, value })) },
  {
    weight: 2,
    arbitrary: fc.tuple(oddKey, oddValue).map(([key, value]) => ({ how: 'add' as const, key, value })),
  },
)

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

/** Objects keep keys such as `__proto__`. */
function rebuilt(value: object, entries: readonly (readonly [string, unknown])[]): unknown {
  return Array.isArray(value) ? entries.map(([, each]) => each) : Object.fromEntries(entries)
}

function countOf(value: unknown): number {
  if (!isObject(value)) return 1
  return Object.values(value).reduce((sum: number, each) => sum + countOf(each), 1)
}

function brokenHere(value: unknown, breaking: Breakage): unknown {
  if (breaking.how === 'remove') return undefined
  if (breaking.how === 'put' || !isObject(value)) return breaking.value
  return rebuilt(value, [...Object.entries(value), [breaking.key, breaking.value]])
}

/** @param place of what is broken: the whole, or something in it, counted from the outside in. */
function broken(value: unknown, place: number, breaking: Breakage): unknown {
  if (place === 0) return brokenHere(value, breaking)
  if (!isObject(value)) return value
  let before = 1
  const entries = Object.entries(value).map(([key, each]) => {
    const first = before
    before += countOf(each)
    const isInside = place >= first && place < before
    return [key, isInside ? broken(each, place - first, breaking) : each] as const
  })
  return rebuilt(
    value,
    entries.filter(([, each]) => each !== undefined),
  )
}

/** Values of which one thing is not as it was. */
export function brokenFrom(values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc
    .tuple(values, fc.nat(), breakage)
    .map(([value, place, breaking]) => broken(value, place % countOf(value), breaking))
}

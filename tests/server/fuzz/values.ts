import * as fc from 'fast-check'

/** Stands in texts that are sent: it must come back in no header and no refusal, and stand in no log. */
export const CANARY = 'Canary7f3a'

/** Stands for a number that no number of JavaScript is: the writer of bodies puts it in. */
export const HUGE = 'a number of many digits'

const DEEP = 1000
const REPEATED = [41, 201, 255, 301, 2001, 70_000]

/** What has been trouble somewhere: controls, directions, halves of characters, what trims and folds strangely, and what other languages read as orders. */
const PIECES = [
  ['\0', '\u0001', '\b', '\n', '\r\n', '\t', '\u001f', '\u007f', '\u0085', '\u2028'],
  ['\u202e', '\u2066', '\u200f', '\u200d', '\ufeff', '\ufffe', '\uffff', '\u00ad'],
  ['\ud800', '\udc00', '\udbff\udfff', 'e\u0301', 'İ', 'ß', 'ﬀ', 'K', '👩‍👩‍👧', '\u0130'.repeat(30)],
  ['../', '%00', '%2e%2e%2f', '\\', '"', "'", '`', '<script>', '&amp;', '\r\nX-Injected: 1'],
  ["' OR 1=1 --", '$1', '$&', '${7*7}', '{{7*7}}', '=1+1', '@SUM(A1)', ',', ';', '|'],
  ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'NaN', '-0', '1e999'],
  ['a', 'Ada', '@corp.example', 'https://wiki.corp.example/', 'javascript:alert(1)', CANARY],
].flat()

export const oddText = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5, unit: 'binary' })), { maxLength: 6 })
  .map((pieces) => pieces.join(''))

const longText = fc
  .tuple(fc.constantFrom(...REPEATED), fc.constantFrom('x', 'é', '\u202e', '👩'))
  .map(([times, text]) => text.repeat(times))

/** A value within a value within a value. */
function nest(depth: number, wrap: (inner: unknown) => unknown): unknown {
  let value: unknown = CANARY
  for (let level = 0; level < depth; level += 1) value = wrap(value)
  return value
}

const deep = fc.constantFrom(
  nest(DEEP, (inner) => [inner]),
  nest(DEEP, (inner) => ({ a: inner })),
  nest(DEEP, (inner) => ({ Operations: inner })),
)

const numbers = fc.oneof(
  fc.constantFrom(0, -1, 1.5, 2 ** 31, 2 ** 53 + 2, 1e308, -1e308, 5e-324, HUGE),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)

/** Names that objects have already, and others. */
export const oddKey = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'prototype', 'toString', 'then', 'toJSON', 'length', '', '0'),
  oddText,
)

/** `__proto__` too becomes a key like others. */
const oddObject = fc
  .array(fc.tuple(oddKey, fc.oneof(oddText, fc.constant({ isAdmin: true }))), { maxLength: 4 })
  .map((entries): unknown => Object.fromEntries(entries))

/** A value that hardly anything expects. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: oddText },
  { weight: 2, arbitrary: numbers },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, [], {}, '', ' ', '[]') },
  { weight: 2, arbitrary: longText },
  { weight: 2, arbitrary: oddObject },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: fc.array(fc.oneof(oddText, numbers), { maxLength: 600, size: 'max' }) },
)

import { expect, test } from 'vitest'
import { tally } from './tally.ts'

const passing = { status: 'passed', assertionResults: [{ status: 'passed' }] }
const failing = { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] }
const broken = { status: 'failed', assertionResults: [] }

test.each([
  ['all is well', 0, [passing], 1, 0, { passed: 1, failed: 0 }],
  ['a test fails', 1, [passing, failing], 2, 1, { passed: 2, failed: 1 }],
  ['a file does not load', 1, [passing, broken], 1, 0, { passed: 1, failed: 1 }],
  ['the run breaks outside of any test', 1, [passing], 1, 0, { passed: 1, failed: 1 }],
  ['the run is killed', null, [passing], 1, 0, { passed: 1, failed: 1 }],
])('the tally when %s', (_, exitCode, testResults, numPassedTests, numFailedTests, expected) => {
  expect(tally(exitCode, { numPassedTests, numFailedTests, testResults })).toEqual(expected)
})

test('the tally without a report is one failure', () => {
  expect(tally(0, null)).toEqual({ passed: 0, failed: 1 })
})

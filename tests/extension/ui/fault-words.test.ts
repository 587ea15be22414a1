import { beforeEach, expect, test } from 'vitest'
import { PROBLEMS, type ProblemCode } from '../../../shared/problem.ts'
import { CONNECTION_FAULTS } from '../../../extension/faults.ts'
import { openTexts, t } from '../../../extension/i18n.ts'
import { wordsForNow } from '../../../extension/ui/fault-words.ts'
import { speakEnglish } from './english.ts'

const codes = (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => code !== 'client_too_old')

beforeEach(async () => {
  speakEnglish()
  await openTexts()
})

const PROMISE = /by itself|is tried again/

test.each([...codes, ...CONNECTION_FAULTS])('nothing is promised that does not happen: %s', (fault) => {
  // The feed alone has it, and does so.
  if (fault !== 'cursor_expired') expect(wordsForNow(fault)).not.toMatch(PROMISE)
})

test('what waits has words of its own, which do promise it', () => {
  expect(t('problem_internal')).toMatch(PROMISE)
})

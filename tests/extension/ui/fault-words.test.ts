import { beforeEach, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { PROBLEMS, type ProblemCode } from '../../../shared/problem.ts'
import { compileMessages, readMessages } from '../../../extension/compile-messages.ts'
import { CONNECTION_FAULTS } from '../../../extension/faults.ts'
import { openTexts, t } from '../../../extension/i18n.ts'
import { wordsForNow } from '../../../extension/ui/fault-words.ts'

const codes = (Object.keys(PROBLEMS) as ProblemCode[]).filter((code) => code !== 'client_too_old')

beforeEach(async () => {
  vi.stubGlobal('fetch', async () => new Response(compileMessages(readMessages('en'))))
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue('en')
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

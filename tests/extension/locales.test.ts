import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { listLocales, readMessages, type Messages } from '../../extension/compile-messages.ts'
import { CONNECTION_FAULTS } from '../../extension/faults.ts'
import { LANGUAGES } from '../../extension/languages.ts'
import { PROBLEMS } from '../../shared/problem.ts'
import { WORK_ITEM_KINDS } from '../../shared/recognition.ts'
import { TEXT_CHECKS } from './text-checks.ts'

const source = [...globSync('extension/**/*.{ts,tsx}'), 'wxt.config.ts']
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n')

/** Keys that code puts together, e.g. `problem_${fault}`. */
const COMPOSED = /^(problem|kind|nav|inbox|publish|seen)_/

const english = readMessages('en')
const keys = Object.keys(english)

function isShown(key: string): boolean {
  return COMPOSED.test(key) || source.includes(`'${key}'`) || source.includes(`__MSG_${key}__`)
}

describe('the texts', () => {
  test('are all shown somewhere', () => {
    expect(keys.filter((key) => !isShown(key))).toEqual([])
  })

  test('have words for every fault and a name for every kind of page', () => {
    const faults = [...Object.keys(PROBLEMS), ...CONNECTION_FAULTS].map((code) => `problem_${code}`)
    expect(keys).toEqual(
      expect.arrayContaining([...faults, ...WORK_ITEM_KINDS.map((kind) => `kind_${kind}`)]),
    )
  })

  test('are there in each language that can be chosen, and in no other', () => {
    expect(listLocales()).toEqual(LANGUAGES.toSorted())
  })
})

const all = listLocales().map((language) => ({ language, messages: readMessages(language) }))

describe.each(all)('in $language', ({ language, messages }) => {
  test.each(TEXT_CHECKS)('$title', ({ complaints }) => {
    expect(complaints(language === 'en' ? english : messages, english, language)).toEqual([])
  })
})

/** A small English, and an Arabic with one thing wrong for each check, in the checks' order. */
const SMALL: Messages = {
  extension_name: { message: 'Bright Spots' },
  sent: { message: 'Sent to {name}', description: 'Said after sending.' },
  unread: { message: '{count, plural, one {# unread} other {# unread}}', description: 'How many.' },
}
const UNREAD = '{count, plural, zero {a} one {b} two {c} few {d} many {e} other {f}}'
const SMALL_ARABIC: Messages = {
  extension_name: { message: 'نقاط مضيئة' },
  sent: { message: 'أُرسلت إلى {name}' },
  unread: { message: UNREAD },
}
const OFFENDERS: [change: Messages, complaint: string][] = [
  [{ sen: { message: 'أُرسلت' } }, 'sen is not in English'],
  [{ sent: { message: 'أُرسلت إلى {name' } }, 'sent cannot be read'],
  [{ sent: { message: 'أُرسلت إلى {name, number}' } }, 'sent lacks {name}'],
  [{ unread: { message: UNREAD.replace('two {c}', '') } }, "unread lacks the form 'two'"],
  [{ extension_name: { message: 'ن'.repeat(46) } }, 'extension_name has more than 45 characters'],
  [{ sent: { message: 'أُرسلت إلى {name}', description: 'بعد الإرسال' } }, 'sent is explained in ar'],
  [{ sent: { message: 'أُرسلت إلى {name}!' } }, 'sent is loud'],
]

describe('a language with something wrong is found out:', () => {
  test.each(TEXT_CHECKS.map((check, nth) => ({ ...check, offender: OFFENDERS[nth] })))(
    '$title',
    ({ complaints, offender: [change, complaint] = [{}, ''] }) => {
      expect(complaints(SMALL_ARABIC, SMALL, 'ar')).toEqual([])
      expect(complaints({ ...SMALL_ARABIC, ...change }, SMALL, 'ar')).toEqual([complaint])
    },
  )

  test.each<[string, number, Messages, string]>([
    ['a text is missing', 0, { extension_name: { message: 'ب' } }, 'sent is missing'],
    ['another argument', 2, { sent: { message: '{name} {day}' } }, 'sent has a strange {day}'],
    ['a form of another language', 3, { unread: { message: '{n, plural, none {} other {}}' } }, 'none'],
    ['ICU where the browser reads', 4, { extension_name: { message: "L''éclat" } }, 'is not plain'],
    ["an argument of Chrome's", 4, { sent: { message: 'Sent to $1' } }, 'has a $'],
  ])('%s', (_what, nth, messages, complaint) => {
    expect(TEXT_CHECKS[nth]?.complaints(messages, SMALL, 'ar').join('\n')).toContain(complaint)
  })

  test('English that does not explain an argument', () => {
    const unexplained = { sent: { message: 'Sent to {name}' } }
    expect(TEXT_CHECKS[5]?.complaints(unexplained, unexplained, 'en')).toEqual(['sent is not explained'])
  })
})

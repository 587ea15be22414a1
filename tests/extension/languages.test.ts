import { describe, expect, test } from 'vitest'
import {
  amongOurs,
  choosable,
  chooseLanguage,
  directionOf,
  LANGUAGES,
  localeOf,
  nameOf,
} from '../../extension/languages.ts'

const ALL = ['en', 'de', 'fr', 'es', 'pt', 'ja', 'ar', 'he']

describe('the language to speak', () => {
  test.each([
    ["the browser's", 'browser', ALL, ['de'], 'de'],
    ['without the region that we do not tell apart', 'browser', ALL, ['de-AT'], 'de'],
    ['of Brazil as of Portugal', 'browser', ALL, ['pt-BR'], 'pt'],
    ['under its old name', 'browser', ALL, ['iw'], 'he'],
    ['with a script in its tag', 'browser', ALL, ['ja-Jpan-JP'], 'ja'],
    ['the second when the first is not among ours', 'browser', ALL, ['nl', 'fr-CA', 'en'], 'fr'],
    ['the first of ours when none fits', 'browser', ALL, ['nl', 'sv'], 'en'],
    ['the first of ours when the browser says none', 'browser', ALL, [], 'en'],
    ["the chosen one before the browser's", 'he', ALL, ['de'], 'he'],
    ["the browser's when the chosen one may not be spoken", 'he', ['en', 'de'], ['de'], 'de'],
    ["the browser's when what is chosen is no language", 'not a tag', ALL, ['de'], 'de'],
    ["the organisation's first when none of the browser's is allowed", 'browser', ['fr', 'de'], ['en'], 'fr'],
    ["a region's own where there is one", 'browser', ['pt', 'pt-BR'], ['pt-BR'], 'pt-BR'],
  ])('is %s', (_what, chosen, allowed, browserLanguages, language) => {
    expect(chooseLanguage({ chosen, allowed, browserLanguages })).toBe(language)
  })

  test('is one of ours whatever the organisation allows', () => {
    expect(amongOurs([])).toEqual(LANGUAGES)
    expect(amongOurs(['xx'])).toEqual(LANGUAGES)
    expect(amongOurs(['xx', 'en'])).toEqual(['en'])
  })

  test('can be any of ours, unless the organisation allows its own alone', () => {
    expect(choosable({ allowed: ['fr', 'de'], isLocked: false })).toEqual(LANGUAGES)
    expect(choosable({ allowed: ['fr', 'de'], isLocked: true })).toEqual(['fr', 'de'])
  })
})

test.each([
  ['de', ['en-US', 'de-AT', 'de'], 'de-AT'],
  ['de', ['en-US'], 'de'],
  ['he', ['iw'], 'iw'],
])('dates in %s are written as in %j: %s', (language, browserLanguages, locale) => {
  expect(localeOf(language, browserLanguages)).toBe(locale)
})

test('Arabic and Hebrew run from right to left, and no other', () => {
  expect(ALL.filter((language) => directionOf(language) === 'rtl')).toEqual(['ar', 'he'])
})

test('each language has a name in itself', () => {
  expect(ALL.map(nameOf)).toEqual([
    'English',
    'Deutsch',
    'français',
    'español',
    'português',
    '日本語',
    'العربية',
    'עברית',
  ])
})

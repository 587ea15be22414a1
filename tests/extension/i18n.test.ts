import { readFileSync } from 'node:fs'
import { beforeEach, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { compileMessages, type Messages } from '../../extension/compile-messages.ts'

/** The packaged texts, as `fetch` finds them in the extension. */
const PACKAGE: Record<string, Messages> = {
  '/texts/en.json': JSON.parse(readFileSync('extension/public/_locales/en/messages.json', 'utf8')),
  '/texts/he.json': {
    sent_done: { message: 'נשלח אל {names}' },
    extension_name: { message: 'נקודות אור' },
    connect_kept: {
      message: '{count, plural, one {נקודת אור אחת נשמרה} two {שתיים נשמרו} other {# נשמרו}}',
    },
  },
}

/** The extension in a browser that speaks these languages. */
async function speaking(...languages: string[]) {
  vi.resetModules()
  vi.stubGlobal('navigator', { languages })
  vi.stubGlobal('fetch', async (path: string) => new Response(compileMessages(PACKAGE[path] ?? {})))
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue(languages[0] ?? 'en')
  vi.doMock(import('../../extension/languages.ts'), async (original) => ({
    ...(await original()),
    amongOurs: () => ['en', 'he'],
  }))
  const i18n = await import('../../extension/i18n.ts')
  await i18n.openTexts()
  return i18n
}

beforeEach(() => {
  fakeBrowser.reset()
  vi.unstubAllGlobals()
})

test('a text has its arguments in their places, and the plural form that fits', async () => {
  const { t } = await speaking('en-GB')
  expect(t('sent_done', { names: 'Grace' })).toBe('Sent to Grace')
  expect(t('connect_kept', { count: 1 })).toBe('1 unsent bright spot is kept here for you.')
  expect(t('connect_kept', { count: 1200 })).toBe('1,200 unsent bright spots are kept here for you.')
})

test('a plural has the forms of its language', async () => {
  const { t } = await speaking('he')
  expect([1, 2, 3].map((count) => t('connect_kept', { count }))).toEqual([
    'נקודת אור אחת נשמרה',
    'שתיים נשמרו',
    '3 נשמרו',
  ])
})

test('a name from left to right stands isolated in a sentence from right to left, and the other way round', async () => {
  expect((await speaking('he')).t('sent_done', { names: 'Grace (QA)' })).toBe(
    'נשלח אל \u2068Grace (QA)\u2069',
  )
  const { t, listNames } = await speaking('en')
  expect(t('sent_done', { names: 'יעל' })).toBe('Sent to \u2068יעל\u2069')
  expect(listNames(['Grace', 'יעל'])).toBe('Grace and \u2068יעל\u2069')
  expect(listNames(['Grace', 'Jorge', 'Ada'])).toBe('Grace, Jorge, and Ada')
})

test('another language is spoken once it is chosen', async () => {
  const { t, reopenTexts, spokenLanguage } = await speaking('en')
  await fakeBrowser.storage.local.set({ language: 'he' })
  await reopenTexts()
  expect(spokenLanguage()).toEqual({ language: 'he', direction: 'rtl' })
  expect(t('extension_name')).toBe('נקודות אור')
})

test('what was chosen last is spoken, whichever texts come last', async () => {
  const { t, reopenTexts } = await speaking('en')
  const answers: Record<string, () => void> = {}
  vi.stubGlobal('fetch', async (path: string) => {
    await new Promise<void>((answer) => (answers[path] = answer))
    return new Response(compileMessages(PACKAGE[path] ?? {}))
  })
  await fakeBrowser.storage.local.set({ language: 'he' })
  const first = reopenTexts()
  await vi.waitFor(() => expect(answers).toHaveProperty(['/texts/he.json']))
  await fakeBrowser.storage.local.set({ language: 'en' })
  const second = reopenTexts()
  await vi.waitFor(() => expect(answers).toHaveProperty(['/texts/en.json']))
  answers['/texts/en.json']?.()
  await second
  answers['/texts/he.json']?.()
  await first
  expect(t('extension_name')).toBe('Bright Spots')
})

test('no word can be said before the texts are open', async () => {
  vi.resetModules()
  const { t } = await import('../../extension/i18n.ts')
  expect(() => t('extension_name')).toThrow('openTexts')
})

import { beforeEach, describe, expect, test, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { compileMessages, readMessages } from '../../extension/compile-messages.ts'

/** What `fetch` finds in the package: `/texts/de.json`. */
const packaged = (path: string) => new Response(compileMessages(readMessages(path.slice(7, -5))))

/** The extension in a browser that speaks these languages, before its first word. */
async function unopened(...languages: string[]) {
  vi.resetModules()
  vi.stubGlobal('navigator', { languages })
  vi.stubGlobal('fetch', async (path: string) => packaged(path))
  vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue(languages[0] ?? 'en')
  return import('../../extension/i18n.ts')
}

/** The same, once it can speak. */
async function speaking(...languages: string[]) {
  const i18n = await unopened(...languages)
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
  const { t } = await speaking('ar')
  const said = [1, 2, 3, 11].map((count) => t('connect_kept', { count }).replaceAll(/[\d٠-٩]+/g, ''))
  expect(new Set(said)).toHaveLength(4)
})

test('a name from left to right stands isolated in a sentence from right to left, and the other way round', async () => {
  expect((await speaking('he')).t('sent_done', { names: 'Grace (QA)' })).toContain('\u2068Grace (QA)\u2069')
  const { t, listNames } = await speaking('en')
  expect(t('sent_done', { names: 'יעל' })).toBe('Sent to \u2068יעל\u2069')
  expect(listNames(['Grace', 'יעל'])).toBe('Grace and \u2068יעל\u2069')
  expect(listNames(['Grace', 'Jorge', 'Ada'])).toBe('Grace, Jorge, and Ada')
})

test('numbers are those of the region', async () => {
  expect((await speaking('en-IN')).formatNumber(1_234_567)).toBe('12,34,567')
  expect((await speaking('en-US')).formatNumber(1_234_567)).toBe('1,234,567')
})

test('another language is spoken once it is chosen', async () => {
  const { t, reopenTexts, spokenLanguage } = await speaking('en')
  await fakeBrowser.storage.local.set({ language: 'he' })
  await reopenTexts()
  expect(spokenLanguage()).toEqual({ language: 'he', direction: 'rtl' })
  expect(t('loading')).toBe(readMessages('he')['loading']?.message)
})

test('what was chosen last is spoken, whichever texts come last', async () => {
  const { t, reopenTexts } = await speaking('en')
  const answers: Record<string, () => void> = {}
  vi.stubGlobal('fetch', async (path: string) => {
    await new Promise<void>((answer) => (answers[path] = answer))
    return packaged(path)
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
  expect(t('loading')).toBe('One moment')
})

test('who waits for the first word waits for the language that is chosen meanwhile', async () => {
  const { openTexts, reopenTexts, t } = await unopened('en')
  const answers: Record<string, () => void> = {}
  vi.stubGlobal('fetch', async (path: string) => {
    await new Promise<void>((answer) => (answers[path] = answer))
    return packaged(path)
  })
  const said = openTexts().then(() => t('loading'))
  await vi.waitFor(() => expect(answers).toHaveProperty(['/texts/en.json']))
  await fakeBrowser.storage.local.set({ language: 'he' })
  const reopened = reopenTexts()
  await vi.waitFor(() => expect(answers).toHaveProperty(['/texts/he.json']))
  answers['/texts/en.json']?.()
  await new Promise((later) => setTimeout(later))
  answers['/texts/he.json']?.()
  await reopened
  expect(await said).toBe(readMessages('he')['loading']?.message)
})

describe('a window that opens again', () => {
  const kept = new Map<string, string>()
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  }
  const nothingComes = () => new Promise<never>(() => {})

  async function reopened(language: string) {
    const i18n = await unopened(language)
    vi.stubGlobal('localStorage', localStorage)
    vi.stubGlobal('fetch', nothingComes)
    return i18n
  }

  beforeEach(async () => {
    kept.clear()
    vi.stubGlobal('localStorage', localStorage)
    await speaking('he')
  })

  test('speaks before any file comes', async () => {
    const { openTexts, spokenLanguage, t } = await reopened('he')
    await openTexts()
    expect(spokenLanguage().language).toBe('he')
    expect(t('loading')).toBe(readMessages('he')['loading']?.message)
  })

  test('changes to what is spoken now', async () => {
    const { openTexts, spokenLanguage } = await reopened('de')
    vi.stubGlobal('fetch', async (path: string) => packaged(path))
    await openTexts()
    await vi.waitFor(() => expect(spokenLanguage().language).toBe('de'))
  })

  test('takes nothing from a build with other texts', async () => {
    for (const [key, value] of kept) kept.set(key, value.replace(TEXTS_VERSION, 'of before'))
    const { openTexts, spokenLanguage } = await reopened('de')
    vi.stubGlobal('fetch', async (path: string) => packaged(path))
    await openTexts()
    expect(spokenLanguage().language).toBe('de')
  })
})

test('texts that did not come are asked for again by the next who speaks', async () => {
  const { openTexts, t } = await unopened('en')
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('NetworkError')))
  await expect(openTexts()).rejects.toThrow('NetworkError')
  vi.stubGlobal('fetch', async (path: string) => packaged(path))
  await openTexts()
  expect(t('loading')).toBe('One moment')
})

test("the organisation's languages are suggested, and where they are locked they are the only ones", async () => {
  const { reopenTexts, spokenLanguage } = await speaking('en')
  const { keepLanguagePolicy, keepLanguageChoice } = await import('../../extension/settings.ts')
  const spoken = async (allowed: string[], isLocked: boolean) => {
    await keepLanguagePolicy({ allowed, isLocked })
    await reopenTexts()
    return spokenLanguage().language
  }
  expect(await spoken(['he'], false)).toBe('he')
  await keepLanguageChoice('en')
  expect(await spoken(['he'], false)).toBe('en')
  expect(await spoken(['he'], true)).toBe('he')
  expect(await spoken([], false)).toBe('en')
})

test('no word can be said before the texts are open', async () => {
  vi.resetModules()
  const { t } = await import('../../extension/i18n.ts')
  expect(() => t('extension_name')).toThrow('openTexts')
})

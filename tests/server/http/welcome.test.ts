import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { LANGUAGES, TEXTS } from '../../../server/locales/texts.ts'
import type { TestServer } from '../test-server.ts'
import { openTestServer } from '../test-server.ts'

let server: TestServer
beforeEach(async () => {
  server = await openTestServer()
})
afterEach(() => server.close())

function open(acceptLanguage?: string): Promise<Response> {
  const headers = acceptLanguage === undefined ? {} : { 'accept-language': acceptLanguage }
  return server.ask('GET /', { headers })
}

describe('the page behind an invitation speaks', () => {
  test.each(LANGUAGES)('%s to the last word', async (language) => {
    const page = await (await open(language)).text()
    const texts = Object.entries(TEXTS[language]).filter(([key]) => key.startsWith('welcome_'))
    expect(texts.length).toBeGreaterThan(8)
    for (const [, words] of texts) expect(page).toContain(words)
  })

  test.each([
    ['the language without a region that it does not tell apart', 'de-AT', 'de'],
    ['Portuguese to Brazil', 'pt-BR,pt;q=0.9,en;q=0.8', 'pt'],
    ['Hebrew to who asks for it by its old name', 'iw', 'he'],
    ['the most wished-for of those it speaks', 'tlh, fr;q=0.5, ja;q=0.9', 'ja'],
    ['no language that is refused', 'de;q=0, fr;q=0.1', 'fr'],
    ['English to who speaks none of its languages', 'tlh', 'en'],
    ['English to who takes any', '*', 'en'],
    ['English to who asks for what is no language', 'not a language, ;;q=x', 'en'],
    ['English to who does not say', undefined, 'en'],
  ])('%s', async (_what, acceptLanguage, language) => {
    const answer = await open(acceptLanguage)
    expect(answer.headers.get('content-language')).toBe(language)
    expect(await answer.text()).toContain(`<html lang="${language}" dir="`)
  })

  test('from right to left where its language does', async () => {
    expect(await (await open('ar-EG')).text()).toContain('<html lang="ar" dir="rtl">')
    expect(await (await open('he')).text()).toContain('<html lang="he" dir="rtl">')
    expect(await (await open('ja')).text()).toContain('<html lang="ja" dir="ltr">')
  })

  test('so that no cache gives one reader the page of another, and without a cookie', async () => {
    const answer = await open('fr')
    expect(answer.headers.get('vary')).toContain('Accept-Language')
    expect(answer.headers.get('set-cookie')).toBeNull()
  })
})

describe('what the server says', () => {
  test.each(LANGUAGES)('is complete in %s, and never loud', (language) => {
    const texts: Record<string, string> = TEXTS[language]
    expect(Object.keys(texts)).toEqual(Object.keys(TEXTS.en))
    expect(Object.values(texts).filter((words) => words.trim() === '' || /[!！]/.test(words))).toEqual([])
  })

  test.each(LANGUAGES.filter((language) => language !== 'en'))('was translated into %s', (language) => {
    const texts: Record<string, string> = TEXTS[language]
    const english = Object.entries(TEXTS.en)
    expect(english.filter(([key, words]) => texts[key] === words)).toEqual([])
  })
})

describe('the page looks like the extension', () => {
  const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
  const coloursIn = (css: string) => css.match(/--[\w-]+: [^;]+;/g) ?? []

  test('in its colours, by day and by night', () => {
    const ours = coloursIn(read('server/http/welcome.css'))
    expect(ours.length).toBeGreaterThan(20)
    expect(coloursIn(read('extension/ui/style/tokens.css'))).toEqual(expect.arrayContaining(ours))
  })

  test('with the same spot', () => {
    expect(read('server/http/spot.svg')).toBe(read('extension/public/icon/spot.svg'))
  })
})

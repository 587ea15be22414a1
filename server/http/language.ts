import { every } from 'hono/combine'
import { createMiddleware } from 'hono/factory'
import { languageDetector } from 'hono/language'
import { LANGUAGES, type Language } from '../locales/texts.ts'

/** What a route knows behind `speakTheirLanguage`. */
export interface Spoken {
  Variables: { language: Language }
}

/** By its present name: 'iw' is 'he'. What is no tag at all throws, and is passed over. */
function presentName(tag: string): string {
  return new Intl.Locale(tag).baseName
}

/** As the browser asks for it; 'de-AT' is content with 'de'. Nothing is remembered, so no cookie is set. */
export const detectLanguage = languageDetector({
  order: ['header'],
  caches: false,
  supportedLanguages: [...LANGUAGES],
  fallbackLanguage: 'en',
  convertDetectedLanguage: presentName,
})

/** Says in which language the answer is, and that somebody else may get another. */
const nameLanguage = createMiddleware<Spoken>(async (c, next) => {
  await next()
  c.header('Content-Language', c.get('language'))
  c.header('Vary', 'Accept-Language', { append: true })
})

/** For what people read: the language of the answer is chosen from what they speak. */
export const speakTheirLanguage = every(detectLanguage, nameLanguage)

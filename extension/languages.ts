/** Each has a folder in `_locales`. English is what the others are translated from, and what is left when none fits. */
export const LANGUAGES: readonly string[] = ['en']

const LAST_RESORT = 'en'

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'he'])

export interface LanguageWishes {
  /** A language's tag, or 'browser'. */
  chosen: string
  /** The languages to choose from; a policy may leave fewer than there are. */
  allowed: readonly string[]
  /** As the browser says them, the preferred one first. */
  browserLanguages: readonly string[]
}

/** The language to speak: the chosen one, else the first of the browser's that is allowed. 'pt-BR' is content with 'pt'. */
export function chooseLanguage({ chosen, allowed, browserLanguages }: LanguageWishes): string {
  const wished = chosen === 'browser' ? browserLanguages : [chosen, ...browserLanguages]
  const found = wished.flatMap((tag) => fitting(tag, allowed))
  return found[0] ?? (allowed.includes(LAST_RESORT) ? LAST_RESORT : (allowed[0] ?? LAST_RESORT))
}

/** The tag for dates and numbers: as the browser's own region writes them ('de-AT'), if it speaks the language at all. */
export function localeOf(language: string, browserLanguages: readonly string[]): string {
  return browserLanguages.find((tag) => fitting(tag, [language]).length > 0) ?? language
}

export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr'
}

/** The language's name in itself: 'Deutsch'. */
export function nameOf(language: string): string {
  return new Intl.DisplayNames(language, { type: 'language' }).of(language) ?? language
}

function fitting(tag: string, allowed: readonly string[]): string[] {
  const locale = findLocale(tag)
  return locale ? [locale.baseName, locale.language].filter((candidate) => allowed.includes(candidate)) : []
}

/** By its present name: 'iw' is 'he'. Null for what is no tag at all: a policy may say anything. */
function findLocale(tag: string): Intl.Locale | null {
  try {
    return new Intl.Locale(tag)
  } catch {
    return null
  }
}

/** What the other languages are translated from. */
const SOURCE = 'en'

/** Each has a folder in `_locales`. The first is spoken when none fits. */
export const LANGUAGES: readonly string[] = [SOURCE, 'de', 'fr', 'es', 'pt', 'ja', 'ar', 'he']

const RIGHT_TO_LEFT: ReadonlySet<string> = new Set(['ar', 'he'])

export interface LanguagePolicy {
  /** Tags that the organisation set, the one for everybody else first; empty for all of ours. */
  allowed: readonly string[]
  /** Whether people may choose among these alone. */
  isLocked: boolean
}

export const NO_LANGUAGE_POLICY: LanguagePolicy = { allowed: [], isLocked: false }

/** What people may choose from. */
export function choosable({ allowed, isLocked }: LanguagePolicy): readonly string[] {
  return isLocked ? amongOurs(allowed) : LANGUAGES
}

/** Those that the organisation left; all of ours where it left none that we speak. */
export function amongOurs(allowed: readonly string[]): readonly string[] {
  const left = allowed.filter((tag) => LANGUAGES.includes(tag))
  return left.length > 0 ? left : LANGUAGES
}

export interface LanguageWishes {
  /** A language's tag, or 'browser'. */
  chosen: string
  /** The languages to choose from, the one for everybody else first; a policy may leave fewer than there are. */
  allowed: readonly string[]
  /** As the browser says them, the preferred one first. */
  browserLanguages: readonly string[]
}

/**
 * The language to speak: the chosen one, else the first of the browser's that is allowed, else the first allowed. 'pt-BR' is
 * content with 'pt'.
 */
export function chooseLanguage({ chosen, allowed, browserLanguages }: LanguageWishes): string {
  const wished = chosen === 'browser' ? browserLanguages : [chosen, ...browserLanguages]
  const found = wished.flatMap((tag) => fitting(tag, allowed))
  return found[0] ?? allowed[0] ?? SOURCE
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

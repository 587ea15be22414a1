import ar from './ar.json' with { type: 'json' }
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import es from './es.json' with { type: 'json' }
import fr from './fr.json' with { type: 'json' }
import he from './he.json' with { type: 'json' }
import ja from './ja.json' with { type: 'json' }
import pt from './pt.json' with { type: 'json' }

/** The languages that the server itself speaks to people; English where none fits. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ja', 'ar', 'he'] as const

export type Language = (typeof LANGUAGES)[number]

/** What the server says, by key. Every other language is translated from English, and has no key less. */
export type Texts = typeof en

/** All that the server says, on its pages or elsewhere, in each language. */
export const TEXTS: Record<Language, Texts> = { en, de, fr, es, pt, ja, ar, he }

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return new Intl.Locale(language).getTextInfo().direction === 'rtl' ? 'rtl' : 'ltr'
}

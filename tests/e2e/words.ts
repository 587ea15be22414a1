import compile from 'icu-minify/compile'
import format from 'icu-minify/format'
import { readMessages } from '../../extension/compile-messages.ts'

export type WordsKey = keyof TextArguments

type Values<K extends WordsKey> = keyof TextArguments[K] extends never ? [] : [values: TextArguments[K]]

const english = readMessages('en')

/** What people read in English for a key, with its arguments filled in. */
export function words<K extends WordsKey>(key: K, ...[values]: Values<K>): string {
  const message = compile(english[key]?.message ?? '')
  return String(format(message, 'en', { ...values }, { formatters: FORMATTERS }))
}

/** The same in another language, for texts without arguments; in one line, as `readScreen` reads it. */
export function wordsIn(language: string, key: WordsKey): string {
  return (readMessages(language)[key]?.message ?? '').replaceAll(/\s+/g, ' ')
}

const FORMATTERS = {
  getDateTimeFormat: (...options: Parameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...options),
  getNumberFormat: (...options: Parameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...options),
  getPluralRules: (...options: Parameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...options),
}

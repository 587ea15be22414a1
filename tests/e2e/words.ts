import compile from 'icu-minify/compile'
import format from 'icu-minify/format'
import messages from '../../extension/public/_locales/en/messages.json' with { type: 'json' }

export type WordsKey = keyof TextArguments

type Values<K extends WordsKey> = keyof TextArguments[K] extends never ? [] : [values: TextArguments[K]]

/** What people read in English for a key, with its arguments filled in. */
export function words<K extends WordsKey>(key: K, ...[values]: Values<K>): string {
  return String(format(compile(messages[key].message), 'en', { ...values }, { formatters: FORMATTERS }))
}

const FORMATTERS = {
  getDateTimeFormat: (...options: Parameters<typeof Intl.DateTimeFormat>) =>
    new Intl.DateTimeFormat(...options),
  getNumberFormat: (...options: Parameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...options),
  getPluralRules: (...options: Parameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...options),
}

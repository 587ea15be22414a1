import { browser } from 'wxt/browser'
import type messages from './public/_locales/en/messages.json'

type Key = keyof typeof messages
/** `unread_one` and `unread_other` are the plural message `unread`. */
type PluralKey = Key extends infer K ? (K extends `${infer Stem}_other` ? Stem : never) : never

/** The text for a key in the person's language, with `$1`, `$2` ... filled in. */
export function t(key: Key, ...substitutions: string[]): string {
  return browser.i18n.getMessage(key, substitutions)
}

/** The plural form that fits `count`; `$1` is the count, written as the language writes numbers; `more` follows. */
export function tCount(key: PluralKey, count: number, ...more: string[]): string {
  const language = browser.i18n.getUILanguage()
  const form = new Intl.PluralRules(language).select(count)
  const shown = new Intl.NumberFormat(language).format(count)
  // A language has messages for its own plural forms only; a form that it leaves out reads like `other`.
  const fitting = browser.i18n.getMessage(`${key}_${form}` as Key, [shown, ...more])
  return fitting || browser.i18n.getMessage(`${key}_other` as Key, [shown, ...more])
}

/** 'Grace, Jorge and Ada' as the language says it. */
export function listNames(names: string[]): string {
  return new Intl.ListFormat(browser.i18n.getUILanguage(), { type: 'conjunction' }).format(names)
}

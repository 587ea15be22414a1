import { signal } from '@preact/signals-core'
import format, { type FormatOptions } from 'icu-minify/format'
import { browser } from 'wxt/browser'
import { keepWords, readKeptWords, type Words } from './kept-words.ts'
import { amongOurs, choosable, chooseLanguage, directionOf, localeOf } from './languages.ts'
import { readLanguageSettings } from './settings.ts'

/** Made from the English texts by `compile-messages.ts`. */
export type TextKey = keyof TextArguments

/** What a text must be given: nothing, or its arguments by name. */
type Values<K extends TextKey> = keyof TextArguments[K] extends never ? [] : [values: TextArguments[K]]

interface Texts {
  language: string
  /** For numbers and dates. */
  locale: string
  messages: Words
}

/** A signal: every component that says something is rendered again when the language changes. */
const texts = signal<Texts | null>(null)

let opened: Promise<void> | undefined
let readings = 0

/** To be awaited before the first word. */
export function openTexts(): Promise<void> {
  opened ??= readTexts().catch((error: unknown) => {
    // Whoever asks next may have more luck.
    opened = undefined
    throw error
  })
  return opened
}

/** Changes to the language that is chosen now. */
export function reopenTexts(): Promise<void> {
  opened = readTexts()
  return opened
}

/** A window that spoke before speaks the same at once, and looks whether that still holds; the others wait for the settings. */
async function readTexts(): Promise<void> {
  const reading = ++readings
  const kept = texts.value ? null : readKeptWords()
  const chosen = chooseSpoken()
  if (!kept) return speak(await chosen, reading)
  say(kept.language, kept.words)
  void chosen.then((language) => (language === kept.language ? undefined : speak(language, reading)))
}

const readBrowserLanguages = () => [browser.i18n.getUILanguage(), ...navigator.languages]

async function chooseSpoken(): Promise<string> {
  const settings = await readLanguageSettings()
  const { chosen } = settings
  const allowed = chosen === 'browser' ? amongOurs(settings.allowed) : choosable(settings)
  return chooseLanguage({ chosen, allowed, browserLanguages: readBrowserLanguages() })
}

async function speak(language: string, reading: number): Promise<void> {
  const words = await fetchWords(language)
  // What was chosen last counts, whichever file comes last; who waits for words waits for that one.
  if (reading !== readings) return opened
  say(language, words)
  keepWords(language, words)
}

function say(language: string, messages: Words): void {
  texts.value = { language, locale: localeOf(language, readBrowserLanguages()), messages }
}

async function fetchWords(language: string): Promise<Words> {
  const response = await fetch(`/texts/${language}.json`)
  const words: Words = await response.json()
  return words
}

function openedTexts(): Texts {
  if (!texts.value) throw new Error('No word before openTexts()')
  return texts.value
}

/** The text for a key in the person's language, with its arguments filled in. */
export function t<K extends TextKey>(key: K, ...[values]: Values<K>): string {
  const { language, locale, messages } = openedTexts()
  return String(format(messages[key], locale, isolateAll(values ?? {}, language), INTL))
}

const INTL: FormatOptions = {
  formatters: {
    getDateTimeFormat: (...options) => new Intl.DateTimeFormat(...options),
    getNumberFormat: (...options) => new Intl.NumberFormat(...options),
    getPluralRules: (...options) => new Intl.PluralRules(...options),
  },
}

/** The tag of the language that is spoken, and its direction. */
export function spokenLanguage(): { language: string; direction: 'ltr' | 'rtl' } {
  const { language } = openedTexts()
  return { language, direction: directionOf(language) }
}

/** For Intl: dates and times as the person's region writes them. */
export function spokenLocale(): string {
  return openedTexts().locale
}

export function formatNumber(number: number): string {
  return new Intl.NumberFormat(spokenLocale()).format(number)
}

/** 'Grace, Jorge and Ada' as the language says it. */
export function listNames(names: string[]): string {
  const { language, locale } = openedTexts()
  const isolated = names.map((name) => isolate(name, language))
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(isolated)
}

const RIGHT_TO_LEFT_LETTER = /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}/u
const [FIRST_STRONG_ISOLATE, POP_ISOLATE] = ['\u2068', '\u2069']

/** Keeps a name of the other direction from pulling the words around it out of order. */
function isolate(name: string, language: string): string {
  const isSafe = directionOf(language) === 'ltr' && !RIGHT_TO_LEFT_LETTER.test(name)
  return isSafe ? name : `${FIRST_STRONG_ISOLATE}${name}${POP_ISOLATE}`
}

function isolateAll(values: object, language: string): Record<string, string | number> {
  const isolated = Object.entries(values).map(([name, value]: [string, string | number]) => [
    name,
    typeof value === 'string' ? isolate(value, language) : value,
  ])
  return Object.fromEntries(isolated)
}

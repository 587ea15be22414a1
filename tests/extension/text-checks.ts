import {
  parse,
  TYPE,
  type MessageFormatElement,
  type PluralElement,
} from '@formatjs/icu-messageformat-parser'
import { argumentsOf, type Messages } from '../../extension/compile-messages.ts'

/** One thing that may be wrong with the texts of a language. Each complaint begins with the key that it is about. */
export interface TextCheck {
  title: string
  complaints: (messages: Messages, english: Messages, language: string) => string[]
}

/** The stores cut off what is longer. */
const LONGEST: Record<string, number> = { extension_name: 45, extension_description: 132 }

/** Read by the browser itself, which knows Chrome's format and nothing of ICU. */
const READ_BY_THE_BROWSER: ReadonlySet<string> = new Set([
  'extension_name',
  'extension_description',
  'launcher_label',
  'problem_background',
])

export const TEXT_CHECKS: TextCheck[] = [
  {
    title: 'every text of English is there, and no other',
    complaints: (messages, english) => [
      ...without(english, messages).map((key) => `${key} is missing`),
      ...without(messages, english).map((key) => `${key} is not in English`),
    ],
  },
  {
    title: 'every text is a message with words in it',
    complaints: (messages) => about(messages, (message) => (isReadable(message) ? [] : ['cannot be read'])),
  },
  {
    title: 'every text has the arguments of the English one, and of the same kind',
    complaints: (messages, english) =>
      about(messages, (message, key) => differences(message, english[key]?.message ?? '')),
  },
  {
    title: 'every plural has the forms of the language, and no other',
    complaints: (messages, _english, language) =>
      about(messages, (message) => pluralsIn(message).flatMap((plural) => wrongForms(plural, language))),
  },
  {
    title: 'what the browser reads is plain, and as short as the stores want it',
    complaints: (messages) =>
      about(messages, (message, key) => [
        ...(message.length > (LONGEST[key] ?? Infinity) ? [`has more than ${LONGEST[key]} characters`] : []),
        ...(READ_BY_THE_BROWSER.has(key) && /[{}'<#]/.test(message) ? ['is not plain'] : []),
        ...(message.includes('$') ? ['has a $, which the browser takes for an argument'] : []),
      ]),
  },
  {
    title: 'English explains every text with arguments, and English alone explains',
    complaints: (messages, english, language) =>
      Object.entries(messages).flatMap(([key, { message, description = '' }]) => {
        if (messages !== english) return description === '' ? [] : [`${key} is explained in ${language}`]
        const isClear = description !== '' || Object.keys(readArguments(message)).length === 0
        return isClear ? [] : [`${key} is not explained`]
      }),
  },
  {
    title: 'nothing shouts',
    complaints: (messages) =>
      about(messages, (message) => (/[!！¡]|oops|sorry|failed|invalid/i.test(message) ? ['is loud'] : [])),
  },
]

function about(messages: Messages, complain: (message: string, key: string) => string[]): string[] {
  return Object.entries(messages).flatMap(([key, { message }]) =>
    complain(message, key).map((complaint) => `${key} ${complaint}`),
  )
}

function without(some: Messages, others: Messages): string[] {
  return Object.keys(some).filter((key) => !Object.hasOwn(others, key))
}

function isReadable(message: string): boolean {
  try {
    return parse(message).length > 0 && message.trim() === message
  } catch {
    return false
  }
}

/** None in a text that cannot be read: another check complains of that. */
function readArguments(message: string): Record<string, 'string' | 'number'> {
  return isReadable(message) ? argumentsOf(message) : {}
}

function differences(message: string, english: string): string[] {
  const [given, wanted] = [readArguments(message), readArguments(english)]
  return [
    ...Object.keys(wanted).flatMap((name) => (given[name] === wanted[name] ? [] : [`lacks {${name}}`])),
    ...Object.keys(given).flatMap((name) => (name in wanted ? [] : [`has a strange {${name}}`])),
  ]
}

function pluralsIn(message: string): PluralElement[] {
  return isReadable(message) ? parse(message).flatMap(pluralsOf) : []
}

function pluralsOf(element: MessageFormatElement): PluralElement[] {
  if (element.type !== TYPE.plural) return []
  return [element, ...Object.values(element.options).flatMap(({ value }) => value.flatMap(pluralsOf))]
}

/** Forms for an exact number, `=0`, are welcome beside those of the language. */
function wrongForms({ options }: PluralElement, language: string): string[] {
  const forms: string[] = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const given = Object.keys(options).filter((form) => !form.startsWith('='))
  return [
    ...forms.filter((form) => !given.includes(form)).map((form) => `lacks the form '${form}'`),
    ...given.filter((form) => !forms.includes(form)).map((form) => `has a strange form '${form}'`),
  ]
}

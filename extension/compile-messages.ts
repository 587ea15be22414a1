import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import compile from 'icu-minify/compile'
import type { WxtHooks } from 'wxt'

const LOCALES = join(import.meta.dirname, 'public/_locales')

/** A text as it lies in `_locales`: Chrome's format around an ICU message. */
export interface Message {
  message: string
  description?: string
}

export type Messages = Record<string, Message>

/** The languages that have a folder. */
export function listLocales(): string[] {
  return readdirSync(LOCALES).toSorted()
}

export function readMessages(locale: string): Messages {
  return JSON.parse(readFileSync(join(LOCALES, locale, 'messages.json'), 'utf8'))
}

/** What `extension/i18n.ts` reads at run time. */
export function compileMessages(messages: Messages): string {
  return JSON.stringify(mapValues(messages, ({ message }) => compile(message)))
}

/** Changes with any text of any language: what was kept of others is then out of date. */
export function textsVersion(): string {
  const texts = listLocales().map((locale) => compileMessages(readMessages(locale)))
  return createHash('sha256').update(texts.join('\n')).digest('base64url').slice(0, 12)
}

/** The arguments of a message, each with what it must be: `{"name": "string", "count": "number"}`. */
export function argumentsOf(message: string): Record<string, 'string' | 'number'> {
  return Object.fromEntries(parse(message).flatMap(argumentsIn))
}

function argumentsIn(element: MessageFormatElement): [string, 'string' | 'number'][] {
  if (element.type === TYPE.argument) return [[element.value, 'string']]
  if (element.type === TYPE.number) return [[element.value, 'number']]
  if (element.type !== TYPE.plural) return []
  const within = Object.values(element.options).flatMap(({ value }) => value.flatMap(argumentsIn))
  return [[element.value, 'number'], ...within]
}

/** Types every text's arguments, so that a call with a wrong name or kind does not compile. */
function declareArguments(messages: Messages): string {
  const lines = Object.entries(messages).map(([key, { message }]) => {
    const values = Object.entries(argumentsOf(message)).map(([name, type]) => `${name}: ${type}`)
    return `  ${key}: ${values.length > 0 ? `{ ${values.join('; ')} }` : 'object'}`
  })
  return `interface TextArguments {\n${lines.join('\n')}\n}\n`
}

function mapValues<A, B>(record: Record<string, A>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]))
}

/** For WXT: compiled texts in the build, a file for each language, and types for English, which all the others must match. */
export const messageHooks: Partial<WxtHooks> = {
  'build:publicAssets'(_wxt, files) {
    for (const locale of listLocales())
      files.push({ relativeDest: `texts/${locale}.json`, contents: compileMessages(readMessages(locale)) })
  },
  'prepare:types'(_wxt, entries) {
    entries.push({
      path: 'types/texts.d.ts',
      text: declareArguments(readMessages('en')),
      tsReference: true,
    })
  },
}

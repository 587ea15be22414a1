import type { Handle, Identity } from './people-store.ts'

/** Text without case and accents, for comparing what people type with what they are called: 'Zoë' and 'ZOE' are the same. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim().replace(/\s+/gu, ' ')
}

/** The folded words of texts; `ada.lovelace@corp.test` is four of them. */
export function foldedWords(...texts: readonly string[]): string[] {
  return texts.flatMap((text) => fold(text).split(/[^\p{L}\p{N}]+/u)).filter((word) => word !== '')
}

/**
 * How well words that somebody typed fit the words and the whole of what they look through, both folded.
 * @returns 0 when each begins a word, 1 when each is at least found somewhere, null when one is not found.
 */
export function rank(typed: readonly string[], words: readonly string[], whole: string): 0 | 1 | null {
  if (typed.every((part) => words.some((word) => word.startsWith(part)))) return 0
  return typed.every((part) => whole.includes(part)) ? 1 : null
}

/** What two spellings of one e-mail address have in common. */
export function emailKey(email: string): string {
  return email.trim().toLowerCase()
}

/** What two spellings of a user name have in common; of an external id likewise. */
export function userNameKey(name: string): string {
  return name.trim().toLowerCase()
}

/** What two spellings of one handle have in common. */
export function handleKey({ tool, origin, handle }: Handle): string {
  return [tool, origin.toLowerCase(), handle.toLowerCase()].join('\n')
}

/** Names an identity: those of providers are compared to the letter. */
export function identityKey({ issuer, subject }: Identity): string {
  return [issuer, subject].join('\n')
}

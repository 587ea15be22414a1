import type { CompiledMessage } from 'icu-minify/format'

declare global {
  /** Changes with any text: `compile-messages.ts` reckons it for the build. */
  const TEXTS_VERSION: string
}

export type Words = Record<keyof TextArguments, CompiledMessage>

interface Kept {
  version: string
  language: string
  words: Words
}

const KEY = 'spoken words'

/** The words that a window spoke last, without waiting for a file. Null where there are none, or other texts since. */
export function readKeptWords(): Pick<Kept, 'language' | 'words'> | null {
  const written = storage()?.getItem(KEY)
  if (!written) return null
  // Only `keepWords` writes under this name; what another version wrote has a version too.
  const kept = JSON.parse(written) as Kept
  return kept.version === TEXTS_VERSION ? kept : null
}

/** Keeps them for the next window. Where the disk is full that one waits for its file. */
export function keepWords(language: string, words: Words): void {
  const kept: Kept = { version: TEXTS_VERSION, language, words }
  try {
    storage()?.setItem(KEY, JSON.stringify(kept))
  } catch {
    storage()?.removeItem(KEY)
  }
}

/** A worker has none. */
function storage(): Storage | undefined {
  return 'localStorage' in globalThis ? localStorage : undefined
}

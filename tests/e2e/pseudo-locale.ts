import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CompiledMessage } from 'icu-minify/format'

/** A copy of the built extension whose English is pseudo-localised: '[Šéñđ ··]'. Whoever asked for it removes it. */
export function copyWithPseudoLocale(extensionDir: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'bright-spots-pseudo-'))
  cpSync(extensionDir, folder, { recursive: true })
  const file = join(folder, 'texts/en.json')
  const texts: Record<string, CompiledMessage> = JSON.parse(readFileSync(file, 'utf8'))
  const changed = Object.entries(texts).map(([key, message]) => [key, pseudoLocalise(message)])
  writeFileSync(file, JSON.stringify(Object.fromEntries(changed)))
  return folder
}

/** The message with other letters, longer by two fifths as German is, and in brackets: what is cut off shows, too. */
export function pseudoLocalise(message: CompiledMessage): unknown[] {
  const parts = typeof message === 'string' ? [message] : message
  return ['[', ...parts.map(accentuate), `${dots(parts)}]`]
}

/** Of a plural, `["count", 2, {"one": ...}]`, each form; an argument keeps its name. */
function accentuate(part: unknown): unknown {
  if (typeof part === 'string') return withAccents(part)
  if (!Array.isArray(part)) return part
  const [name, type, forms]: unknown[] = part
  if (typeof forms !== 'object' || forms === null) return part
  const changed = Object.entries(forms).map(([form, said]) => [form, inForm(said)])
  return [name, type, Object.fromEntries(changed)]
}

function inForm(said: unknown): unknown {
  return Array.isArray(said) ? said.map((part) => accentuate(part)) : accentuate(said)
}

const PLAIN = 'ACDEGHIJKLNORSTUWYZacdeghijklnorstuwyz'
const ACCENTED = 'ÀÇĐÉĜĤÎĴĶĻÑÖŔŠŢÛŴÝŽàçđéĝĥîĵķļñöŕšţûŵýž'

function withAccents(text: string): string {
  return text.replaceAll(/[A-Za-z]/g, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter)
}

function dots(parts: readonly unknown[]): string {
  return ` ${'·'.repeat(Math.ceil(lengthOf(parts) * 0.4))}`
}

function lengthOf(parts: readonly unknown[]): number {
  return parts.reduce<number>((sum, part) => sum + (typeof part === 'string' ? part.length : 8), 0)
}

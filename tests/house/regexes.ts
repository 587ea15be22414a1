import type { CallExpression, NewExpression } from 'oxc-parser'
import { parseSync, Visitor } from 'oxc-parser'

export interface FoundRegex {
  path: string
  pattern: string
  flags: string
}

/** What a file's text has of regular expressions: those that are written out, and how many are put together while it runs. */
export interface Regexes {
  literals: FoundRegex[]
  /** The arguments of each `new RegExp(…)`, as they are written. */
  built: string[]
}

/** A schema's `v.regex(…)` and a `new RegExp(NAME)` hold literals too, which are found where they stand. */
export function findRegexes(path: string, text: string): Regexes {
  const { program, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const found: Regexes = { literals: [], built: [] }
  const noteBuilt = ({ callee, arguments: given }: CallExpression | NewExpression) => {
    if (callee.type !== 'Identifier' || callee.name !== 'RegExp') return
    const [first, last] = [given[0], given.at(-1)]
    found.built.push(first && last ? text.slice(first.start, last.end).replaceAll(/\s+/g, ' ') : '')
  }
  new Visitor({
    Literal: (literal) => {
      if ('regex' in literal) found.literals.push({ path, ...literal.regex })
    },
    CallExpression: noteBuilt,
    NewExpression: noteBuilt,
  }).visit(program)
  return found
}

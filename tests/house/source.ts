import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { parseSync, Visitor, type EcmaScriptModule, type MemberExpression, type Program } from 'oxc-parser'

const ROOT = join(import.meta.dirname, '../..')

interface Import {
  /** A path from the root, `extension/ui/Inbox.tsx`, or a package as it is written. */
  to: string
  isType: boolean
}

/** What the rules of the house look at in a file. */
export interface Source {
  path: string
  imports: Import[]
  /** Names that are called: `fetch`, `globalThis.fetch`, `browser.tabs.query`. */
  calls: string[]
  /** What is looked up, with all its dots: `process.env`, `browser.i18n.getMessage`. */
  members: string[]
}

/** Every source file that ships or serves. */
export function readSources(): Source[] {
  const files = ['extension', 'server', 'shared'].flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' }).map((file) =>
      posix.join(room, file),
    ),
  )
  return [...files.filter((file) => /\.tsx?$/.test(file)), 'wxt.config.ts'].map((path) =>
    parseSource(path, readText(path)),
  )
}

/** A file of the project, by its path from the root. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

export function parseSource(path: string, text: string): Source {
  const { program, module, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  return { path, imports: importsOf(path, module, text), ...usesOf(program) }
}

function importsOf(path: string, module: EcmaScriptModule, text: string): Import[] {
  const resolve = (to: string) => (to.startsWith('.') ? posix.join(posix.dirname(path), to) : to)
  const imported = module.staticImports.map(({ moduleRequest, entries }) => ({
    to: resolve(moduleRequest.value),
    isType: entries.length > 0 && entries.every(({ isType }) => isType),
  }))
  const passedOn = module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ to: resolve(moduleRequest.value), isType }] : [],
    )
  const late = module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
    to: resolve(text.slice(start + 1, end - 1)),
    isType: false,
  }))
  return [...imported, ...passedOn, ...late]
}

function usesOf(program: Program): { calls: string[]; members: string[] } {
  const [calls, members]: [string[], string[]] = [[], []]
  const note = (list: string[], name: string | null) => {
    if (name !== null) list.push(name)
  }
  new Visitor({
    CallExpression: ({ callee }) => note(calls, dotted(callee)),
    NewExpression: ({ callee }) => note(calls, dotted(callee)),
    MemberExpression: (member) => note(members, dotted(member)),
  }).visit(program)
  return { calls, members }
}

type Node = MemberExpression['object']

/** `a.b.c`, also when it is written `a?.b['c']`; null for what is no such chain. */
function dotted(node: Node): string | null {
  if (node.type === 'Identifier') return node.name
  if (node.type === 'ChainExpression') return dotted(node.expression)
  if (node.type !== 'MemberExpression') return null
  const [object, property] = [dotted(node.object), propertyOf(node)]
  return object !== null && property !== null ? `${object}.${property}` : null
}

function propertyOf({ property }: MemberExpression): string | null {
  if (property.type === 'Identifier') return property.name
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : null
}

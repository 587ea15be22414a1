import { parseSync, type ImportDeclaration, type Program, type Span } from 'oxc-parser'

/** A name that stands in a list, or that an import gives. */
interface Named extends Span {
  name: string
}

interface Imported {
  whole: Span
  local: Named
  source: Span & { value: string }
}

/**
 * A file that imports tools and exports a list of them, with one more: imported as the last of the list is, put among the other
 * imports by its name, and at the list's end.
 */
export function withTool(path: string, text: string, tool: string): string {
  const { program } = parseSync(path, text)
  const listed = listedIn(program)
  const imports = program.body
    .flatMap((node) => (node.type === 'ImportDeclaration' ? importsOf(node) : []))
    .filter(({ local }) => listed.some(({ name }) => name === local.name))
  const last = listed.at(-1)
  const model = imports.find(({ local }) => local.name === last?.name)
  if (!last || !model) throw new Error(`${path}: here is no list of imported tools any more`)
  const name = nameInCode(tool)
  const line = importLike(model, text, name, `./${tool}.ts`)
  const next = imports.find(({ source }) => source.value > `./${tool}.ts`)?.whole.start
  const at = next ?? Math.max(...imports.map(({ whole }) => whole.end))
  const withLine = next === undefined ? `\n${line}` : `${line}\n`
  return text.slice(0, at) + withLine + text.slice(at, last.end) + `, ${name}` + text.slice(last.end)
}

/** 'azure-devops' as a name that a file can give it. */
function nameInCode(tool: string): string {
  return tool.replace(/-(\w)/g, (_hyphen, letter: string) => letter.toUpperCase())
}

/** The names in the lists that a file exports. */
function listedIn({ body }: Program): Named[] {
  return body
    .flatMap((node) => (node.type === 'ExportNamedDeclaration' ? (node.declaration ?? []) : []))
    .flatMap((node) => (node.type === 'VariableDeclaration' ? node.declarations : []))
    .flatMap(({ init }) => (init?.type === 'ArrayExpression' ? init.elements : []))
    .filter((element) => element?.type === 'Identifier')
}

function importsOf({ specifiers, source, start, end }: ImportDeclaration): Imported[] {
  return specifiers.map(({ local }) => ({ whole: { start, end }, local, source }))
}

/** The same import of another file under another name. */
function importLike({ whole, local, source }: Imported, text: string, name: string, from: string): string {
  const [before, between, after] = [
    text.slice(whole.start, local.start),
    text.slice(local.end, source.start),
    text.slice(source.end, whole.end),
  ]
  return `${before}${name}${between}'${from}'${after}`
}

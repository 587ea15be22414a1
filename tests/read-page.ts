import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { knownByAddress } from '../extension/tools/addresses.ts'
import { readGeneric } from '../extension/tools/generic.ts'
import { readPage } from '../extension/tools/read-page.ts'
import type { Page, Reading } from '../extension/tools/tool.ts'
import { openPage } from './extension/tools/open-page.ts'

const USAGE =
  'Usage: npm run --silent read-page -- FILE.html --url URL [--generic]\n       npm run --silent read-page -- --manifest FILE.tsv [--generic]'

/** Stands for the address of a page that was saved without one. */
const NOWHERE = new URL('http://nowhere.invalid/')

const TROUBLES: Record<string, string> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'this is a folder, not a file',
  EACCES: 'this file may not be read',
}

interface Row {
  path: string
  url: string
}

const { values, positionals } = readWishes()
const [file, ...more] = positionals

if (values.help) process.stdout.write(`${USAGE}\n`)
else if (more.length > 0) fail(USAGE, 2)
else if (values.manifest !== undefined && file === undefined && values.url === undefined)
  printManifest(values.manifest)
else if (values.manifest === undefined && file !== undefined && values.url !== undefined)
  printPage({ path: file, url: values.url })
else fail(USAGE, 2)

function readWishes() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        manifest: { type: 'string' },
        generic: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch {
    return fail(USAGE, 2)
  }
}

/** One page, by hand: what is wrong with it is said, and nothing else. */
function printPage(row: Row): void {
  const url = URL.parse(row.url)
  if (!url || !/^https?:$/.test(url.protocol)) fail(`${row.url}: this is no http(s) address`)
  try {
    print(row, read(openPage(readFileSync(row.path, 'utf8'), url)))
  } catch (fault) {
    fail(`${row.path}: ${troubleOf(fault)}`)
  }
}

function printManifest(manifest: string): void {
  for (const row of rowsOf(manifest)) print(row, readingOf(row, resolve(dirname(manifest), row.path)))
}

/** The columns `path` and `url`, wherever they stand; the others are not ours. */
function rowsOf(manifest: string): Row[] {
  const [head = [], ...lines] = textOf(manifest)
    .split(/\r?\n/)
    .map((line) => line.split('\t'))
  const [path, url] = [head.indexOf('path'), head.indexOf('url')]
  if (path < 0 || url < 0) fail(`${manifest}: a manifest needs the columns path and url`)
  return lines.filter(isRow).map((line) => ({ path: line[path] ?? '', url: line[url] ?? '' }))
}

function textOf(manifest: string): string {
  try {
    return readFileSync(manifest, 'utf8').replace(/^\uFEFF/, '')
  } catch (fault) {
    return fail(`${manifest}: ${troubleOf(fault)}`)
  }
}

/** Not the empty line at the end. */
function isRow(line: string[]): boolean {
  return line.some((cell) => cell !== '')
}

function print(row: Row, reading: Reading): void {
  process.stdout.write(`${JSON.stringify(lineOf(row, reading))}\n`)
}

/** With `--generic` as if no tool had a reader: what is then seen is what every tool without one gets. */
function read(page: Page): Reading {
  return values.generic ? readGeneric(page) : knownByAddress(readPage(page), page.url)
}

/** A page that cannot be read yields a line all the same, so that lines and rows stay in step. */
function readingOf(row: Row, path: string): Reading {
  try {
    return read(openPage(readFileSync(path, 'utf8'), addressOf(row.url)))
  } catch (fault) {
    process.stderr.write(`${row.path}: ${troubleOf(fault)}\n`)
    return { workItem: null, people: [] }
  }
}

function troubleOf(fault: unknown): string {
  const { code = '', message = String(fault) } =
    fault instanceof Error ? (fault as NodeJS.ErrnoException) : {}
  return TROUBLES[code] ?? message
}

/** Pages saved with a path alone, or with none, are read without their host. */
function addressOf(url: string): URL {
  return URL.parse(url) ?? (url.startsWith('/') ? new URL(url, NOWHERE) : NOWHERE)
}

function lineOf(row: Row, { workItem, people }: Reading): object {
  return {
    path: row.path,
    tool: workItem?.tool ?? 'generic',
    kind: workItem?.kind ?? 'page',
    key: workItem?.key ?? null,
    title: workItem?.title ?? null,
    url: workItem && new URL(workItem.url).host !== NOWHERE.host ? workItem.url : null,
    people: people.map(({ role, name, handle, email, profileUrl }) => ({
      role,
      name: name ?? null,
      handle: handle ?? null,
      email: email ?? null,
      profileUrl: profileUrl?.startsWith(NOWHERE.origin) === false ? profileUrl : null,
    })),
  }
}

/** Exit code 2 is for wrong usage. */
function fail(message: string, code: 1 | 2 = 1): never {
  process.stderr.write(`${message}\n`)
  process.exit(code)
}

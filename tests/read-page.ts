import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { readPage } from '../extension/tools/read-page.ts'
import type { Reading } from '../extension/tools/tool.ts'
import { openPage } from './extension/tools/open-page.ts'

const USAGE =
  'Usage: npm run --silent read-page -- FILE.html --url URL\n       npm run --silent read-page -- --manifest FILE.tsv'

/** Stands for the address of a page that was saved without one. */
const NOWHERE = new URL('http://nowhere.invalid/')

interface Row {
  path: string
  url: string
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string' }, manifest: { type: 'string' } },
})

if (values.manifest !== undefined) printManifest(values.manifest)
else if (positionals[0] !== undefined && values.url !== undefined)
  print({ path: positionals[0], url: values.url }, positionals[0])
else fail(USAGE)

function printManifest(manifest: string): void {
  for (const row of rowsOf(readFileSync(manifest, 'utf8'))) print(row, resolve(dirname(manifest), row.path))
}

/** The columns `path` and `url`, wherever they stand; the others are not ours. */
function rowsOf(tsv: string): Row[] {
  const [head = [], ...lines] = tsv.split(/\r?\n/).map((line) => line.split('\t'))
  const [path, url] = [head.indexOf('path'), head.indexOf('url')]
  if (path < 0 || url < 0) fail('The manifest needs the columns path and url')
  return lines.filter((line) => line[path]).map((line) => ({ path: line[path] ?? '', url: line[url] ?? '' }))
}

function print(row: Row, file: string): void {
  process.stdout.write(`${JSON.stringify(lineOf(row, readingOf(row, file)))}\n`)
}

/** A page that cannot be read yields a line all the same, so that lines and rows stay in step. */
function readingOf(row: Row, file: string): Reading {
  try {
    return readPage(openPage(readFileSync(file, 'utf8'), addressOf(row.url)))
  } catch (fault) {
    process.stderr.write(`${row.path}: ${fault instanceof Error ? fault.message : String(fault)}\n`)
    return { workItem: null, people: [] }
  }
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

function fail(message: string): never {
  process.stderr.write(`${message}\n`)
  process.exit(2)
}

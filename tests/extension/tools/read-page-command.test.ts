import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'

const run = promisify(execFile)
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'read-page-'))
  await writeFile(join(folder, 'lunch.html'), '<title>Lunch</title><meta name="author" content="Jo Doe">')
  await writeFile(
    join(folder, 'all.tsv'),
    'url\tnote\tpath\nhttps://corp.example/lunch?session=1\tx\tlunch.html\nhttps://corp.example/gone\tx\tgone.html\n/issues/7\tx\tlunch.html\n',
  )
})

afterAll(() => rm(folder, { recursive: true }))

async function readPage(...words: string[]): Promise<{ lines: unknown[]; stderr: string }> {
  const { stdout, stderr } = await run(process.execPath, ['tests/read-page.ts', ...words])
  return {
    lines: stdout
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
    stderr,
  }
}

it('prints what the readers see on one page as one line', async () => {
  const path = join(folder, 'lunch.html')
  const { lines } = await readPage(path, '--url', 'https://corp.example/lunch')
  const people = [{ role: 'author', name: 'Jo Doe', handle: null, email: null, profileUrl: null }]
  expect(lines).toEqual([
    {
      path,
      tool: 'generic',
      kind: 'page',
      key: null,
      title: 'Lunch',
      url: 'https://corp.example/lunch',
      people,
    },
  ])
})

it('prints one line a row, in order, whatever becomes of a page', async () => {
  const { lines, stderr } = await readPage('--manifest', join(folder, 'all.tsv'))
  expect(lines).toMatchObject([
    { path: 'lunch.html', url: 'https://corp.example/lunch', title: 'Lunch' },
    { path: 'gone.html', tool: 'generic', title: null, url: null, people: [] },
    { path: 'lunch.html', url: null, title: 'Lunch' },
  ])
  expect(stderr).toMatch(/^gone\.html: /m)
})

it('says how it is used', async () => {
  await expect(readPage()).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining('Usage:') })
})

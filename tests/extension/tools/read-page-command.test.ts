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

it('prints what the generic reader sees on a page whose tool has a reader of its own', async () => {
  const path = join(folder, 'ticket.html')
  await writeFile(path, '<title>#7: Queue grows</title><meta name="description" content="Redmine">')
  const url = 'https://corp.example/issues/7'
  expect((await readPage(path, '--url', url)).lines).toMatchObject([{ tool: 'redmine', key: '7' }])
  expect((await readPage(path, '--url', url, '--generic')).lines).toMatchObject([{ tool: 'generic' }])
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

it('prints a line for a row without a path or with an address that is none', async () => {
  const manifest = join(folder, 'odd.tsv')
  await writeFile(manifest, '\uFEFFpath\turl\r\n\thttps://corp.example/\r\nlunch.html\t//[\r\nlunch.html\r\n')
  const { lines } = await readPage('--manifest', manifest)
  expect(lines).toMatchObject([{ path: '' }, { path: 'lunch.html' }, { path: 'lunch.html', title: 'Lunch' }])
})

it.each([
  ['a file that is not there', ['gone.html', '--url', 'https://corp.example/'], 'there is no such file'],
  ['a folder', ['.', '--url', 'https://corp.example/'], 'this is a folder, not a file'],
  ['an address without a host', ['lunch.html', '--url', '/issues/7'], 'this is no http(s) address'],
  ['an address of a file', ['lunch.html', '--url', 'file:///lunch'], 'this is no http(s) address'],
  ['a manifest that is not there', ['--manifest', 'gone.tsv'], 'there is no such file'],
  [
    'a manifest without its columns',
    ['--manifest', 'lunch.html'],
    'a manifest needs the columns path and url',
  ],
])('says in one line what is wrong with %s', async (_what, words, trouble) => {
  const here = words.map((word) => (/^\.$|\w\.\w+$/.test(word) ? join(folder, word) : word))
  const failure = readPage(...here)
  await expect(failure).rejects.toMatchObject({ code: 1, stdout: '' })
  await expect(failure).rejects.toHaveProperty('stderr', expect.stringMatching(/^.+: .+\n$/))
  await expect(failure).rejects.toHaveProperty('stderr', expect.stringContaining(trouble))
})

it.each([
  ['nothing', []],
  ['a file alone', ['lunch.html']],
  ['two files', ['lunch.html', 'dinner.html', '--url', 'https://corp.example/']],
  ['a file beside a manifest', ['lunch.html', '--manifest', 'all.tsv']],
  ['an unknown option', ['--foo']],
])('says how it is used when given %s', async (_what, words) => {
  await expect(readPage(...words)).rejects.toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(/^Usage: .+\n.+\n$/),
  })
})

it('says how it is used when asked', async () => {
  const { stdout } = await run(process.execPath, ['tests/read-page.ts', '--help'])
  expect(stdout).toMatch(/^Usage: /)
})

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readPage, toolOf } from '../../../extension/tools/read-page.ts'
import { READERS } from '../../../extension/tools/readers.ts'
import type { Page, Reading } from '../../../extension/tools/tool.ts'
import { openPage } from './open-page.ts'

interface Row {
  file: string
  url: string
  kind: string
  key: string | null
  title: string
  /** The address as it is shared; as it is where left out. */
  shared?: string
  /** `role:handle-or-name`, in the order in which they are offered. */
  people: string[]
}

const WIKI = 'https://wiki.corp.example'
const TRACKER = 'https://tracker.corp.example'
const REVISION = '/projects/ledger/repository/main/revisions/bed66d28'

const rows: Row[] = [
  {
    file: 'mediawiki-article',
    url: `${WIKI}/wiki/On-call_runbook?useskin=timeless`,
    kind: 'wiki',
    key: 'On-call runbook',
    title: 'On-call runbook',
    shared: `${WIKI}/wiki/On-call_runbook`,
    people: [],
  },
  {
    file: 'mediawiki-minerva',
    url: `${WIKI}/wiki/Bereitschaft`,
    kind: 'wiki',
    key: 'Bereitschaft',
    title: 'Bereitschaft',
    people: ['editor:Tomasz K'],
  },
  {
    file: 'mediawiki-history',
    url: `${WIKI}/w/index.php?title=On-call_runbook&action=history`,
    kind: 'wiki',
    key: 'On-call runbook',
    title: 'On-call runbook',
    shared: `${WIKI}/w/index.php?title=On-call_runbook`,
    people: ['editor:Li Wei', 'author:Priya Raman'],
  },
  {
    file: 'mediawiki-diff',
    url: `${WIKI}/w/index.php?diff=12&oldid=11`,
    kind: 'wiki',
    key: 'On-call runbook',
    title: 'On-call runbook',
    shared: `${WIKI}/w/index.php?title=On-call_runbook`,
    people: ['editor:Li Wei'],
  },
  {
    file: 'mediawiki-talk',
    url: `${WIKI}/wiki/Dyskusja:Dy%C5%BCur`,
    kind: 'wiki',
    key: 'Dyskusja:Dyżur',
    title: 'Dyskusja:Dyżur',
    people: ['commenter:Jorge'],
  },
  {
    file: 'mediawiki-info',
    url: 'https://corp.example/mediawiki/index.php?title=On-call_runbook&action=info',
    kind: 'wiki',
    key: 'On-call runbook',
    title: 'On-call runbook',
    shared: 'https://corp.example/mediawiki/index.php?title=On-call_runbook',
    people: ['editor:Li Wei', 'author:Priya Raman'],
  },
  {
    file: 'mediawiki-special',
    url: `${WIKI}/wiki/Special:RecentChanges`,
    kind: 'page',
    key: null,
    title: 'Special:RecentChanges',
    people: [],
  },
  {
    file: 'redmine-issue-5',
    url: `${TRACKER}/issues/7?tab=notes#note-2`,
    kind: 'ticket',
    key: '7',
    title: 'Queue grows - and grows',
    shared: `${TRACKER}/issues/7`,
    people: ['assignee:Li Wei', 'author:Amelia Hart', 'commenter:Tomasz K'],
  },
  {
    file: 'redmine-issue-1',
    url: 'https://corp.example/redmine/issues/40',
    kind: 'ticket',
    key: '40',
    title: 'Pause the queue',
    people: ['author:Amelia Hart'],
  },
  {
    file: 'redmine-wiki',
    url: `${TRACKER}/projects/ledger/wiki/On-call_runbook`,
    kind: 'wiki',
    key: 'On-call_runbook',
    title: 'On-call runbook',
    people: ['editor:Jorge Benítez'],
  },
  {
    file: 'redmine-diff',
    url: `${TRACKER}/projects/ledger/wiki/On-call_runbook/diff?version=3`,
    kind: 'wiki',
    key: 'On-call_runbook',
    title: 'On-call runbook',
    shared: `${TRACKER}/projects/ledger/wiki/On-call_runbook`,
    people: ['editor:Jorge Benítez'],
  },
  {
    file: 'redmine-commit',
    url: TRACKER + REVISION,
    kind: 'commit',
    key: 'bed66d28',
    title: 'Raise the shard count',
    people: ['author:Li Wei', 'reviewer:Tomasz K'],
  },
  {
    file: 'redmine-list',
    url: `${TRACKER}/projects/ledger/issues?assigned_to_id=me`,
    kind: 'page',
    key: null,
    title: 'Issues',
    shared: `${TRACKER}/projects/ledger/issues`,
    people: [],
  },
  {
    file: 'github-issue-classic',
    url: 'https://github.com/corp/ledger/issues/7#issuecomment-1',
    kind: 'ticket',
    key: 'corp/ledger#7',
    title: 'Queue grows',
    shared: 'https://github.com/corp/ledger/issues/7',
    people: ['assignee:liwei', 'author:amelia-h', 'commenter:tomasz'],
  },
  {
    file: 'github-issue-react',
    url: 'https://github.com/corp/ledger/issues/7',
    kind: 'ticket',
    key: 'corp/ledger#7',
    title: 'Queue grows',
    people: ['assignee:liwei', 'author:amelia-h', 'commenter:tomasz'],
  },
  {
    file: 'github-pull-files',
    url: 'https://git.corp.example/corp/ledger/pull/8/files?w=1',
    kind: 'review',
    key: 'corp/ledger#8',
    title: 'Pause the queue by hand',
    shared: 'https://git.corp.example/corp/ledger/pull/8',
    people: ['author:amelia-h', 'reviewer:tomasz'],
  },
  {
    file: 'github-commit',
    url: 'https://github.com/corp/ledger/commit/bed66d2807adcd51adb1339d3081329d02bd4439',
    kind: 'commit',
    key: 'corp/ledger@bed66d2807adcd51adb1339d3081329d02bd4439',
    title: 'Raise the shard count',
    people: ['author:liwei', 'author:Amelia Hart', 'reviewer:Tomasz K'],
  },
  {
    file: 'github-file',
    url: 'https://github.com/corp/ledger/blob/release/2.x/src/queue.ts',
    kind: 'page',
    key: null,
    title: 'src/queue.ts',
    people: ['author:liwei'],
  },
  {
    file: 'github-home',
    url: 'https://github.com/corp/ledger',
    kind: 'page',
    key: null,
    title: 'corp/ledger: Moves money',
    people: [],
  },
  {
    file: 'generic-article',
    url: 'https://blog.corp.example/pause?utm_source=mail',
    kind: 'page',
    key: null,
    title: 'How we pause the queue',
    shared: 'https://blog.corp.example/pause',
    people: ['author:Priya Raman'],
  },
  {
    file: 'generic-list',
    url: 'https://blog.corp.example/',
    kind: 'page',
    key: null,
    title: 'All articles',
    people: [],
  },
  {
    file: 'generic-plain',
    url: 'https://corp.example/lunch',
    kind: 'page',
    key: null,
    title: 'Lunch menu',
    people: [],
  },
]

function pageOf({ file, url }: Row): Page {
  return openPage(readFileSync(new URL(`pages/${file}.html`, import.meta.url), 'utf8'), new URL(url))
}

function named({ people }: Reading): string[] {
  return people.map((person) => `${person.role}:${person.handle ?? person.name ?? person.email}`)
}

const toolNamed = ({ file }: Row) => file.replace(/-.*/, '')

describe.each(rows)('$file', (row) => {
  const reading = readPage(pageOf(row))

  it('is known for what it is', () => {
    const { kind, key, title, shared = row.url } = row
    expect(reading.workItem).toEqual({ tool: toolNamed(row), kind, key, title, url: shared })
  })

  it('names those who made it, and nobody else', () => {
    expect(named(reading)).toEqual(row.people)
  })

  it('is a page of its own tool alone', () => {
    expect(
      toolOf(pageOf(row))?.place.tool ?? 'generic',
      `the file of a row is named after its tool: ${row.file}`,
    ).toBe(toolNamed(row))
  })

  it('keeps its key and names nobody else when every class is gone', () => {
    const page = pageOf(row)
    for (const element of page.root.querySelectorAll('[class]')) element.removeAttribute('class')
    const aged = readPage(page)
    expect(aged.workItem?.key ?? null).toBe(row.key)
    expect(row.people.map(who)).toEqual(expect.arrayContaining(named(aged).map(who)))
  })
})

const who = (person: string) => person.replace(/^\w+:/, '')

describe('every tool', () => {
  it.each(READERS.map((tool) => [tool.place.tool, tool] as const))(
    '%s tells its sample addresses apart',
    (_name, tool) => {
      for (const { url, kind } of tool.samples) {
        const page = openPage('<title>x</title>', new URL(url))
        expect(tool.read(page)?.workItem?.kind, `the kind of ${url}`).toBe(kind)
      }
      const kinds = new Set(tool.kinds.map(({ kind }) => kind))
      expect(
        new Set(tool.samples.map(({ kind }) => kind)),
        'add an address to samples of the tool for each of its kinds',
      ).toEqual(kinds)
    },
  )

  it.each(READERS.map((tool) => [tool.place.tool, tool] as const))(
    '%s is measured on a page of each kind that it has',
    (name, tool) => {
      const measured = rows.filter((row) => toolNamed(row) === name).map(({ kind }) => kind)
      const kinds = tool.kinds.map(({ kind }) => kind).filter((kind) => kind !== 'discussion')
      expect(measured, `add a row to rows above, and a page to pages/, for each kind of ${name}`).toEqual(
        expect.arrayContaining(kinds),
      )
    },
  )
})

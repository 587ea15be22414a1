import type { Row } from '../row.ts'

export const rows: readonly Row[] = [
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
]

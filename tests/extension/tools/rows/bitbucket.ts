import type { Row } from '../row.ts'

const FORGE = 'https://code.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'bitbucket-review',
    url: `${FORGE}/git/projects/CORP/repos/ledger/pull-requests/12/diff#queue/shards.go`,
    kind: 'review',
    key: 'CORP/ledger#12',
    title: 'Raise the #shards: again',
    shared: `${FORGE}/git/projects/CORP/repos/ledger/pull-requests/12`,
    people: ['author:li.wei', 'reviewer:amelia', 'commenter:tomasz'],
  },
  {
    file: 'bitbucket-commit',
    url: `${FORGE}/users/li.wei/repos/ledger/commits/32f0ab4d5ddc72f3c287#queue/shards.go`,
    kind: 'commit',
    key: '32f0ab4d5ddc72f3c287',
    title: 'Raise the shard count',
    shared: `${FORGE}/users/li.wei/repos/ledger/commits/32f0ab4d5ddc72f3c287`,
    people: ['author:li.wei', 'reviewer:Tomasz K'],
  },
  {
    file: 'bitbucket-file',
    url: `${FORGE}/projects/CORP/repos/ledger/browse/queue/shards.go?at=refs%2Fheads%2Fmain#7`,
    kind: 'page',
    key: null,
    title: 'shards.go',
    shared: `${FORGE}/projects/CORP/repos/ledger/browse/queue/shards.go`,
    people: ['editor:Amelia Hart'],
  },
  {
    file: 'bitbucket-cloud',
    url: 'https://forge.example/corp/ledger/pull-requests/13/pause-the-queue/diff',
    kind: 'review',
    key: 'corp/ledger#13',
    title: 'Pause the queue',
    shared: 'https://forge.example/corp/ledger/pull-requests/13',
    people: [],
  },
  {
    file: 'bitbucket-list',
    url: `${FORGE}/projects/CORP/repos/ledger/browse`,
    kind: 'page',
    key: null,
    title: 'Repositories',
    people: [],
  },
]

import type { Row } from '../row.ts'

const REVIEW = 'https://corp.example/r'

export const rows: readonly Row[] = [
  {
    file: 'gerrit-change',
    url: `${REVIEW}/c/corp/ledger/+/1234/2..5?tab=comments#message-7`,
    kind: 'review',
    key: '1234',
    title: 'Raise the shard count',
    shared: `${REVIEW}/c/corp/ledger/+/1234`,
    people: [],
  },
  {
    file: 'gerrit-change',
    url: 'https://review.corp.example/c/1234/',
    kind: 'review',
    key: '1234',
    title: 'Raise the shard count',
    shared: 'https://review.corp.example/c/1234',
    people: [],
  },
  {
    file: 'gerrit-list',
    url: 'https://review.corp.example/q/owner:amelia@corp.example',
    kind: 'page',
    key: null,
    title: 'owner:amelia@corp.example',
    people: [],
  },
]

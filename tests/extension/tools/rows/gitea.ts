import type { Row } from '../row.ts'

const FORGE = 'https://forge.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'gitea-issue',
    url: `${FORGE}/corp/ledger/issues/7?x=1#issuecomment-72`,
    kind: 'ticket',
    key: 'corp/ledger#7',
    title: 'Queue grows (again)',
    shared: `${FORGE}/corp/ledger/issues/7`,
    people: ['assignee:li.wei', 'author:amelia', 'commenter:tomasz'],
  },
  {
    file: 'gitea-pull',
    url: 'https://corp.example:3000/git/corp/ledger/pulls/12/files',
    kind: 'review',
    key: 'corp/ledger#12',
    title: 'Raise the shard count',
    shared: 'https://corp.example:3000/git/corp/ledger/pulls/12',
    people: ['author:li.wei', 'reviewer:amelia', 'assignee:Tomasz K'],
  },
  {
    file: 'gitea-commit',
    url: `${FORGE}/corp/ledger/commit/32f0ab4d5ddc72f3c287?style=split`,
    kind: 'commit',
    key: 'corp/ledger@32f0ab4d5ddc72f3c287',
    title: 'Raise the shard count',
    shared: `${FORGE}/corp/ledger/commit/32f0ab4d5ddc72f3c287`,
    people: ['author:li.wei', 'reviewer:Tomasz K'],
  },
  {
    file: 'gitea-wiki',
    url: `${FORGE}/corp/ledger/wiki/On-call-runbook`,
    kind: 'wiki',
    key: 'On-call-runbook',
    title: 'On-call runbook',
    people: ['editor:Jorge Benítez'],
  },
  {
    file: 'gitea-list',
    url: `${FORGE}/corp/ledger/issues?type=all`,
    kind: 'page',
    key: null,
    title: 'Issues - corp/ledger',
    shared: `${FORGE}/corp/ledger/issues`,
    people: [],
  },
]

import type { Row } from '../row.ts'

const FORGE = 'https://code.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'gitlab-issue',
    url: `${FORGE}/corp/ledger/-/issues/7?tab=designs#note_3`,
    kind: 'ticket',
    key: 'corp/ledger#7',
    title: 'Queue grows (again)',
    shared: `${FORGE}/corp/ledger/-/issues/7`,
    people: ['assignee:li.wei', 'author:amelia', 'commenter:tomasz'],
  },
  {
    file: 'gitlab-work-item',
    url: `${FORGE}/corp/ledger/-/work_items/8`,
    kind: 'ticket',
    key: 'corp/ledger#8',
    title: 'Pause the queue',
    people: ['assignee:Li Wei', 'author:Amelia Hart'],
  },
  {
    file: 'gitlab-work-item-own',
    url: `${FORGE}/corp/ledger/issues/9`,
    kind: 'ticket',
    key: 'corp/ledger#9',
    title: 'Count the shards',
    people: [],
  },
  {
    file: 'gitlab-review',
    url: `${FORGE}/corp/infra/ledger/merge_requests/12/diffs?view=parallel`,
    kind: 'review',
    key: 'corp/infra/ledger!12',
    title: 'Draft: Raise the shard count',
    shared: `${FORGE}/corp/infra/ledger/merge_requests/12`,
    people: ['author:li.wei', 'reviewer:amelia'],
  },
  {
    file: 'gitlab-commit',
    url: `${FORGE}/corp/ledger/-/commit/32f0ab4d5ddc72f3c287`,
    kind: 'commit',
    key: '32f0ab4d5ddc72f3c287',
    title: 'Raise the shard count',
    people: ['author:li.wei', 'reviewer:Tomasz K'],
  },
  {
    file: 'gitlab-wiki',
    url: `${FORGE}/corp/ledger/-/wikis/On-call-runbook`,
    kind: 'wiki',
    key: 'On-call-runbook',
    title: 'On-call runbook',
    people: ['editor:Jorge Benítez'],
  },
  {
    file: 'gitlab-list',
    url: `${FORGE}/corp/ledger/-/issues?sort=created_date`,
    kind: 'page',
    key: null,
    title: 'Issues · Corp / Ledger',
    shared: `${FORGE}/corp/ledger/-/issues`,
    people: [],
  },
]

import type { Row } from '../row.ts'

const PATCHES = 'https://patchwork.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'patchwork-patch',
    url: `${PATCHES}/project/ledger/patch/20260302-queue-1@corp.example/#42`,
    kind: 'review',
    key: '7',
    title: '[v2,1/3] queue: raise the shard count - again',
    shared: `${PATCHES}/project/ledger/patch/20260302-queue-1@corp.example/`,
    people: [
      'author:Li Wei',
      'approver:Jorge Benítez',
      'reviewer:Tomasz K',
      'assignee:priya.raman',
      'commenter:Amelia Hart',
    ],
  },
  {
    file: 'patchwork-patch-old',
    url: `${PATCHES}/lists/patch/40/`,
    kind: 'review',
    key: '40',
    title: 'Pause the queue',
    people: ['author:Amelia Hart', 'assignee:Li Wei'],
  },
  {
    file: 'patchwork-list',
    url: `${PATCHES}/project/ledger/list/?submitter=1`,
    kind: 'page',
    key: null,
    title: 'Patches of Ledger',
    shared: `${PATCHES}/project/ledger/list/`,
    people: [],
  },
]

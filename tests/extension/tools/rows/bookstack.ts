import type { Row } from '../row.ts'

const BOOKS = 'https://books.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'bookstack-page',
    url: `${BOOKS}/books/ledger/page/on-call-runbook#bkmrk-first`,
    kind: 'wiki',
    key: 'ledger/on-call-runbook',
    title: 'On-call runbook for the ledger',
    shared: `${BOOKS}/books/ledger/page/on-call-runbook`,
    people: ['editor:li-wei', 'author:amelia-hart', 'commenter:tomasz-k'],
  },
  {
    file: 'bookstack-guest',
    url: 'https://corp.example/wiki/books/ledger/page/pause-the-queue/revisions/3',
    kind: 'wiki',
    key: 'ledger/pause-the-queue',
    title: 'Pause the queue',
    shared: 'https://corp.example/wiki/books/ledger/page/pause-the-queue',
    people: ['editor:Jorge Benítez', 'author:Amelia Hart'],
  },
  {
    file: 'bookstack-list',
    url: `${BOOKS}/books/ledger`,
    kind: 'page',
    key: null,
    title: 'Ledger',
    people: [],
  },
]

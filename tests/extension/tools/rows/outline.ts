import type { Row } from '../row.ts'

const DOCS = 'https://docs.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'outline-document',
    url: `${DOCS}/doc/on-call-runbook-Kq3sV9mZxY?commentId=7#h-first`,
    kind: 'wiki',
    key: 'Kq3sV9mZxY',
    title: 'On-call runbook',
    shared: `${DOCS}/doc/on-call-runbook-Kq3sV9mZxY`,
    people: ['editor:Jorge Benítez'],
  },
  {
    file: 'outline-own',
    url: `${DOCS}/s/ledger/doc/pause-the-queue-Ab3sV9mZxQ/history`,
    kind: 'wiki',
    key: 'Ab3sV9mZxQ',
    title: 'Pause the queue',
    shared: `${DOCS}/s/ledger/doc/pause-the-queue-Ab3sV9mZxQ`,
    people: [],
  },
  {
    file: 'outline-list',
    url: `${DOCS}/collection/ledger-Zz3sV9mZxQ`,
    kind: 'page',
    key: null,
    title: 'Ledger',
    people: [],
  },
]

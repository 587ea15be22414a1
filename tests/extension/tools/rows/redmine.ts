import type { Row } from '../row.ts'

const TRACKER = 'https://tracker.corp.example'
const REVISION = '/projects/ledger/repository/main/revisions/bed66d28'

export const rows: readonly Row[] = [
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
]

import type { Row } from '../row.ts'

const PHORGE = 'https://phorge.corp.example'
const SHA = 'bed66d2807adcd51adb1339d3081329d02bd4439'

export const rows: readonly Row[] = [
  {
    file: 'phabricator-task',
    url: `${PHORGE}/T7?tab=notes#42`,
    kind: 'ticket',
    key: 'T7',
    title: 'Queue grows - and grows',
    shared: `${PHORGE}/T7`,
    people: ['assignee:liwei', 'author:amelia.hart', 'commenter:tomasz.k'],
  },
  {
    file: 'phabricator-revision',
    url: `${PHORGE}/D12/new/?id=3`,
    kind: 'review',
    key: 'D12',
    title: 'Raise the shard count',
    shared: `${PHORGE}/D12`,
    people: ['author:liwei', 'reviewer:jorge.b', 'reviewer:priya.raman', 'commenter:tomasz.k'],
  },
  {
    file: 'phabricator-commit',
    url: `${PHORGE}/rLEDG${SHA}`,
    kind: 'commit',
    key: `rLEDG${SHA}`,
    title: 'Raise the shard count',
    people: ['author:liwei', 'approver:Priya Raman', 'reviewer:jorge.b', 'commenter:amelia.hart'],
  },
  {
    file: 'phabricator-commit-old',
    url: `${PHORGE}/rMUX${SHA.slice(0, 12)}`,
    kind: 'commit',
    key: `rMUX${SHA.slice(0, 12)}`,
    title: 'Simplify code (again)',
    people: ['author:Amelia Hart'],
  },
  {
    file: 'phabricator-wiki',
    url: `${PHORGE}/w/ledger/oncall/?v=3`,
    kind: 'wiki',
    key: 'ledger/oncall',
    title: 'On-call: the runbook',
    shared: `${PHORGE}/w/ledger/oncall/`,
    people: ['editor:jorge.b', 'commenter:tomasz.k'],
  },
  {
    file: 'phabricator-history',
    url: `${PHORGE}/phriction/history/ledger/oncall/`,
    kind: 'wiki',
    key: 'ledger/oncall',
    title: 'On-call: the runbook',
    shared: `${PHORGE}/w/ledger/oncall/`,
    people: ['editor:jorge.b', 'editor:priya.raman'],
  },
  {
    file: 'phabricator-list',
    url: `${PHORGE}/maniphest/query/assigned/`,
    kind: 'page',
    key: null,
    title: 'Assigned',
    people: [],
  },
]

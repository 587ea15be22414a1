import type { Row } from '../row.ts'

const TRAC = 'https://trac.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'trac-ticket',
    url: 'https://corp.example/trac/ticket/7?cnum_edit=1#comment:2',
    kind: 'ticket',
    key: '7',
    title: 'Queue grows (and grows)',
    shared: 'https://corp.example/trac/ticket/7',
    people: ['assignee:liwei', 'author:amelia.hart', 'commenter:Tomasz K'],
  },
  {
    file: 'trac-ticket-old',
    url: `${TRAC}/ticket/40`,
    kind: 'ticket',
    key: '40',
    title: 'Warteschlange anhalten',
    people: ['author:Petra L.', 'commenter:tomasz'],
  },
  {
    file: 'trac-wiki',
    url: `${TRAC}/wiki/OnCall/Runbook`,
    kind: 'wiki',
    key: 'OnCall/Runbook',
    title: 'OnCall/Runbook',
    people: ['editor:Li Wei'],
  },
  {
    file: 'trac-history',
    url: `${TRAC}/wiki?action=history`,
    kind: 'wiki',
    key: 'WikiStart',
    title: 'WikiStart',
    shared: `${TRAC}/wiki/WikiStart`,
    people: ['editor:Li Wei', 'author:priya'],
  },
  {
    file: 'trac-commit',
    url: `${TRAC}/changeset/bed66d2807adcd51adb1339d3081329d02bd4439/ledger`,
    kind: 'commit',
    key: 'bed66d2807adcd51adb1339d3081329d02bd4439',
    title: 'Raise the shard count & pause',
    people: ['author:Li Wei', 'author:Jorge Benítez', 'reviewer:Tomasz K'],
  },
  {
    file: 'trac-report',
    url: `${TRAC}/report/1?asc=1`,
    kind: 'page',
    key: null,
    title: '{1} Active Tickets',
    shared: `${TRAC}/report/1`,
    people: [],
  },
]

import type { Row } from '../row.ts'

const BUGS = 'https://bugs.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'roundup-issue',
    url: `${BUGS}/ledger/issue7?@ok_message=saved&@template=item`,
    kind: 'ticket',
    key: 'issue7',
    title: 'Queue grows - and grows',
    shared: `${BUGS}/ledger/issue7`,
    people: ['assignee:liwei', 'author:amelia.hart', 'commenter:tomasz.k'],
  },
  {
    file: 'roundup-issue-old',
    url: `${BUGS}/issue40`,
    kind: 'ticket',
    key: 'issue40',
    title: 'Pause the queue',
    people: ['assignee:liwei', 'author:amelia', 'commenter:tomasz'],
  },
  {
    file: 'roundup-list',
    url: `${BUGS}/ledger/issue?@sort=-activity`,
    kind: 'page',
    key: null,
    title: 'List of issues',
    shared: `${BUGS}/ledger/issue`,
    people: [],
  },
]

import type { Row } from '../row.ts'

const HELP = 'https://help.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'rt-ticket',
    url: `${HELP}/rt/Ticket/Display.html?results=ab12&id=7#txn-42`,
    kind: 'ticket',
    key: '7',
    title: 'Queue grows: and grows',
    shared: `${HELP}/rt/Ticket/Display.html?id=7`,
    people: ['assignee:liwei', 'author:Amelia Hart', 'commenter:tomasz'],
  },
  {
    file: 'rt-ticket-old',
    url: `${HELP}/Ticket/Display.html?id=40`,
    kind: 'ticket',
    key: '40',
    title: 'Pause the queue',
    people: ['author:Amelia Hart', 'commenter:Jorge Benítez'],
  },
  {
    file: 'rt-list',
    url: `${HELP}/Search/Results.html?Query=Owner%3D%27liwei%27`,
    kind: 'page',
    key: null,
    title: 'Found 2 tickets',
    shared: `${HELP}/Search/Results.html`,
    people: [],
  },
]

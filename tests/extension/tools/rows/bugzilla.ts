import type { Row } from '../row.ts'

const BUGS = 'https://bugs.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'bugzilla-bug',
    url: `${BUGS}/show_bug.cgi?list_id=12&id=7#c2`,
    kind: 'ticket',
    key: '7',
    title: 'Queue grows',
    shared: `${BUGS}/show_bug.cgi?id=7`,
    people: ['assignee:Li Wei', 'author:Amelia Hart', 'commenter:walk-in@customer.example'],
  },
  {
    file: 'bugzilla-bug-old',
    url: 'https://corp.example/bugs222/process_bug.cgi',
    kind: 'ticket',
    key: '40',
    title: 'Pause the queue',
    shared: 'https://corp.example/bugs222/show_bug.cgi?id=40',
    people: ['assignee:Li Wei', 'author:Amelia Hart', 'commenter:Tomasz K'],
  },
  {
    file: 'bugzilla-modal',
    url: `${BUGS}/show_bug.cgi?id=1900007`,
    kind: 'ticket',
    key: '1900007',
    title: 'Queue grows - and grows',
    people: ['author:Amelia Hart', 'commenter:Tomasz K'],
  },
  {
    file: 'bugzilla-activity',
    url: `${BUGS}/show_activity.cgi?id=7`,
    kind: 'ticket',
    key: '7',
    title: 'Queue grows',
    shared: `${BUGS}/show_bug.cgi?id=7`,
    people: [],
  },
  {
    file: 'bugzilla-list',
    url: `${BUGS}/buglist.cgi?quicksearch=queue`,
    kind: 'page',
    key: null,
    title: 'Bug List',
    shared: `${BUGS}/buglist.cgi`,
    people: [],
  },
]

import type { Row } from '../row.ts'

const BOARD = 'https://board.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'kanboard-task',
    url: `${BOARD}/kanboard/?controller=TaskViewController&action=show&task_id=7&project_id=1#comment-2`,
    kind: 'ticket',
    key: '7',
    title: 'Queue grows - and grows',
    shared: `${BOARD}/kanboard/?controller=TaskViewController&task_id=7`,
    people: ['assignee:Li Wei', 'author:Amelia Hart', 'commenter:Tomasz K'],
  },
  {
    file: 'kanboard-task-german',
    url: `${BOARD}/project/1/task/40`,
    kind: 'ticket',
    key: '40',
    title: 'Pause the queue',
    people: ['commenter:Jorge Benítez'],
  },
  {
    file: 'kanboard-list',
    url: `${BOARD}/?controller=TaskListController&action=show&project_id=1`,
    kind: 'page',
    key: null,
    title: 'Ledger',
    shared: `${BOARD}/?controller=TaskListController`,
    people: [],
  },
]

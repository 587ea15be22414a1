import type { Row } from '../row.ts'

const TRACKER = 'https://tracker.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'jira-issue',
    url: `${TRACKER}/browse/LED-7?focusedCommentId=1&page=com.atlassian.jira.plugin#comment-1`,
    kind: 'ticket',
    key: 'LED-7',
    title: 'Queue grows - and grows',
    shared: `${TRACKER}/browse/LED-7`,
    people: ['assignee:li.wei', 'author:amelia', 'commenter:tomasz'],
  },
  {
    file: 'jira-issue',
    url: `${TRACKER}/projects/LED/issues/LED-7?filter=allopenissues`,
    kind: 'ticket',
    key: 'LED-7',
    title: 'Queue grows - and grows',
    shared: `${TRACKER}/browse/LED-7`,
    people: ['assignee:li.wei', 'author:amelia', 'commenter:tomasz'],
  },
  {
    file: 'jira-issue-old',
    url: 'https://corp.example/jira/browse/LED-40',
    kind: 'ticket',
    key: 'LED-40',
    title: 'Pause the queue',
    people: ['author:amelia'],
  },
  {
    file: 'jira-list',
    url: `${TRACKER}/issues/?jql=assignee%20is%20not%20empty`,
    kind: 'page',
    key: null,
    title: 'Issue Navigator',
    shared: `${TRACKER}/issues/`,
    people: [],
  },
]

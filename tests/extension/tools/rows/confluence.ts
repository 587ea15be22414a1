import type { Row } from '../row.ts'

const WIKI = 'https://wiki.corp.example'
const runbook = {
  file: 'confluence-page',
  kind: 'wiki',
  key: '9840347',
  title: 'On-call - runbook',
  people: ['editor:li.wei', 'author:amelia', 'commenter:tomasz'],
}

export const rows: readonly Row[] = [
  {
    ...runbook,
    url: `${WIKI}/display/LED/On-call+-+runbook?focusedCommentId=1#comment-1`,
    shared: `${WIKI}/display/LED/On-call+-+runbook`,
  },
  { ...runbook, url: `${WIKI}/spaces/LED/pages/9840347/On-call+-+runbook` },
  {
    file: 'confluence-page-old',
    url: 'https://corp.example/wiki/pages/viewpage.action?src=search&pageId=312',
    kind: 'wiki',
    key: '312',
    title: 'Release notes',
    shared: 'https://corp.example/wiki/pages/viewpage.action?pageId=312',
    people: ['editor:li.wei', 'author:amelia'],
  },
  {
    file: 'confluence-list',
    url: `${WIKI}/dashboard.action`,
    kind: 'page',
    key: null,
    title: 'Dashboard',
    people: [],
  },
]

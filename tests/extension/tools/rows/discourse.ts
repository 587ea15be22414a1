import type { Row } from '../row.ts'

const TALK = 'https://talk.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'discourse-topic',
    url: 'https://corp.example/talk/t/queue-grows/7/2?u=noor',
    kind: 'discussion',
    key: '7',
    title: 'Queue grows at night',
    shared: 'https://corp.example/talk/t/7',
    people: ['author:li.wei', 'commenter:amelia'],
  },
  {
    file: 'discourse-sent',
    url: `${TALK}/t/8/20`,
    kind: 'discussion',
    key: '8',
    title: 'Pause the queue',
    shared: `${TALK}/t/8`,
    people: ['author:amelia', 'commenter:li.wei'],
  },
  {
    file: 'discourse-crawled',
    url: `${TALK}/t/2026-count-the-shards/9`,
    kind: 'discussion',
    key: '9',
    title: 'Count the shards',
    shared: `${TALK}/t/9`,
    people: ['author:amelia', 'commenter:tomasz'],
  },
  {
    file: 'discourse-list',
    url: `${TALK}/c/operations/4`,
    kind: 'page',
    key: null,
    title: 'Operations',
    people: [],
  },
]

import type { Row } from '../row.ts'

export const rows: readonly Row[] = [
  {
    file: 'generic-article',
    url: 'https://blog.corp.example/pause?utm_source=mail',
    kind: 'page',
    key: null,
    title: 'How we pause the queue',
    shared: 'https://blog.corp.example/pause',
    people: ['author:Priya Raman'],
  },
  {
    file: 'generic-list',
    url: 'https://blog.corp.example/',
    kind: 'page',
    key: null,
    title: 'All articles',
    people: [],
  },
  {
    file: 'generic-plain',
    url: 'https://corp.example/lunch',
    kind: 'page',
    key: null,
    title: 'Lunch menu',
    people: [],
  },
]

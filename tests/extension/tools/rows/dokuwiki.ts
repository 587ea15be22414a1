import type { Row } from '../row.ts'

const WIKI = 'https://corp.example/wiki/doku.php'

export const rows: readonly Row[] = [
  {
    file: 'dokuwiki-page',
    url: `${WIKI}?do=show&id=ops:runbook#night_calls`,
    kind: 'wiki',
    key: 'ops:runbook',
    title: 'ops:runbook',
    shared: `${WIKI}?id=ops:runbook`,
    people: ['editor:li.wei'],
  },
  {
    file: 'dokuwiki-path',
    url: 'https://wiki.corp.example/ops/night?rev=1795346158',
    kind: 'wiki',
    key: 'ops:night',
    title: 'On-call [night]',
    shared: 'https://wiki.corp.example/ops/night',
    people: [],
  },
  {
    file: 'dokuwiki-old',
    url: 'https://wiki.corp.example/doku.php',
    kind: 'wiki',
    key: 'start',
    title: 'start',
    people: ['editor:amelia'],
  },
  {
    file: 'dokuwiki-revisions',
    url: `${WIKI}?id=ops%3Arunbook&do=revisions`,
    kind: 'wiki',
    key: 'ops:runbook',
    title: 'ops:runbook',
    shared: `${WIKI}?id=ops:runbook`,
    people: ['editor:li.wei', 'author:amelia'],
  },
  {
    file: 'dokuwiki-diff',
    url: `${WIKI}?id=ops:runbook&do=diff&rev2%5B0%5D=1&rev2%5B1%5D=2`,
    kind: 'wiki',
    key: 'ops:runbook',
    title: 'On-call runbook',
    shared: `${WIKI}?id=ops:runbook`,
    people: ['editor:Amelia Hart', 'editor:Li Wei'],
  },
  {
    file: 'dokuwiki-recent',
    url: `${WIKI}?id=start&do=recent`,
    kind: 'page',
    key: null,
    title: 'start - Recent Changes',
    shared: `${WIKI}?id=start`,
    people: [],
  },
]

import type { Row } from '../row.ts'

const WIKI = 'https://wiki.corp.example'

export const rows: readonly Row[] = [
  {
    file: 'mediawiki-article',
    url: `${WIKI}/wiki/On-call_runbook?useskin=timeless`,
    kind: 'wiki',
    key: 'On-call runbook',
    title: 'On-call runbook',
    shared: `${WIKI}/wiki/On-call_runbook`,
    people: [],
  },
  {
    file: 'mediawiki-minerva',
    url: `${WIKI}/wiki/Bereitschaft`,
    kind: 'wiki',
    key: 'Bereitschaft',
    title: 'Bereitschaft',
    people: ['editor:Tomasz K'],
  },
  {
    file: 'mediawiki-history',
    url: `${WIKI}/w/index.php?title=On-call_runbook&action=history`,
    kind: 'wiki',
    key: 'On-call runbook',
    title: 'On-call runbook',
    shared: `${WIKI}/w/index.php?title=On-call_runbook`,
    people: ['editor:Li Wei', 'author:Priya Raman'],
  },
  {
    file: 'mediawiki-diff',
    url: `${WIKI}/w/index.php?diff=12&oldid=11`,
    kind: 'wiki',
    key: 'On-call runbook',
    title: 'On-call runbook',
    shared: `${WIKI}/w/index.php?title=On-call_runbook`,
    people: ['editor:Li Wei'],
  },
  {
    file: 'mediawiki-talk',
    url: `${WIKI}/wiki/Dyskusja:Dy%C5%BCur`,
    kind: 'wiki',
    key: 'Dyskusja:Dyżur',
    title: 'Dyskusja:Dyżur',
    people: ['commenter:Jorge'],
  },
  {
    file: 'mediawiki-info',
    url: 'https://corp.example/mediawiki/index.php?title=On-call_runbook&action=info',
    kind: 'wiki',
    key: 'On-call runbook',
    title: 'On-call runbook',
    shared: 'https://corp.example/mediawiki/index.php?title=On-call_runbook',
    people: ['editor:Li Wei', 'author:Priya Raman'],
  },
  {
    file: 'mediawiki-special',
    url: `${WIKI}/wiki/Special:RecentChanges`,
    kind: 'page',
    key: null,
    title: 'Special:RecentChanges',
    people: [],
  },
]

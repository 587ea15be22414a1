/** The wiki page's history, newest first. */
const HISTORY = [
  {
    user: 'Grace Okafor',
    timestamp: '2026-11-18T09:12:44Z',
    comment: 'Say which order is safe during a release',
  },
  { user: 'Noor Haddad', timestamp: '2026-10-02T15:40:03Z', comment: 'Link the dashboard' },
  {
    user: 'Grace Okafor',
    timestamp: '2026-09-21T11:05:57Z',
    comment: 'First version, after the Friday incident',
  },
]

const PAGE = { pageid: 118, ns: 0, title: 'Rotating the signing keys' }

/** What MediaWiki's `api.php?action=query&prop=revisions` answers about the sample page. */
export function wikiRevisions(query: Record<string, string>): object {
  const [limit, oldestFirst] = [Number(query['rvlimit'] ?? 1), query['rvdir'] === 'newer']
  const history = HISTORY.map((revision, age) => ({ revid: 900 - age, parentid: 899 - age, ...revision }))
  const revisions = (oldestFirst ? history.toReversed() : history).slice(0, limit)
  const page = { ...PAGE, revisions }
  const pages = query['formatversion'] === '2' ? [page] : { [PAGE.pageid]: page }
  return { batchcomplete: query['formatversion'] === '2' ? true : '', query: { pages } }
}

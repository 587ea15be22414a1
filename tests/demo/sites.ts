import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { wikiRevisions } from './wiki-api.ts'

const PAGES = join(import.meta.dirname, 'pages')

/** The three sample tools as one site, whose addresses have the shapes of the real ones. */
export function createSites(): Hono {
  const app = new Hono()
  app.get('/wiki/:title', (c) => c.html(page('wiki.html')))
  app.get('/w/api.php', (c) => c.json(wikiRevisions(c.req.query())))
  app.get('/issues/:id', (c) => c.html(page('ticket.html')))
  app.get('/:owner/:repository/pull/:number', (c) => c.html(page('review.html')))
  return app
}

function page(name: string): string {
  return readFileSync(join(PAGES, name), 'utf8')
}
